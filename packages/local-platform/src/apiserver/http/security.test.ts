import { connect } from 'node:tls';
import { createApiServer } from '../createApiServer';
import { startApiServer, TestApiServer } from '../testing/startApiServer';

const none = { authorization: '' };

describe('security', () => {
  let server: TestApiServer;
  beforeAll(async () => {
    server = await startApiServer();
  });
  afterAll(() => server.stop());

  it('wants the token for everything but health and version', async () => {
    for (const path of ['/healthz', '/readyz', '/livez', '/version']) {
      expect((await server.call('GET', path, undefined, none)).status).toBe(
        200,
      );
    }
    for (const path of [
      '/',
      '/api',
      '/apis',
      '/api/v1/secrets',
      '/openapi/v3',
    ]) {
      for (const authorization of [
        '',
        'Bearer wrong',
        'Bearer ',
        'Basic dGVzdC10b2tlbg==',
        'Bearer test-token2',
      ]) {
        expect(
          await server.call('GET', path, undefined, { authorization }),
        ).toMatchObject({ status: 401, body: { reason: 'Unauthorized' } });
      }
    }
  });

  it.each([
    ['a foreign Host', { host: 'evil.example' }],
    [
      'a Host that only looks like loopback',
      { host: '127.0.0.1.evil.example' },
    ],
    ['a page elsewhere', { origin: 'https://evil.example' }],
    ['a sandboxed page', { origin: 'null' }],
    ['another port of this machine', { origin: 'https://127.0.0.1:1' }],
  ])('does not answer to %s, not even about its health', async (_, headers) => {
    for (const path of ['/healthz', '/api/v1/secrets']) {
      expect(
        await server.call('GET', path, undefined, { ...headers }),
      ).toMatchObject({ status: 403, body: { reason: 'Forbidden' } });
    }
  });

  it('answers to loopback names', async () => {
    for (const host of ['localhost', 'localhost:6440', '[::1]:6440']) {
      expect(
        (await server.call('GET', '/api', undefined, { host })).status,
      ).toBe(200);
    }
  });

  it('is served with a certificate that names loopback, and tells nothing of its inside', async () => {
    const { hostname, port } = new URL(server.url);
    const authorized = await new Promise<boolean>((resolve, reject) => {
      const socket = connect(
        { host: hostname, port: Number(port), ca: server.certificateAuthority },
        () => {
          resolve(socket.authorized);
          socket.destroy();
        },
      );
      socket.on('error', reject);
    });
    expect(authorized).toBe(true);
  });

  it('refuses to listen elsewhere than on loopback', async () => {
    await expect(
      createApiServer({ file: ':memory:', token: 't', host: '0.0.0.0' }),
    ).rejects.toThrow(/loopback only/);
  });

  it('hides secrets that are written where base64 belongs', async () => {
    const { status, body } = await server.call(
      'POST',
      '/api/v1/namespaces/default/secrets',
      { metadata: { name: 's' }, data: { password: 'hunter2!' } },
    );
    expect(status).toBe(422);
    expect(JSON.stringify(body)).not.toContain('hunter2');
  });
});
