import { IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import { errorMessage } from '../describeError';
import { WriteIdentity } from '../WriteIdentity';
import { ClusterAccess, ClusterConnection } from './ClusterAccess';
import { ClusterError } from './ClusterError';
import { connectionFailure } from './connectionFailure';
import { parseWarnings } from './parseWarnings';
import { readLines } from './readLines';
import { noApiServer, refusal } from './refusal';
import { retryDelay } from './retryDelay';

/** A call to the Kubernetes API. */
export interface KubeCall {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Begins with `/`; segments are already encoded. */
  path: string;
  query?: Record<string, string | undefined>;
  body?: unknown;
  /** Default: `application/json`. */
  contentType?: string;
  /** Whose call it is. Default: that of the service account. */
  identity?: WriteIdentity;
  signal?: AbortSignal;
}

/** A complete answer. */
export interface KubeAnswer {
  body: unknown;
  /** From the `Warning` headers. */
  warnings: string[];
}

/** Told of each sign of life of the API server, and how each call was answered. */
export interface ContactObserver {
  contact(): void;
  lost(error: ClusterError): void;
  /** The head of an answer has come; that of a watch once, when it begins. */
  answered(method: KubeCall['method'], status: number): void;
}

/** Limits of calls. */
export interface KubeHttpLimits {
  /** Time for a whole answer, and for the head of a stream. */
  timeoutMs: number;
  /** Largest answer. */
  maxBytes: number;
  /** Longest line of a stream. */
  maxLineBytes: number;
  /** How long a stream of lines may say nothing before it is given up: a watch has a bookmark each minute. */
  silenceMs: number;
}

const DEFAULT_LIMITS: KubeHttpLimits = {
  timeoutMs: 30_000,
  maxBytes: 64 * 1024 * 1024,
  maxLineBytes: 16 * 1024 * 1024,
  silenceMs: 150_000,
};

/**
 * Calls to one API server with JSON bodies. Redirects are not followed: they would carry the
 * credentials elsewhere. Every rejection is a {@link ClusterError}.
 */
export class KubeHttp {
  private readonly access: ClusterAccess;
  private readonly observer: ContactObserver;
  private readonly limits: KubeHttpLimits;

  constructor(
    access: ClusterAccess,
    observer: ContactObserver,
    limits: Partial<KubeHttpLimits> = {},
  ) {
    this.access = access;
    this.observer = observer;
    this.limits = { ...DEFAULT_LIMITS, ...limits };
  }

  async call(call: KubeCall): Promise<KubeAnswer> {
    const { response, connection } = await this.open(
      call,
      this.limits.timeoutMs,
    );
    const text = await this.readText(response, call, this.limits.maxBytes);
    return {
      body: parseJson(text, call, connection, response),
      warnings: parseWarnings(response.headers.warning),
    };
  }

  /**
   * Opens a stream of JSON lines.
   *
   * @returns once the server has accepted the call. The stream ends when the server ends it, and
   * rejects when it breaks; a line that is not whole is left out.
   */
  async stream(call: KubeCall): Promise<AsyncIterable<unknown>> {
    const { response, connection } = await this.open(call);
    endWhenSilent(response, this.limits.silenceMs);
    return this.parseLines(response, call, connection);
  }

  /**
   * Opens a stream of bytes, such as a log.
   *
   * @param silenceMs - how long the server may send nothing before the stream is given up
   * @returns once the server has accepted the call; end the iteration early to end the call.
   */
  async streamBytes(
    call: KubeCall,
    silenceMs: number,
  ): Promise<AsyncIterable<Buffer>> {
    const { response, connection } = await this.open(call);
    endWhenSilent(response, silenceMs);
    return this.passBytes(response, call, connection);
  }

  private async *passBytes(
    response: IncomingMessage,
    call: KubeCall,
    connection: ClusterConnection,
  ): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of response) {
        this.observer.contact();
        yield chunk;
      }
    } catch (error) {
      throw call.signal?.aborted ? error : unreachable(error, connection);
    } finally {
      response.destroy();
    }
  }

  private async *parseLines(
    response: IncomingMessage,
    call: KubeCall,
    connection: ClusterConnection,
  ): AsyncGenerator<unknown> {
    try {
      for await (const line of readLines(response, this.limits.maxLineBytes)) {
        this.observer.contact();
        if (line.trim()) {
          yield parseJson(line, call, connection, response);
        }
      }
    } catch (error) {
      throw call.signal?.aborted || error instanceof ClusterError
        ? error
        : unreachable(error, connection);
    } finally {
      response.destroy();
    }
  }

  private async open(call: KubeCall, wholeTimeoutMs?: number) {
    for (let attempt = 1; ; attempt += 1) {
      const opened = await this.authenticated(call, wholeTimeoutMs);
      const { response, connection } = opened;
      const code = response.statusCode ?? 0;
      if (code >= 200 && code < 300) {
        return opened;
      }
      const delay = retryDelay(code, attempt, response.headers['retry-after']);
      if (delay === undefined) {
        throw await this.refused(response, call, connection);
      }
      response.destroy();
      await wait(delay, undefined, { signal: call.signal });
    }
  }

  /** Sends a call, once more with new credentials where those at hand are refused. */
  private async authenticated(call: KubeCall, wholeTimeoutMs?: number) {
    const connection = await this.connect(call);
    const response = await this.exchange(call, connection, wholeTimeoutMs);
    if (response.statusCode !== 401) {
      return { response, connection };
    }
    this.access.renew(connection);
    const renewed = await this.connect(call).catch(error => {
      response.destroy();
      throw error;
    });
    if (sameCredentials(connection, renewed)) {
      return { response, connection };
    }
    // What was refused was not carried out, so it may be sent again.
    response.destroy();
    return {
      response: await this.exchange(call, renewed, wholeTimeoutMs),
      connection: renewed,
    };
  }

  private async connect(call: KubeCall): Promise<ClusterConnection> {
    try {
      return await this.access.connect(call.identity);
    } catch (error) {
      this.reportLost(error);
      throw error;
    }
  }

  private async exchange(
    call: KubeCall,
    connection: ClusterConnection,
    wholeTimeoutMs?: number,
  ): Promise<IncomingMessage> {
    try {
      const response = await this.send(call, connection, wholeTimeoutMs);
      this.observer.contact();
      this.observer.answered(call.method, response.statusCode ?? 0);
      return response;
    } catch (error) {
      if (call.signal?.aborted) {
        throw error;
      }
      const lost = unreachable(error, connection);
      this.observer.lost(lost);
      throw lost;
    }
  }

  private async refused(
    response: IncomingMessage,
    call: KubeCall,
    connection: ClusterConnection,
  ): Promise<ClusterError> {
    let text = '';
    try {
      text = redact(
        await this.readText(response, call, 1024 * 1024),
        connection,
      );
    } catch {
      // The status alone has to do.
    }
    return refusal(response, text, {
      call: describe(call),
      server: connection.server,
    });
  }

  private send(
    call: KubeCall,
    connection: ClusterConnection,
    wholeTimeoutMs?: number,
  ): Promise<IncomingMessage> {
    const url = new URL(`${connection.server}${call.path}`);
    for (const [name, value] of Object.entries(call.query ?? {})) {
      if (value !== undefined) {
        url.searchParams.set(name, value);
      }
    }
    const body =
      call.body === undefined ? undefined : JSON.stringify(call.body);
    const send = url.protocol === 'http:' ? httpRequest : httpsRequest;
    return new Promise((resolve, reject) => {
      const request = send(url, {
        method: call.method,
        agent: connection.agent,
        signal: call.signal,
        headers: {
          ...connection.headers,
          Accept: 'application/json',
          ...(body !== undefined && {
            'Content-Type': call.contentType ?? 'application/json',
            'Content-Length': Buffer.byteLength(body),
          }),
        },
      });
      const timer = setTimeout(
        () => request.destroy(new Error('no answer in time')),
        this.limits.timeoutMs,
      );
      request.on('socket', socket => socket.setKeepAlive(true, 30_000));
      request.on('response', response => {
        if (wholeTimeoutMs === undefined) {
          clearTimeout(timer);
        } else {
          response.on('close', () => clearTimeout(timer));
        }
        resolve(response);
      });
      request.on('error', error => {
        clearTimeout(timer);
        reject(error);
      });
      request.end(body);
    });
  }

  private async readText(
    response: IncomingMessage,
    call: KubeCall,
    maxBytes: number,
  ): Promise<string> {
    const chunks: Buffer[] = [];
    let size = 0;
    try {
      for await (const chunk of response) {
        size += chunk.length;
        if (size > maxBytes) {
          throw new ClusterError(
            'tooLarge',
            `The answer to ${describe(call)} is larger than ${maxBytes} bytes.`,
          );
        }
        chunks.push(chunk);
      }
    } catch (error) {
      if (call.signal?.aborted || error instanceof ClusterError) {
        throw error;
      }
      const lost = new ClusterError(
        'unavailable',
        `The answer to ${describe(call)} broke off: ${errorMessage(error)}.`,
      );
      this.observer.lost(lost);
      throw lost;
    } finally {
      response.destroy();
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  private reportLost(error: unknown) {
    if (error instanceof ClusterError) {
      this.observer.lost(error);
    }
  }
}

function endWhenSilent(response: IncomingMessage, silenceMs: number) {
  response.setTimeout(silenceMs, () =>
    response.destroy(new Error(`nothing was heard for ${silenceMs} ms`)),
  );
}

function describe(call: KubeCall): string {
  return `${call.method} ${call.path}`;
}

function parseJson(
  text: string,
  call: KubeCall,
  { server }: ClusterConnection,
  response: IncomingMessage,
): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw noApiServer(response, { call: describe(call), server });
  }
}

function unreachable(
  error: unknown,
  connection: ClusterConnection,
): ClusterError {
  return new ClusterError(
    'unavailable',
    redact(connectionFailure(error, connection.server), connection),
    error,
  );
}

function sameCredentials(
  one: ClusterConnection,
  other: ClusterConnection,
): boolean {
  return (
    one.agent === other.agent &&
    one.headers.Authorization === other.headers.Authorization
  );
}

/** A server that echoes what it was sent must not bring credentials into a message. */
function redact(text: string, connection: ClusterConnection): string {
  const credentials = String(connection.headers.Authorization ?? '')
    .split(' ')
    .pop();
  return credentials ? text.replaceAll(credentials, '[redacted]') : text;
}
