import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import catalogBackend from '@backstage/plugin-catalog-backend';
import catalogModuleKratix from 'backstage-plugin-catalog-backend-module-kratix';
import kratixBackend from 'backstage-plugin-kratix-backend';
import { startLocalPlatform } from 'kratix-local-platform';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Benchmark } from './lib/Benchmark';
import { startCountingProxy } from './lib/countingProxy';
import { PROMISES_DIRECTORY } from './lib/paths';
import { until } from './lib/until';

const REQUESTS = 20;
const VIEWS = 50;
const TEAMS = {
  group: 'platform.kratix.io',
  version: 'v1alpha1',
  resource: 'teams',
};

/** Counts what the plugins ask of the API server: at start, and when people look at pages. */
export const kubernetesCalls: Benchmark = {
  name: 'Kubernetes calls',
  async run() {
    const directory = await mkdtemp(join(tmpdir(), 'kratix-benchmark-'));
    const platform = await startLocalPlatform({
      dataDir: join(directory, 'platform'),
      port: 0,
      gitPort: 0,
      promises: [PROMISES_DIRECTORY],
    });
    const { client } = platform;
    await until(
      async () =>
        (await client.list(TEAMS).catch(() => undefined)) !== undefined,
    );
    for (let index = 0; index < REQUESTS; index++) {
      await client.create(TEAMS, {
        apiVersion: 'platform.kratix.io/v1alpha1',
        kind: 'Team',
        metadata: { name: `team-${index}`, namespace: 'default' },
        spec: { id: `team-${index}`, name: `Team ${index}` },
      });
    }
    await until(async () => {
      const teams = await client.list(TEAMS);
      return teams.every(team =>
        JSON.stringify(team.status ?? {}).includes('"Reconciled"'),
      );
    });
    const proxy = await startCountingProxy(platform);
    const backend = await startTestBackend({
      features: [
        mockServices.rootConfig.factory({
          data: {
            kratix: {
              platforms: {
                local: {
                  url: proxy.url,
                  serviceAccountToken: platform.token,
                },
              },
            },
            catalog: {
              providers: {
                kratix: {
                  teams: {
                    platform: 'local',
                    stateStore: { destination: 'catalog' },
                  },
                },
              },
            },
          },
        }),
        catalogBackend,
        catalogModuleKratix,
        kratixBackend,
      ],
    });
    const get = async (path: string) => {
      const response = await fetch(
        `http://localhost:${backend.server.port()}/api/kratix${path}`,
        { headers: { Authorization: 'Bearer mock-user-token' } },
      );
      const text = await response.text();
      if (!response.ok) {
        throw new Error(`${path} answered ${response.status}: ${text}`);
      }
      return text;
    };
    try {
      await until(async () =>
        (await get('/platforms')).includes('"synced":true'),
      );
      const lists = new Map<string, number>();
      for (const { method, path, isWatch, isContinued } of proxy.calls) {
        if (method === 'GET' && !isWatch && !isContinued) {
          lists.set(path, (lists.get(path) ?? 0) + 1);
        }
      }
      const mostLists = Math.max(...lists.values());
      const callsDuring = async (...paths: string[]) => {
        const reads = () =>
          proxy.calls.filter(({ isWatch }) => !isWatch).length;
        const before = reads();
        for (let view = 0; view < VIEWS; view++) {
          for (const path of paths) {
            await get(path.replace('$', `${view % REQUESTS}`));
          }
        }
        return reads() - before;
      };
      const onLists = await callsDuring(
        '/platforms',
        '/promises',
        '/requests?limit=50',
        '/destinations',
        '/state-stores',
      );
      const onDetails = await callsDuring(
        '/promises/local/team',
        '/requests/local/team/default/team-$',
      );
      return [
        {
          measure: 'kinds that are listed and watched',
          value: `${lists.size}`,
        },
        {
          measure: 'LISTs per kind and start, at most',
          value: `${mostLists}`,
          mustBe: '1',
          holds: mostLists === 1,
        },
        {
          measure: `calls for ${VIEWS} views of each list page`,
          value: `${onLists}`,
          mustBe: '0',
          holds: onLists === 0,
        },
        {
          measure: `calls for ${VIEWS} views of a Promise and of a request, without logs, events and files`,
          value: `${onDetails}`,
          mustBe: '0',
          holds: onDetails === 0,
        },
      ];
    } finally {
      await backend.stop();
      await proxy.stop();
      await platform.stop();
      await rm(directory, { recursive: true, force: true });
    }
  },
};
