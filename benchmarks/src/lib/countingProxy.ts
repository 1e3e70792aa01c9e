import { createServer, IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { AddressInfo } from 'node:net';

/** A call that went through. */
export interface ProxiedCall {
  method: string;
  /** Without the query. */
  path: string;
  isWatch: boolean;
  /** Whether it asks for a further page of a list. */
  isContinued: boolean;
}

const readCall = (incoming: IncomingMessage): ProxiedCall => {
  const url = new URL(incoming.url ?? '/', 'http://proxy');
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    isWatch: ['true', '1'].includes(url.searchParams.get('watch') ?? ''),
    isContinued: url.searchParams.has('continue'),
  };
};

/** Forwards to an API server over TLS and keeps count. */
export async function startCountingProxy(target: {
  url: string;
  certificateAuthority: string;
}) {
  const calls: ProxiedCall[] = [];
  const upstream = new URL(target.url);
  const server = createServer((incoming, outgoing) => {
    calls.push(readCall(incoming));
    const forwarded = httpsRequest(
      {
        host: upstream.hostname,
        port: upstream.port,
        ca: target.certificateAuthority,
        method: incoming.method,
        path: incoming.url,
        headers: { ...incoming.headers, host: upstream.host },
      },
      answer => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        outgoing.flushHeaders();
        answer.pipe(outgoing);
      },
    );
    forwarded.once('error', () => outgoing.destroy());
    outgoing.once('close', () => forwarded.destroy());
    incoming.pipe(forwarded);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    async stop() {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  };
}
