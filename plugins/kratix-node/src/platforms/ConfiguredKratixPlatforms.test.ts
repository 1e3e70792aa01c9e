import {
  mockServices,
  ServiceFactoryTester,
} from '@backstage/backend-test-utils';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { chmod, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../__testUtils__/eventually';
import { KRATIX_KINDS, PROMISES } from '../__testUtils__/kratixObjects';
import { TestCluster } from '../__testUtils__/TestCluster';
import { kratixPlatformsServiceRef } from '../KratixPlatforms';
import { ConfiguredKratixPlatforms } from './ConfiguredKratixPlatforms';

function kubeconfig(server: string, token: string, context = 'local') {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': context,
    clusters: [{ name: 'c', cluster: { server } }],
    users: [{ name: 'u', user: { token } }],
    contexts: [{ name: 'local', context: { cluster: 'c', user: 'u' } }],
  });
}

describe('ConfiguredKratixPlatforms', () => {
  let cluster: TestCluster;
  let directory: string;
  let platforms: ConfiguredKratixPlatforms | undefined;
  let accepted: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'platforms-'));
    cluster = await TestCluster.start();
    cluster.define(...KRATIX_KINDS);
    accepted = 'first';
    cluster.intercept = (request, response) => {
      if (request.headers.authorization === `Bearer ${accepted}`) {
        return false;
      }
      cluster.status(response, 401, 'Unauthorized');
      return true;
    };
  });

  afterEach(async () => {
    platforms?.close();
    await cluster.stop();
    await rm(directory, { recursive: true });
  });

  const file = () => join(directory, 'kubeconfig');

  function start(settings: object) {
    platforms = ConfiguredKratixPlatforms.fromConfig(
      mockServices.rootConfig({ data: { kratix: { platforms: settings } } }),
      { logger: mockServices.logger.mock() },
    );
    return platforms;
  }

  it('lists platforms in the order of the configuration, faulty ones with their error', async () => {
    const started = start({
      zulu: { kubeconfig: { path: file() } },
      alpha: { inCluster: true, identity: 'root' },
    });
    expect(started.all().map(({ name }) => name)).toEqual(['zulu', 'alpha']);
    const faulty = started.get('alpha');
    expect(faulty.status()).toEqual({
      name: 'alpha',
      title: 'alpha',
      reachable: false,
      synced: false,
      error: expect.stringContaining('identity'),
      kinds: [],
    });
    expect(faulty.promises()).toEqual([]);
    await expect(
      faulty.api.delete({
        group: 'g',
        version: 'v',
        plural: 'p',
        namespace: 'n',
        name: 'x',
      }),
    ).rejects.toThrow('Platform alpha cannot be used');
    expect(() => started.get('nope')).toThrow(
      'There is no platform nope. Configured under kratix.platforms: zulu, alpha.',
    );
  });

  it('waits for a kubeconfig file that is not there yet', async () => {
    const platform = start({
      local: { kubeconfig: { path: file(), context: 'local' } },
    }).get('local');
    await eventually(() =>
      expect(platform.status()).toMatchObject({
        reachable: false,
        error: `The kubeconfig file ${file()} does not exist; it is read as soon as it appears.`,
      }),
    );
    await writeFile(file(), kubeconfig(cluster.url, 'first'));
    await eventually(() => expect(platform.status().synced).toBe(true));
    expect(platform.status().error).toBeUndefined();
  });

  it('follows a token that is replaced in the file', async () => {
    await writeFile(file(), kubeconfig(cluster.url, 'first'));
    const platform = start({
      local: { kubeconfig: { path: file() } },
    }).get('local');
    await eventually(() => expect(cluster.watchers(PROMISES)).toBe(1));

    accepted = 'second';
    cluster.cut(PROMISES);
    await eventually(() =>
      expect(platform.status().kinds[0].error?.reason).toBe('unauthenticated'),
    );
    await writeFile(`${file()}.new`, kubeconfig(cluster.url, 'second'));
    await rename(`${file()}.new`, file());
    await eventually(() =>
      expect(platform.status().kinds[0].state).toBe('synced'),
    );
  });

  it('asks the credential plugin again when its token is refused', async () => {
    const plugin = join(directory, 'plugin');
    const token = join(directory, 'token');
    await writeFile(token, 'first');
    await writeFile(
      plugin,
      `#!/bin/sh\nprintf '{"status":{"token":"%s","expirationTimestamp":"2999-01-01T00:00:00Z"}}' "$(cat ${token})"\n`,
    );
    await chmod(plugin, 0o700);
    const config = JSON.parse(kubeconfig(cluster.url, ''));
    config.users[0].user = { exec: { command: plugin } };
    await writeFile(file(), JSON.stringify(config));
    const platform = start({
      local: { kubeconfig: { path: file() } },
    }).get('local');
    await eventually(() => expect(cluster.watchers(PROMISES)).toBe(1));

    accepted = 'second';
    await writeFile(token, 'second');
    cluster.cut(PROMISES);
    await eventually(() => expect(cluster.watchers(PROMISES)).toBe(1));
    expect(platform.status().synced).toBe(true);
  });

  it.each([
    ['not: [yaml', 'is not a valid kubeconfig'],
    [kubeconfig('http://127.0.0.1:1', 's3cret', 'x'), 'has no context x'],
    [kubeconfig('http://kube.example.org', 's3cret'), 'is plain http'],
    [kubeconfig('https://me:s3cret@kube', ''), 'holds credentials'],
    [kubeconfig('nonsense', ''), 'The address of the API server is not valid'],
  ])('says what is wrong with a kubeconfig (%#)', async (text, message) => {
    await writeFile(file(), text);
    const platform = start({
      local: { kubeconfig: { path: file() } },
    }).get('local');
    await eventually(() => expect(platform.status().error).toContain(message));
    expect(JSON.stringify(platform.status())).not.toContain('s3cret');
  });

  it('is the default of the service, and ends with Backstage', async () => {
    await writeFile(file(), kubeconfig(cluster.url, 'first'));
    const lifecycle = mockServices.rootLifecycle.mock();
    const tester = ServiceFactoryTester.from(
      createServiceFactory({
        service: coreServices.rootInstanceMetadata,
        deps: { platforms: kratixPlatformsServiceRef },
        factory: async ({ platforms: service }) => {
          expect(service.all()).toHaveLength(1);
          return { getInstalledPlugins: async () => [] };
        },
      }),
      {
        dependencies: [
          lifecycle.factory,
          mockServices.rootConfig.factory({
            data: {
              kratix: {
                platforms: { local: { kubeconfig: { path: file() } } },
              },
            },
          }),
        ],
      },
    );
    await tester.getSubject();
    await eventually(() => expect(cluster.watchers(PROMISES)).toBe(1));
    lifecycle.addShutdownHook.mock.calls.forEach(([hook]) => hook());
    await eventually(() => expect(cluster.watchers(PROMISES)).toBe(0));
  });
});
