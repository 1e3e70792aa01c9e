import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  catalogProcessingExtensionPoint,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import catalogModuleKratix from 'backstage-plugin-catalog-backend-module-kratix';
import { IngestionSource } from 'backstage-plugin-kratix-common';
import { parse } from 'yaml';
import { Benchmark, Figure } from './lib/Benchmark';

const TEAMS = 10_000;
const ROUNDS = 3;
const BATCH = 1_000;
const DEADLINE = 60_000;

function teamYaml(index: number, email = `team-${index}@example.com`): string {
  return `apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: team-${index}
  title: Team ${index}
  description: The people who run service ${index}
  annotations:
    kratix.io/type: request
    kratix.io/promise-name: team
    kratix.io/group: platform.kratix.dev
    kratix.io/version: v1alpha1
    kratix.io/kind: Team
    kratix.io/name: team-${index}
    kratix.io/namespace: default
spec:
  type: team
  profile:
    displayName: Team ${index}
    email: ${email}
  children: []
`;
}

function teamPath(index: number): string {
  return `resources/default/team/team-${index}/configure/5cfaf/backstage/group.yaml`;
}

/** The entity as the provider hands it over. */
function teamEntity(index: number): Entity {
  const entity: Entity = parse(teamYaml(index));
  const location = `kratix:local/catalog/${teamPath(index)}`;
  return {
    ...entity,
    metadata: {
      ...entity.metadata,
      annotations: {
        ...entity.metadata.annotations,
        'kratix.backstage.io/platform': 'local',
        'backstage.io/managed-by-location': location,
        'backstage.io/managed-by-origin-location': location,
      },
    },
  };
}

