import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { GroupEntity } from '@backstage/catalog-model';
import catalogBackend from '@backstage/plugin-catalog-backend';
import {
  catalogProcessingExtensionPoint,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import catalogModuleKratix from 'backstage-plugin-catalog-backend-module-kratix';
import { KubeClient, startLocalPlatform } from 'kratix-local-platform';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Benchmark } from './lib/Benchmark';
import { PROMISES_DIRECTORY } from './lib/paths';
import { until } from './lib/until';

const ROUNDS = 7;
const LIMIT_SECONDS = 1.5;
const TEAMS = {
  group: 'platform.kratix.io',
  version: 'v1alpha1',
  resource: 'teams',
};
const PROMISES = {
  group: 'platform.kratix.io',
  version: 'v1alpha1',
  resource: 'promises',
};
const PODS = { group: '', version: 'v1', resource: 'pods' };

const median = (values: number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

const seconds = (value: number) => `${value.toFixed(2)} s`;

/** Measures how long Pods of a request run, from their creation to their end. */
function watchPipeline(client: KubeClient, request: string) {
  let started: number | undefined;
  let ended: number | undefined;
  const stop = client.watch(
    PODS,
    { labelSelector: `kratix.io/resource-name=${request}` },
    ({ object }) => {
      started ??= performance.now();
      const status: unknown = object.status;
      if (
        typeof status === 'object' &&
        status !== null &&
        'phase' in status &&
        status.phase === 'Succeeded'
      ) {
        ended ??= performance.now();
      }
    },
  );
  return () => {
    stop();
    if (started === undefined || ended === undefined) {
      throw new Error(`The Pipeline of ${request} was not seen to end`);
    }
    return (ended - started) / 1000;
  };
}

const group = (name: string): GroupEntity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: {
    name,
    annotations: {
      'backstage.io/managed-by-location': 'url:http://example.com/x',
      'backstage.io/managed-by-origin-location': 'url:http://example.com/x',
    },
  },
  spec: { type: 'team', children: [] },
});

/** A provider that hands over entities from memory: Backstage's own floor. */
function bareProvider() {
  let connection: EntityProviderConnection | undefined;
  const module = createBackendModule({
    pluginId: 'catalog',
    moduleId: 'benchmark',
    register(env) {
      env.registerInit({
        deps: {
          catalog: catalogProcessingExtensionPoint,
          lifecycle: coreServices.lifecycle,
        },
        async init({ catalog }) {
          catalog.addEntityProvider({
            getProviderName: () => 'benchmark',
            connect: async given => {
              connection = given;
            },
          });
        },
      });
    },
  });
  const handOver = async (name: string) => {
    await connection?.applyMutation({
      type: 'delta',
      added: [{ entity: group(name), locationKey: 'benchmark' }],
      removed: [],
    });
  };
  return { module, handOver };
}

/**
 * From the moment that a Team is applied until its Group is in the catalog's API: what the suite adds to
 * the Pipeline's own run and to the time that Backstage needs for any entity.
 */
export const requestToGroup: Benchmark = {
  name: 'Request applied → Group visible',
  async run() {
    const directory = await mkdtemp(join(tmpdir(), 'kratix-benchmark-'));
    const platform = await startLocalPlatform({
      dataDir: join(directory, 'platform'),
      port: 0,
      gitPort: 0,
      promises: [PROMISES_DIRECTORY],
    });
    const { client } = platform;
    const bare = bareProvider();
    const backend = await startTestBackend({
      features: [
        mockServices.rootConfig.factory({
          data: {
            kratix: {
              platforms: {
                local: {
                  kubeconfig: {
                    path: platform.kubeconfigPath,
                    context: 'local',
                  },
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
        bare.module,
      ],
    });
    const address = `http://localhost:${backend.server.port()}/api/catalog/entities/by-name/group/default`;
    const isVisible = async (name: string) => {
      const response = await fetch(`${address}/${name}`, {
        headers: { Authorization: 'Bearer mock-user-token' },
      });
      await response.arrayBuffer();
      return response.status === 200;
    };
    const timed = async (work: () => Promise<unknown>, name: string) => {
      const started = performance.now();
      await work();
      await until(() => isVisible(name));
      return (performance.now() - started) / 1000;
    };
    try {
      await until(async () => {
        const promise = await client.get(PROMISES, 'team');
        return JSON.stringify(promise?.status ?? {}).includes('"Available"');
      });
      const floors: number[] = [];
      const totals: number[] = [];
      const pipelines: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        floors.push(
          await timed(() => bare.handOver(`floor-${round}`), `floor-${round}`),
        );
        const name = `team-${round}`;
        const endOfPipeline = watchPipeline(client, name);
        totals.push(
          await timed(
            () =>
              client.create(TEAMS, {
                apiVersion: 'platform.kratix.io/v1alpha1',
                kind: 'Team',
                metadata: { name, namespace: 'default' },
                spec: { id: name, name: `Team ${round}` },
              }),
            name,
          ),
        );
        pipelines.push(endOfPipeline());
      }
      const beyond = totals.map(
        (total, round) => total - pipelines[round] - floors[round],
      );
      return [
        {
          measure: `from applied to visible, median of ${ROUNDS}`,
          value: seconds(median(totals)),
        },
        {
          measure: "the Pipeline's own run",
          value: seconds(median(pipelines)),
        },
        { measure: "Backstage's own floor", value: seconds(median(floors)) },
        {
          measure: 'beyond both',
          value: seconds(median(beyond)),
          mustBe: `≤ ${LIMIT_SECONDS} s`,
          holds: median(beyond) <= LIMIT_SECONDS,
        },
      ];
    } finally {
      await backend.stop();
      await platform.stop();
      await rm(directory, { recursive: true, force: true });
    }
  },
};
