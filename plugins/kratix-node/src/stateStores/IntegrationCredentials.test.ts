import { generateKeyPairSync } from 'node:crypto';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { ConfigReader } from '@backstage/config';
import { IntegrationCredentials } from './IntegrationCredentials';

const integrations = {
  github: [{ host: 'github.com', token: 'gh' }],
  gitlab: [
    {
      host: 'gitlab.example.org',
      token: 'gl',
      apiBaseUrl: 'https://gitlab.example.org/api/v4',
    },
  ],
  gitea: [
    { host: 'gitea.example.org', username: 'me', password: 'gt' },
    { host: 'open.example.org' },
  ],
  bitbucketCloud: [{ username: 'bb', appPassword: 'app' }],
  bitbucketServer: [
    { host: 'stash.example.org', token: 'bs', apiBaseUrl: 'https://x/rest' },
  ],
};

describe('IntegrationCredentials', () => {
  it.each([
    ['https://github.com/o/r', { username: 'x-access-token', password: 'gh' }],
    [
      'https://gitlab.example.org/o/r.git',
      { username: 'oauth2', password: 'gl' },
    ],
    ['https://gitea.example.org/o/r', { username: 'me', password: 'gt' }],
    ['https://bitbucket.org/o/r', { username: 'bb', password: 'app' }],
    [
      'https://stash.example.org/scm/o/r.git',
      { username: 'x-token-auth', password: 'bs' },
    ],
    ['https://open.example.org/o/r', undefined],
    ['https://elsewhere.example.org/o/r', undefined],
  ])('finds those of the host of %s', async (url, expected) => {
    const credentials = IntegrationCredentials.fromConfig(
      new ConfigReader({ integrations }),
    );
    expect(await credentials.find(url)).toEqual(expected);
  });

  describe('of a GitHub App', () => {
    let server: Server;

    beforeAll(async () => {
      server = createServer((request, response) => {
        response.setHeader('Content-Type', 'application/json');
        const isInstallation = request.url?.endsWith('/access_tokens');
        response.statusCode = isInstallation ? 201 : 200;
        response.end(
          JSON.stringify(
            isInstallation
              ? {
                  token: 'app-token',
                  expires_at: new Date(Date.now() + 3_600_000).toISOString(),
                  repository_selection: 'all',
                }
              : [{ id: 7, account: { login: 'o' }, suspended_at: null }],
          ),
        );
      });
      await new Promise<void>(resolve =>
        server.listen(0, '127.0.0.1', resolve),
      );
    });

    afterAll(async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    });

    it('takes the token of its installation', async () => {
      const { port } = server.address() as AddressInfo;
      const { privateKey } = generateKeyPairSync('rsa', {
        modulusLength: 2048,
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
        publicKeyEncoding: { type: 'spki', format: 'pem' },
      });
      const credentials = IntegrationCredentials.fromConfig(
        new ConfigReader({
          integrations: {
            github: [
              {
                host: 'ghe.example.org',
                apiBaseUrl: `http://127.0.0.1:${port}`,
                apps: [
                  {
                    appId: 1,
                    privateKey,
                    webhookSecret: 'w',
                    clientId: 'c',
                    clientSecret: 's',
                  },
                ],
              },
            ],
          },
        }),
      );
      expect(await credentials.find('https://ghe.example.org/o/r')).toEqual({
        username: 'x-access-token',
        password: 'app-token',
      });
    });
  });
});