/** A commit on `main` of a bare repository, as Kratix makes them. */
async function commit(
  repository: string,
  files: Iterable<[string, string]>,
  isFirst: boolean,
): Promise<void> {
  const git = spawn('git', ['-C', repository, 'fast-import', '--quiet'], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  git.stdin.write(
    'commit refs/heads/main\ncommitter kratix <> 0 +0000\ndata 1\nx\n',
  );
  if (!isFirst) {
    git.stdin.write('from refs/heads/main^0\n');
  }
  for (const [path, content] of files) {
    git.stdin.write(
      `M 100644 inline ${path}\ndata ${Buffer.byteLength(
        content,
      )}\n${content}\n`,
    );
  }
  git.stdin.end('\n');
  await once(git, 'close');
}

async function startCatalog(
  directory: string,
  kratix: Record<string, object>,
  onConnection?: (connection: EntityProviderConnection) => void,
) {
  return await startTestBackend({
    features: [
      catalogPlugin,
      catalogModuleKratix,
      createBackendModule({
        pluginId: 'catalog',
        moduleId: 'memory',
        register: env =>
          env.registerInit({
            deps: { catalog: catalogProcessingExtensionPoint },
            async init({ catalog }) {
              catalog.addEntityProvider({
                getProviderName: () => 'memory',
                connect: async connection => onConnection?.(connection),
              });
            },
          }),
      }),
      createServiceFactory({
        service: coreServices.rootLogger,
        deps: {},
        factory: () => mockServices.rootLogger({ level: 'error' }),
      }),
      databaseServiceFactory,
      schedulerServiceFactory,
      mockServices.rootConfig.factory({
        data: {
          backend: {
            baseUrl: 'http://localhost:0',
            database: { client: 'better-sqlite3', connection: { directory } },
          },
          kratix: {
            platforms: {
              local: { kubeconfig: { path: join(directory, 'none') } },
            },
          },
          // What the catalog does with entities once it has them is not measured here.
          catalog: { processingInterval: false, providers: { kratix } },
        },
      }),
    ],
  });
}

type Catalog = Awaited<ReturnType<typeof startCatalog>>;

async function lastRead(
  catalog: Catalog,
  isExpected: (report: IngestionSource) => boolean,
): Promise<NonNullable<IngestionSource['lastRead']>> {
  const url = `http://localhost:${catalog.server.port()}/api/catalog/kratix/ingestion`;
  const deadline = Date.now() + DEADLINE;
  for (;;) {
    const response = await fetch(url, {
      headers: { Authorization: mockCredentials.user.header() },
    });
    const body = await response.json();
    const report: IngestionSource | undefined = body.items?.[0];
    if (report?.lastRead && isExpected(report)) {
      return report.lastRead;
    }
    if (Date.now() > deadline) {
      throw new Error(`No such read: ${JSON.stringify(body)}`);
    }
    await setTimeout(200);
  }
}

async function handOverFromMemory(root: string): Promise<number> {
  const entities = Array.from({ length: TEAMS }, (_, index) =>
    teamEntity(index),
  );
  let connection: EntityProviderConnection | undefined;
  const catalog = await startCatalog(
    await mkdtemp(join(root, 'memory-')),
    {},
    connected => {
      connection = connected;
    },
  );
  const begin = performance.now();
  for (let at = 0; at < TEAMS; at += BATCH) {
    await connection?.applyMutation({
      type: 'delta',
      added: entities
        .slice(at, at + BATCH)
        .map(entity => ({ entity, locationKey: 'memory' })),
      removed: [],
    });
  }
  const duration = performance.now() - begin;
  await catalog.stop();
  return duration;
}

interface Round {
  memory: number;
  first: number;
  restarted: number;
  unchanged: number;
  changed: { duration: number; files: number; added: number };
}

async function runRound(root: string, round: number): Promise<Round> {
  const memory = await handOverFromMemory(root);

  const repository = join(root, `store-${round}.git`);
  const init = spawn('git', ['init', '-q', '--bare', '-b', 'main', repository]);
  await once(init, 'close');
  await commit(
    repository,
    Array.from({ length: TEAMS }, (_, index) => [
      teamPath(index),
      teamYaml(index),
    ]),
    true,
  );
  const directory = await mkdtemp(join(root, 'store-'));
  const source = {
    teams: {
      platform: 'local',
      stateStore: {
        destination: 'catalog',
        url: pathToFileURL(repository).href,
        branch: 'main',
        path: '/',
      },
      schedule: { frequency: { seconds: 2 }, timeout: { minutes: 1 } },
    },
  };
  const once_ = await startCatalog(directory, source);
  const first = await lastRead(
    once_,
    ({ counts }) => counts.ingested === TEAMS,
  );
  await once_.stop();

  const again = await startCatalog(directory, source);
  const restarted = await lastRead(again, () => true);
  const unchanged = await lastRead(again, ({ lastRead: read }) =>
    Boolean(read && read.at !== restarted.at),
  );
  // The copy of the repository is there again after the first change.
  await commit(
    repository,
    [[teamPath(1), teamYaml(1, 'x@example.com')]],
    false,
  );
  await lastRead(again, ({ lastRead: read }) => read?.added === 1);
  await lastRead(again, ({ lastRead: read }) => read?.added === 0);
  await commit(
    repository,
    [[teamPath(2), teamYaml(2, 'x@example.com')]],
    false,
  );
  const changed = await lastRead(
    again,
    ({ lastRead: read }) => read?.added === 1,
  );
  await again.stop();
  return {
    memory,
    first: first.duration,
    restarted: restarted.duration,
    unchanged: unchanged.duration,
    changed,
  };
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

const milliseconds = (value: number) =>
  `${value.toFixed(value < 100 ? 1 : 0)} ms`;

/**
 * What the provider adds to the catalog's own work, for a repository of 10,000 teams on SQLite: each
 * figure is the median of three rounds in this process.
 */
export const teamIngestion: Benchmark = {
  name: `Ingestion of ${TEAMS.toLocaleString('en')} teams`,
  async run(): Promise<Figure[]> {
    const root = await mkdtemp(join(tmpdir(), 'kratix-bench-'));
    try {
      const rounds: Round[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        rounds.push(await runRound(root, round));
      }
      const of = (pick: (round: Round) => number) => median(rounds.map(pick));
      const memory = of(round => round.memory);
      const first = of(round => round.first);
      const restarted = of(round => round.restarted);
      const unchanged = of(round => round.unchanged);
      const ratio = of(round => round.first / round.memory);
      const files = Math.max(...rounds.map(round => round.changed.files));
      return [
        {
          measure: 'handing over from memory (applyMutation)',
          value: milliseconds(memory),
        },
        {
          measure: 'first read, handing over included',
          value: `${milliseconds(first)} = ${ratio.toFixed(2)} × memory`,
          mustBe: '≤ 2 ×',
          holds: ratio <= 2,
        },
        {
          measure: 'nothing changed, after a restart',
          value: `${milliseconds(restarted)} = ${(
            (100 * restarted) /
            first
          ).toFixed(2)} % of the first read`,
          mustBe: '≤ 1 %',
          holds: restarted <= first / 100,
        },
        {
          measure: 'nothing changed, in the same process',
          value: `${milliseconds(unchanged)} = ${(
            (100 * unchanged) /
            first
          ).toFixed(2)} % of the first read`,
          mustBe: '≤ 1 %',
          holds: unchanged <= first / 100,
        },
        {
          measure: 'one changed team: files read',
          value: `${files}`,
          mustBe: '1',
          holds: files === 1,
        },
        {
          measure: 'one changed team: time',
          value: milliseconds(of(round => round.changed.duration)),
        },
      ];
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  },
};
