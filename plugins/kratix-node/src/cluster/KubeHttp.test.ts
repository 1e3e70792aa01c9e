import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubeConfigAccess } from './KubeConfigAccess';
import { KubeHttp } from './KubeHttp';

describe('KubeHttp', () => {
  it('leaves no connection open when it cannot renew what was refused', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'token-'));
    const tokenFile = join(folder, 'token');
    await writeFile(tokenFile, 'sesame');
    const sockets: Socket[] = [];
    const server = createServer(socket => {
      sockets.push(socket);
      socket.on('error', () => undefined);
      socket.once('data', async () => {
        await rm(tokenFile);
        socket.write('HTTP/1.1 401 No\r\nContent-Length: 9\r\n\r\n');
      });
    });
    await new Promise<void>(resolve =>
      server.listen(0, '127.0.0.1', () => resolve()),
    );
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const http = new KubeHttp(
      new KubeConfigAccess({
        type: 'url',
        url: `http://127.0.0.1:${port}`,
        tokenFile,
        skipTLSVerify: false,
      }),
      { contact() {}, lost() {}, answered() {} },
      { timeoutMs: 300_000 },
    );
    try {
      await expect(http.call({ method: 'GET', path: '/' })).rejects.toThrow(
        `The token file ${tokenFile} does not exist`,
      );
      const [socket] = sockets;
      if (!socket.destroyed) {
        await new Promise(resolve => socket.once('close', resolve));
      }
    } finally {
      sockets.forEach(socket => socket.destroy());
      server.close();
      await rm(folder, { recursive: true });
    }
  });
});
