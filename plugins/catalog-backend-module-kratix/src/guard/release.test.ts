import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  MetricsServiceObservableCallback,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { EventParams, eventsServiceRef } from '@backstage/plugin-events-node';
import {
  notificationService,
  NotificationSendOptions,
} from '@backstage/plugin-notifications-node';
import {
  AuthorizeResult,
  DefinitivePolicyDecision,
} from '@backstage/plugin-permission-common';
import { JsonObject } from '@backstage/types';
import { kratixIngestionApprovePermission } from 'backstage-plugin-kratix-common';
import { Knex } from 'knex';
import request from 'supertest';
import { CatalogReplica } from '../__testUtils__/CatalogReplica';
import { eventually } from '../__testUtils__/eventually';
import { GitRepository } from '../__testUtils__/GitRepository';
import { groupYaml } from '../__testUtils__/groups';
import { TestPlatform } from '../__testUtils__/TestPlatform';

jest.setTimeout(120_000);

const NAMES = ['a', 'b', 'c', 'd', 'e'];

describe('removals that are held', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const replicas = new Set<CatalogReplica>();
  const audited: unknown[] = [];
  let platform: TestPlatform;
  let repository: GitRepository;
  let knex: Knex;
  const counted = new Map<string, number>();
  const gauges = new Map<string, MetricsServiceObservableCallback>();
  let notifications: NotificationSendOptions[];
  let publish: ((event: EventParams) => Promise<void>) | undefined;

  beforeAll(async () => {
    platform = await TestPlatform.start();
    repository = GitRepository.at(platform.catalogRepository.directory);
  });

  afterAll(async () => {
    await platform.stop();
  });

  beforeEach(async () => {
    knex = await databases.init('SQLITE_3');
    notifications = [];
    audited.length = 0;
    await commit(NAMES);
  });

  afterEach(async () => {
    for (const replica of replicas) {
      await replica.stop();
    }
    replicas.clear();
  });

  /** Makes these the teams of the store, and nothing else. */
  async function commit(names: string[]): Promise<string> {
    return await repository.commit(
      [
        ['catalog/README.md', 'x'],
        ...names.map((name): [string, string] => [
          `catalog/${name}.yaml`,
          groupYaml(name),
        ]),
      ],
      { isWhole: true },
    );
  }

  async function start(
    options: { guard?: JsonObject; mayRelease?: boolean } = {},
  ): Promise<CatalogReplica> {
    const { guard = { share: 0.5, atLeast: 1 }, mayRelease = true } = options;
    const decide = async (
      asked: { permission: { name: string } }[],
    ): Promise<DefinitivePolicyDecision[]> =>
      asked.map(({ permission }) => ({
        result:
          mayRelease ||
          permission.name !== kratixIngestionApprovePermission.name
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
      }));
    const replica = await CatalogReplica.start({
      knex,
      platform: {
        url: platform.url,
        serviceAccountToken: platform.token,
        caData: Buffer.from(platform.certificateAuthority).toString('base64'),
      },
      config: { notifications: { recipients: ['group:default/platform'] } },
      sources: {
        teams: {
          platform: 'local',
          stateStore: { destination: 'catalog' },
          removalGuard: guard,
        },
      },
      features: [
        createServiceFactory({
          service: coreServices.permissions,
          deps: {},
          factory: () => ({ authorize: decide, authorizeConditional: decide }),
        }),
        createServiceFactory({
          service: coreServices.auditor,
          deps: {},
          factory: () =>
            mockServices.auditor.mock({
              createEvent: async ({ eventId, meta }) => ({
                success: async more => {
                  audited.push({ eventId, ...meta, ...more?.meta });
                },
                fail: async ({ error }) => {
                  audited.push({ eventId, ...meta, failed: error.name });
                },
              }),
            }),
        }),
        createServiceFactory({
          service: metricsServiceRef,
          deps: {},
          factory: () =>
            metricsServiceMock.mock({
              createCounter: name => ({
                add: value =>
                  counted.set(name, (counted.get(name) ?? 0) + value),
              }),
              createObservableGauge: name => ({
                addCallback: callback => {
                  if (name.startsWith('kratix.')) {
                    gauges.set(name, callback);
                  }
                },
                removeCallback: () => {},
              }),
            }),
        }),
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({
            send: async notification => {
              notifications.push(notification);
            },
          }),
        }),
        createServiceFactory({
          service: eventsServiceRef,
          deps: {},
          factory: () => ({
            publish: async () => {},
            subscribe: async ({ topics, onEvent }) => {
              if (topics.includes('github.push')) {
                publish = onEvent;
              }
            },
          }),
        }),
      ],
    });
    replicas.add(replica);
    return replica;
  }

  async function expectTeams(replica: CatalogReplica, names: string[]) {
    await eventually(async () =>
      expect([...(await replica.entities()).keys()].sort()).toEqual(
        names.map(name => `group:default/${name}`),
      ),
    );
  }

  async function measure(): Promise<Record<string, number>> {
    const values: Record<string, number> = {};
    for (const [name, callback] of gauges) {
      await callback({
        observe: (value, attributes) => {
          expect(attributes).toEqual({ source: 'teams' });
          values[name] = value;
        },
      });
    }
    return values;
  }

  /** Has a Git host say that the branch was written. */
  async function push() {
    const { url } = platform.catalogRepository;
    await publish?.({
      topic: 'github.push',
      eventPayload: { ref: 'refs/heads/main', repository: { clone_url: url } },
    });
  }

  it('wait for a person, through a restart, while the rest is applied; then go', async () => {
    const first = await start();
    await expectTeams(first, NAMES);
    const commitOfFew = await commit(['a', 'new']);
    await push();
    await expectTeams(first, [...NAMES, 'new']);
    const [report] = await first.report();
    expect(report).toMatchObject({
      state: 'held',
      revision: commitOfFew,
      counts: { ingested: 6, rejected: 0, held: 4, foreign: 0 },
      held: {
        removals: 4,
        entities: 5,
        entityRefs: ['b', 'c', 'd', 'e'].map(name => `group:default/${name}`),
        revision: commitOfFew,
        releasable: true,
      },
    });
    await eventually(() =>
      expect(notifications).toMatchObject([
        {
          recipients: { entityRef: ['group:default/platform'] },
          payload: { link: '/kratix/ingestion' },
        },
      ]),
    );

    const second = await start();
    await eventually(async () =>
      expect((await second.report())[0].lastRead).toBeDefined(),
    );
    await expectTeams(second, [...NAMES, 'new']);
    const hold = `${(await second.report())[0].held?.id}`;
    expect(hold).toBe(report.held?.id);
    expect(await second.release('teams', 'another')).toBe(409);
    expect(await second.release('nobody', hold)).toBe(404);
    expect(await second.release('teams', hold)).toBe(202);
    await expectTeams(second, ['a', 'new']);
    await expectTeams(first, ['a', 'new']);
    expect((await first.report())[0].held).toBeUndefined();
    expect(await second.release('teams', hold)).toBe(409);
    expect(audited).toContainEqual({
      eventId: 'kratix-removals-release',
      source: 'teams',
      hold,
      removals: 4,
    });
    expect(notifications).toHaveLength(1);
  });

  it('are released by nobody without the permission, and listed page by page', async () => {
    const replica = await start({ mayRelease: false });
    await expectTeams(replica, NAMES);
    await commit([]);
    await push();
    const held = await eventually(async () => {
      const [report] = await replica.report();
      expect(report.held).toMatchObject({ removals: 5, releasable: false });
      return report.held;
    });
    expect(await replica.release('teams', `${held?.id}`)).toBe(403);
    expect(audited).toContainEqual({
      eventId: 'kratix-removals-release',
      source: 'teams',
      failed: 'NotAllowedError',
    });
    const base = '/api/catalog/kratix/ingestion/teams/held';
    const { server } = replica.backend;
    const page = await request(server).get(`${base}?limit=3`).expect(200);
    expect(page.body).toEqual({
      items: ['a', 'b', 'c'].map(name => `group:default/${name}`),
      totalItems: 5,
      pageInfo: { nextCursor: '3' },
    });
    const last = await request(server).get(`${base}?limit=3&cursor=3`);
    expect(last.body).toEqual({
      items: ['d', 'e'].map(name => `group:default/${name}`),
      totalItems: 5,
      pageInfo: {},
    });
    await request(server).get(`${base}?cursor=x`).expect(400);
    await request(server).get(`${base}?limit=501`).expect(400);
    await expectTeams(replica, NAMES);

    await commit(NAMES);
    await push();
    await eventually(async () =>
      expect((await replica.report())[0].held).toBeUndefined(),
    );
  });

  it('are exported as a metric, beside what else there is to know', async () => {
    const replica = await start();
    await expectTeams(replica, NAMES);
    await commit(['a']);
    await push();
    await eventually(async () =>
      expect(await measure()).toEqual({
        'kratix.ingestion.entities': 5,
        'kratix.ingestion.held': 4,
        'kratix.ingestion.rejected': 0,
        'kratix.ingestion.foreign': 0,
        'kratix.ingestion.read.age': expect.any(Number),
      }),
    );
    expect(counted.get('kratix.ingestion.reads')).toBeGreaterThan(1);
  });
});
