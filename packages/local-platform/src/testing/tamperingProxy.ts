import { once } from 'node:events';
import { createServer, IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { createInterface } from 'node:readline';

/** What a proxy does to what passes through it; what is left out passes as it is. */
export interface Tampering {
  /** Changes a request before it is sent on. */
  request?(call: {
    method: string;
    url: URL;
    headers: Record<string, string>;
    body: string;
  }): void;
  /** Changes the answer to a request that is no watch. */
  answer?(
    answer: { status: number; body: unknown },
    call: { method: string; url: URL },
  ): void;
  /** Gives the line of a watch to pass on, or nothing to drop it. */
  line?(event: { type: string; object: object }): object | undefined;
}

/** A proxy in front of an API server that makes a wrong one of it. */
export interface TamperingProxy {
  /** Plain http. */
  url: string;
  stop(): Promise<void>;
}

/** Starts a proxy in front of an API server. */
export async function startTamperingProxy(
  target: { url: string; certificateAuthority: string },
  tampering: Tampering,
): Promise<TamperingProxy> {
  const forward = async (incoming: IncomingMessage) => {
    const call = {
      method: incoming.method ?? 'GET',
      url: new URL(incoming.url ?? '/', target.url),
      headers: Object.fromEntries(
        Object.entries(incoming.headers).map(([name, value]) => [
          name,
          String(value),
        ]),
      ),
      body: await readAll(incoming),
    };
    tampering.request?.(call);
    delete call.headers.host;
    delete call.headers['content-length'];
    const sent = request(call.url, {
      method: call.method,
      headers: call.headers,
      ca: target.certificateAuthority,
      agent: false,
    });
    sent.end(call.body);
    const [response]: IncomingMessage[] = await once(sent, 'response');
    return { call, response };
  };
  const server = createServer(async (incoming, outgoing) => {
    try {
      const { call, response } = await forward(incoming);
      outgoing.on('close', () => response.destroy());
      response.on('error', () => outgoing.destroy());
      const headers = { ...response.headers };
      delete headers['content-length'];
      delete headers['transfer-encoding'];
      if (call.url.searchParams.has('watch')) {
        outgoing.writeHead(response.statusCode ?? 500, headers);
        outgoing.flushHeaders();
        const lines = createInterface(response);
        lines.on('error', () => {});
        for await (const line of lines) {
          const event = JSON.parse(line);
          const passed = tampering.line ? tampering.line(event) : event;
          if (passed) {
            outgoing.write(`${JSON.stringify(passed)}\n`);
          }
        }
        outgoing.end();
        return;
      }
      const text = await readAll(response);
      const answer = {
        status: response.statusCode ?? 500,
        body: parsed(text),
      };
      tampering.answer?.(answer, call);
      outgoing.writeHead(answer.status, headers);
      outgoing.end(
        typeof answer.body === 'string'
          ? answer.body
          : JSON.stringify(answer.body),
      );
    } catch {
      outgoing.destroy();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${
      typeof address === 'object' && address ? address.port : 0
    }`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function readAll(stream: IncomingMessage): Promise<string> {
  let text = '';
  stream.setEncoding('utf8');
  for await (const chunk of stream) {
    text += chunk;
  }
  return text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
