import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ApiServer,
  ApiServerOptions,
  createApiServer,
} from '../createApiServer';

/** The token of servers in tests. */
export const testToken = 'test-token';

/** An API server on a folder of its own, listening on a free port. */
export interface TestApiServer extends ApiServer {
  /** Calls the HTTP API with the token; gives the status and the parsed answer. */
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: unknown; headers: Headers }>;
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
  return Object.assign(server, {
    async call(
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ) {
      const response = await fetch(`${server.url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${testToken}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        body:
          body === undefined || typeof body === 'string'
            ? (body as string | undefined)
            : JSON.stringify(body),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: response.headers.get('content-type')?.includes('json')
          ? JSON.parse(text)
          : text,
      };
    },
    async stop() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
      if (errors.length) throw new Error(errors.join('\n'));
    },
  });
}
