import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';

/** Serves one file over HTTP on this machine, as it is at the moment of each request. */
export async function serveFile(
  path: string,
): Promise<{ host: string; stop(): Promise<void> }> {
  const server = createServer((_, response) => {
    createReadStream(path).pipe(response);
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    host: `localhost:${port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
