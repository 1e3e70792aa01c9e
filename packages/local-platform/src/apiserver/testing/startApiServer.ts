import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ApiServer,
  ApiServerOptions,
  createApiServer,
} from '../createApiServer';

/** The token of servers in tests. */
export const testToken = 'test-token';

/** An answer of the HTTP API. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  /** Parsed, when it is JSON. */
  body: unknown;
}

/** An API server on a folder of its own, listening on a free port. */
export interface TestApiServer extends ApiServer {
  folder: string;
  /** Calls the HTTP API with the token. A body that is no string is sent as JSON. */
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  /** Ends it and removes its folder. Rejects when the server logged errors. */
  stop(): Promise<void>;
}

/** Starts an API server for a test. */
export async function startApiServer(
  options: Partial<ApiServerOptions> = {},
): Promise<TestApiServer> {
  const folder = mkdtempSync(join(tmpdir(), 'apiserver-'));
  const errors: string[] = [];
  const server = await createApiServer({
    file: join(folder, 'state.db'),
    token: testToken,
    logger: { error: message => errors.push(message) },
    ...options,
  });
  await server.listen();

  const call = (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body) ?? '';
      const outgoing = request(
        `${server.url}${path}`,
        {
          method,
          ca: server.certificateAuthority,
          // A Host header is for the server to judge, not for the check of its certificate.
          servername: 'localhost',
          agent: false,
          headers: {
            authorization: `Bearer ${testToken}`,
            'content-type': 'application/json',
            'content-length': String(Buffer.byteLength(text)),
            ...headers,
          },
        },
        response => {
          const chunks: Buffer[] = [];
          response.on('data', chunk => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const answer = Buffer.concat(chunks).toString();
            const json = response.headers['content-type']?.includes('json');
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: json ? JSON.parse(answer) : answer,
            });
          });
        },
      );
      outgoing.on('error', reject);
      outgoing.end(text);
    });

  return Object.assign(Object.create(server) as ApiServer, {
    folder,
    call,
    async stop() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
      if (errors.length) throw new Error(errors.join('\n'));
    },
  });
}
