import {
  IncomingHttpHeaders,
  IncomingMessage,
  request as http,
} from 'node:http';
import { request as https, RequestOptions } from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';
import { Mismatch } from './Check';
import { show } from './expectations';
import { at, textAt } from './json';

/** What the API server answered. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  /** Parsed, where it is one JSON document; text otherwise. */
  body: unknown;
}

/** How a call is to be made. */
export interface CallOptions {
  body?: unknown;
  /** Media type of the body. */
  type?: string;
  accept?: string;
  /** In place of the kubeconfig's credentials. */
  token?: string;
}

/** One line of a watch. */
export interface WatchLine {
  type: string;
  object: unknown;
}

/** Media types of patches. */
export const patchTypes = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
};

const idleTimeoutMs = 60_000;

/** The Kubernetes API as a kubeconfig leads to it, over plain requests: what is sent and answered is seen as it is. */
export class KubeApi {
  constructor(
    private readonly config: KubeConfig,
    private readonly signal: AbortSignal,
  ) {}

  /** The same API, for calls that go on after the run was ended. */
  withSignal(signal: AbortSignal): KubeApi {
    return new KubeApi(this.config, signal);
  }

  /** Makes one call, whatever comes of it. Rejects when there is no answer. */
  async call(
    method: string,
    path: string,
    options: CallOptions = {},
  ): Promise<Answer> {
    const response = await this.send(method, path, options, this.signal);
    let text = '';
    response.setEncoding('utf8');
    for await (const chunk of response) {
      text += chunk;
    }
    return {
      status: response.statusCode ?? 0,
      headers: response.headers,
      body: parsed(text),
    };
  }

  /**
   * Makes a call that must succeed and gives the body.
   *
   * @throws Mismatch for any answer but 2xx
   */
  async body(
    method: string,
    path: string,
    options: CallOptions = {},
  ): Promise<unknown> {
    const { status, body } = await this.call(method, path, options);
    if (status < 200 || status > 299) {
      throw new Mismatch(
        `${method} ${path} to succeed`,
        `${status} ${textAt(body, 'message') || show(body)}`,
      );
    }
    return body;
  }

  /** @throws Mismatch when it cannot be read */
  get(path: string) {
    return this.body('GET', path);
  }

  /** @throws Mismatch when it cannot be created */
  create(path: string, body: unknown) {
    return this.body('POST', path, { body });
  }

  /** Changes an object by JSON merge patch. @throws Mismatch when it cannot be */
  merge(path: string, body: unknown) {
    return this.body('PATCH', path, { body, type: patchTypes.merge });
  }

  /** The object, or undefined when there is none. */
  async find(path: string): Promise<unknown> {
    const { status, body } = await this.call('GET', path);
    if (status === 404) {
      return undefined;
    }
    if (status !== 200) {
      throw new Mismatch(`GET ${path} to answer`, `${status} ${show(body)}`);
    }
    return body;
  }

  /** The lines of a watch (or log) until the server or `signal` ends it. */
  async *lines(path: string, signal: AbortSignal): AsyncGenerator<string> {
    const either = AbortSignal.any([signal, this.signal]);
    const response = await this.send('GET', path, {}, either);
    if (response.statusCode !== 200) {
      let text = '';
      for await (const chunk of response) {
        text += chunk;
      }
      throw new Mismatch(`GET ${path} to answer`, show(text));
    }
    let rest = '';
    response.setEncoding('utf8');
    try {
      for await (const chunk of response) {
        const lines = `${rest}${chunk}`.split('\n');
        rest = lines.pop() ?? '';
        yield* lines;
      }
    } catch (error) {
      if (!signal.aborted) {
        throw error;
      }
    }
  }

  /** The events of a watch until the server or `signal` ends it. */
  async *watch(path: string, signal: AbortSignal): AsyncGenerator<WatchLine> {
    for await (const line of this.lines(path, signal)) {
      const event: unknown = JSON.parse(line);
      yield {
        type: textAt(event, 'type'),
        object: at(event, 'object'),
      };
    }
  }

  private async send(
    method: string,
    path: string,
    { body, type = 'application/json', accept, token }: CallOptions,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    const options: RequestOptions = {};
    await this.config.applyToHTTPSOptions(options);
    const { auth, headers, cert, key, ...connection } = options;
    const text =
      typeof body === 'string' || body === undefined
        ? body
        : JSON.stringify(body);
    const url = `${this.config
      .getCurrentCluster()
      ?.server.replace(/\/+$/, '')}${path}`;
    return new Promise((resolve, reject) => {
      const sent = (url.startsWith('https:') ? https : http)(
        url,
        {
          ...connection,
          ...(token ? {} : { auth, cert, key }),
          method,
          signal,
          headers: {
            ...headers,
            accept: accept ?? 'application/json',
            ...(text === undefined
              ? {}
              : {
                  'content-type': type,
                  'content-length': Buffer.byteLength(text),
                }),
            ...(token ? { Authorization: `Bearer ${token}` } : {}),
          },
        },
        resolve,
      );
      sent.setTimeout(idleTimeoutMs, () =>
        sent.destroy(
          new Error(`${method} ${path}: no answer for ${idleTimeoutMs} ms`),
        ),
      );
      sent.on('error', reject);
      sent.end(text);
    });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
