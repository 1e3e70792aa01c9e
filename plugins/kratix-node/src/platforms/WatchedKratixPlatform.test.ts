import { mockServices } from '@backstage/backend-test-utils';
import { KubeConfigAccess } from '../cluster/KubeConfigAccess';
import { KubeHttpLimits } from '../cluster/KubeHttp';
import { PlatformChange } from '../KratixPlatforms';
import { eventually } from '../__testUtils__/eventually';
import {
  BUCKET_STORES,
  DESTINATIONS,
  destinationObject,
  GIT_STORES,
  gitStoreObject,
  KRATIX_KINDS,
  placementObject,
  PLACEMENTS,
  promiseObject,
  PROMISES,
  READY_STATUS,
  teamObject,
  TEAMS,
  workObject,
  WORKS,
} from '../__testUtils__/kratixObjects';
import { TestCluster } from '../__testUtils__/TestCluster';
import { WatchedKratixPlatform } from './WatchedKratixPlatform';

const ADDRESS = {
  group: 'example.org',
  version: 'v1',
  plural: 'teams',
  namespace: 'default',
};

describe('WatchedKratixPlatform', () => {
  let cluster: TestCluster;
  let platform: WatchedKratixPlatform | undefined;
  let changes: PlatformChange[];

  beforeEach(async () => {
    cluster = await TestCluster.start();
    cluster.define(...KRATIX_KINDS, TEAMS);
    changes = [];
  });

  afterEach(async () => {
    platform?.close();
    await cluster.stop();
  });

  function start(url = cluster.url, limits?: Partial<KubeHttpLimits>) {
    platform = new WatchedKratixPlatform({
      name: 'local',
      title: 'Local',
      access: new KubeConfigAccess({
        type: 'url',
        url,
        token: 'sesame',
        skipTLSVerify: false,
      }),
      logger: mockServices.logger.mock(),
      backoff: { base: 1, most: 20 },
      limits,
    });
    platform.subscribe(change => changes.push(change));
    platform.start();
    return platform;
  }

  async function startSynced() {
    const started = start();
    await eventually(() => expect(started.status().synced).toBe(true));
    await eventually(() =>
      [...KRATIX_KINDS, TEAMS].forEach(path =>
        expect(cluster.watchers(path)).toBe(1),
      ),
    );
    return started;
  }

  const emails = () =>
    platform
      ?.requests('team')
      .map(({ ref, spec }) => `${ref.name}:${spec.email}`);

  const told = (kind: string) =>
    changes
      .filter(change => change.kind === kind)
      .map(change =>
        'object' in change && 'ref' in change.object
          ? `${change.type} ${change.object.ref.name}`
          : change.type,
      );

  it('lists each kind once, whatever number of pages, and then watches', async () => {
    cluster.put(PROMISES, promiseObject());
    for (let index = 0; index < 1_200; index += 1) {
      cluster.put(TEAMS, teamObject(`team-${index}`));
    }
    const started = await startSynced();

    expect(started.requests('team')).toHaveLength(1_200);
    cluster.put(TEAMS, teamObject('late'));
    await eventually(() => expect(started.requests()).toHaveLength(1_201));
    for (const path of [...KRATIX_KINDS, TEAMS]) {
      expect([path, cluster.count('LIST', path)]).toEqual([path, 1]);
      expect([path, cluster.count('WATCH', path)]).toEqual([path, 1]);
    }
    expect(
      cluster.requests.filter(line => line.includes('continue=')),
    ).toHaveLength(2);
  });

  it('follows objects that are added, changed and deleted, and tells of each in order', async () => {
    cluster.put(PROMISES, promiseObject());
    await startSynced();
    changes = [];

    cluster.put(TEAMS, teamObject('a', { email: '1' }));
    cluster.put(TEAMS, teamObject('a', { email: '2' }));
    cluster.remove(TEAMS, { namespace: 'default', name: 'a' });
    await eventually(() =>
      expect(told('request')).toEqual(['added a', 'modified a', 'deleted a']),
    );
    expect(platform?.requests()).toEqual([]);
  });

  it('keeps the manifest without managedFields and last-applied-configuration', async () => {
    cluster.put(PROMISES, promiseObject());
    cluster.put(TEAMS, {
      ...teamObject('a'),
      metadata: {
        name: 'a',
        namespace: 'default',
        managedFields: [{ manager: 'kubectl' }],
        annotations: {
          'kubectl.kubernetes.io/last-applied-configuration': '{}',
          keep: 'me',
        },
      },
    });
    const started = await startSynced();

    const manifest = started.manifest({
      promise: 'team',
      namespace: 'default',
      name: 'a',
    });
    expect(manifest?.metadata).not.toHaveProperty('managedFields');
    expect(manifest?.metadata.annotations).toEqual({ keep: 'me' });
  });

  it('hides what Kratix makes for dry runs', async () => {
    cluster.put(PROMISES, promiseObject());
    const labels = { 'kratix.io/dry-run': 'true' };
    cluster.put(TEAMS, teamObject('kratix-dry-run-a', { labels }));
    cluster.put(TEAMS, teamObject('b'));
    const started = await startSynced();

    expect(started.requests().map(({ ref }) => ref.name)).toEqual(['b']);
    cluster.put(TEAMS, teamObject('b', { labels }));
    await eventually(() => expect(started.requests()).toEqual([]));
  });

  describe('when a watch ends', () => {
    beforeEach(async () => {
      cluster.put(PROMISES, promiseObject());
      cluster.put(TEAMS, teamObject('a', { email: '1' }));
      cluster.put(TEAMS, teamObject('b', { email: '1' }));
      await startSynced();
      changes = [];
    });

    it.each([[{ orderly: true }], [{ orderly: false }]])(
      'goes on where it was, without another list (%j)',
      async how => {
        cluster.put(TEAMS, teamObject('a', { email: '2' }));
        await eventually(() => expect(emails()).toEqual(['a:2', 'b:1']));
        cluster.cut(TEAMS, how);
        cluster.put(TEAMS, teamObject('b', { email: '2' }));
        cluster.remove(TEAMS, { namespace: 'default', name: 'a' });

        await eventually(() => expect(emails()).toEqual(['b:2']));
        expect(told('request')).toEqual([
          'modified a',
          'modified b',
          'deleted a',
        ]);
        expect(cluster.count('LIST', TEAMS)).toBe(1);
      },
    );

    it('goes on from a bookmark when nothing else has happened', async () => {
      cluster.bookmark(TEAMS);
      const { resourceVersion } = cluster;
      const before = cluster.requests.length;
      await eventually(() =>
        expect(platform?.status().kinds[1].state).toBe('synced'),
      );
      cluster.put(PROMISES, promiseObject('other', { plural: 'others' }));
      await eventually(() => expect(platform?.promise('other')).toBeDefined());
      cluster.cut(TEAMS);
      await eventually(() => expect(cluster.watchers(TEAMS)).toBe(1));

      const watch = cluster.requests
        .slice(before)
        .find(line => line.includes(`${TEAMS}?watch`));
      expect(watch).toContain(`resourceVersion=${resourceVersion}&`);
      expect(cluster.count('LIST', TEAMS)).toBe(1);
    });

    it('leaves out a line that was cut off in the middle, and reads it again', async () => {
      cluster.sendRaw(TEAMS, '{"type":"MODIFIED","object":{"apiVer');
      cluster.cut(TEAMS);
      cluster.put(TEAMS, teamObject('a', { email: '2' }));

      await eventually(() => expect(emails()).toEqual(['a:2', 'b:1']));
      expect(cluster.count('LIST', TEAMS)).toBe(1);
      expect(told('request')).toEqual(['modified a']);
    });

    it('lists again after 410 and reports what vanished meanwhile as deleted', async () => {
      cluster.intercept = (request, response) => {
        if (request.url.startsWith(`${TEAMS}?watch`)) {
          cluster.status(response, 500, 'not now');
          return true;
        }
        return false;
      };
      cluster.cut(TEAMS);
      cluster.remove(TEAMS, { namespace: 'default', name: 'a' });
      cluster.put(TEAMS, teamObject('c', { email: '1' }));
      cluster.compact(TEAMS);
      expect(emails()).toEqual(['a:1', 'b:1']);
      cluster.intercept = () => false;

      await eventually(() => expect(emails()).toEqual(['b:1', 'c:1']));
      expect(told('request').sort()).toEqual([
        'added c',
        'deleted a',
        'synced',
      ]);
      expect(cluster.count('LIST', TEAMS)).toBe(2);
    });

    it('lists again after an ERROR event with 410', async () => {
      cluster.send(TEAMS, {
        type: 'ERROR',
        object: { kind: 'Status', code: 410, message: 'too old' },
      });
      await eventually(() => expect(cluster.count('LIST', TEAMS)).toBe(2));
      await eventually(() =>
        expect(cluster.watchers(TEAMS)).toBeGreaterThan(0),
      );
      expect(emails()).toEqual(['a:1', 'b:1']);
      expect(told('request')).toEqual(['synced']);
    });

    it('distrusts a stream that sends anything but events, and lists again', async () => {
      cluster.sendRaw(TEAMS, 'this is no JSON\n');
      await eventually(() => expect(cluster.count('LIST', TEAMS)).toBe(2));
      await eventually(() =>
        expect(
          platform?.status().kinds.find(({ plural }) => plural === 'teams')
            ?.state,
        ).toBe('synced'),
      );
      expect(emails()).toEqual(['a:1', 'b:1']);
    });

    it('tells a recreated object as deleted and added', async () => {
      cluster.intercept = (request, response) => {
        if (request.url.startsWith(`${TEAMS}?watch`)) {
          cluster.status(response, 503, 'not now');
          return true;
        }
        return false;
      };
      cluster.cut(TEAMS);
      cluster.remove(TEAMS, { namespace: 'default', name: 'a' });
      cluster.put(TEAMS, teamObject('a', { email: '9' }));
      cluster.compact(TEAMS);
      cluster.intercept = () => false;
      await eventually(() =>
        expect(told('request')).toEqual(['deleted a', 'added a', 'synced']),
      );
    });
  });

  describe('when the cluster does not answer well', () => {
    it('keeps what is known while it answers 500, says so, and recovers', async () => {
      cluster.put(PROMISES, promiseObject());
      cluster.put(TEAMS, teamObject('a', { email: '1' }));
      const started = await startSynced();
      cluster.intercept = (_, response) => {
        cluster.status(response, 500, 'etcd is gone');
        return true;
      };
      KRATIX_KINDS.concat(TEAMS).forEach(path => cluster.cut(path));

      await eventually(() =>
        expect(started.status().kinds.map(({ state }) => state)).toEqual(
          Array(7).fill('failed'),
        ),
      );
      expect(started.status().kinds[0].error).toEqual({
        reason: 'unavailable',
        message: 'etcd is gone',
      });
      expect(started.status().lastContact).toMatch(/^20\d\d-/);
      expect(emails()).toEqual(['a:1']);
      expect(told('request')).toEqual(['added a', 'synced']);

      cluster.intercept = () => false;
      cluster.put(TEAMS, teamObject('b', { email: '1' }));
      await eventually(() => expect(emails()).toEqual(['a:1', 'b:1']));
      // Each kind backs off on its own, so the others may come back later.
      await eventually(() =>
        expect(started.status().kinds.map(({ state }) => state)).toEqual(
          Array(7).fill('synced'),
        ),
      );
    });

    it('goes on with a list when it is asked to come later, and does not begin anew', async () => {
      cluster.put(PROMISES, promiseObject());
      for (let index = 0; index < 600; index += 1) {
        cluster.put(TEAMS, teamObject(`team-${index}`));
      }
      let refused = 0;
      cluster.intercept = (request, response) => {
        if (!request.url.includes('continue=') || refused === 2) {
          return false;
        }
        refused += 1;
        response.setHeader('Retry-After', '0');
        cluster.status(response, 429, 'too many requests');
        return true;
      };
      const started = await startSynced();
      expect(started.requests('team')).toHaveLength(600);
      expect(cluster.count('LIST', TEAMS)).toBe(1);
    });

    it('starts without a cluster and takes it up when it comes', async () => {
      const { port } = cluster;
      await cluster.stop();
      const started = start(`http://127.0.0.1:${port}`);
      await eventually(() =>
        expect(started.status()).toMatchObject({
          reachable: false,
          synced: false,
          error: expect.stringContaining('ECONNREFUSED'),
        }),
      );

      cluster = await TestCluster.start(port);
      cluster.define(...KRATIX_KINDS, TEAMS);
      cluster.put(PROMISES, promiseObject());
      await eventually(() =>
        expect(started.status()).toMatchObject({
          reachable: true,
          synced: true,
        }),
      );
      expect(started.status().error).toBeUndefined();
      expect(started.promises()).toHaveLength(1);
    });

    it('lets a kind that may not be read fail alone, with the rule to add', async () => {
      cluster.put(PROMISES, promiseObject());
      cluster.intercept = (request, response) => {
        if (request.url.startsWith(WORKS)) {
          cluster.status(response, 403, 'works is forbidden');
          return true;
        }
        return false;
      };
      const started = start();
      await eventually(() => expect(started.status().synced).toBe(true));

      expect(started.isSynced('work')).toBe(false);
      expect(started.isSynced('placement')).toBe(true);
      expect(
        started.status().kinds.find(({ plural }) => plural === 'works'),
      ).toEqual({
        apiVersion: 'platform.kratix.io/v1alpha1',
        kind: 'Work',
        plural: 'works',
        state: 'failed',
        objects: 0,
        error: {
          reason: 'forbidden',
          message: 'works is forbidden',
          missingRule: {
            apiGroups: ['platform.kratix.io'],
            resources: ['works'],
            verbs: ['get', 'list', 'watch'],
            yaml: expect.stringContaining('    resources: ["works"]\n'),
          },
        },
      });
      cluster.intercept = () => false;
      await eventually(() => expect(started.isSynced('work')).toBe(true));
    });

    it('says that credentials are refused, and never shows them', async () => {
      cluster.intercept = (request, response) => {
        cluster.status(
          response,
          401,
          `you sent ${request.headers.authorization}`,
        );
        return true;
      };
      const started = start();
      await eventually(() =>
        expect(started.status()).toMatchObject({
          reachable: true,
          synced: false,
          error: expect.stringContaining('(401): you sent Bearer [redacted].'),
        }),
      );
      expect(started.status().kinds[0].error?.reason).toBe('unauthenticated');
    });

    it('takes nothing from a list that is no list', async () => {
      cluster.put(PROMISES, promiseObject());
      const started = await startSynced();
      cluster.intercept = (request, response) => {
        if (request.url.startsWith(PROMISES)) {
          cluster.json(response, 200, { items: 'none', metadata: {} });
          return true;
        }
        return false;
      };
      cluster.compact(PROMISES);
      cluster.send(PROMISES, {
        type: 'ERROR',
        object: { kind: 'Status', code: 410 },
      });
      await eventually(() =>
        expect(started.status().kinds[0].error?.reason).toBe('malformed'),
      );
      expect(started.promises()).toHaveLength(1);
    });
  });

  describe('requests of a Promise', () => {
    it('come when its API is there, and are asked for with patience', async () => {
      cluster.undefine(TEAMS);
      cluster.put(PROMISES, promiseObject());
      const started = start();
      await eventually(() =>
        expect(started.status().kinds[1]?.error?.reason).toBe('missing'),
      );
      expect(started.isSynced('request', 'team')).toBe(false);
      expect(started.status().synced).toBe(false);

      cluster.define(TEAMS);
      cluster.put(TEAMS, teamObject('a'));
      cluster.put(PROMISES, promiseObject());
      await eventually(() => expect(started.requests('team')).toHaveLength(1));
      expect(started.isSynced('request', 'team')).toBe(true);
    });

    it('go with their Promise', async () => {
      cluster.put(PROMISES, promiseObject());
      cluster.put(TEAMS, teamObject('a'));
      const started = await startSynced();
      changes = [];

      cluster.remove(PROMISES, { name: 'team' });
      await eventually(() => expect(started.promises()).toEqual([]));
      expect(started.requests()).toEqual([]);
      expect(told('request')).toEqual(['deleted a']);
      await eventually(() => expect(cluster.watchers(TEAMS)).toBe(0));
    });

    it('are watched in the storage version, and stay while that changes', async () => {
      cluster.put(PROMISES, promiseObject());
      cluster.put(TEAMS, teamObject('a'));
      const started = await startSynced();
      changes = [];

      cluster.define('/apis/example.org/v2/teams');
      cluster.put('/apis/example.org/v2/teams', {
        ...teamObject('a'),
        apiVersion: 'example.org/v2',
      });
      cluster.put(PROMISES, promiseObject('team', { version: 'v2' }));
      await eventually(() =>
        expect(
          started.request({ promise: 'team', namespace: 'default', name: 'a' })
            ?.apiVersion,
        ).toBe('example.org/v2'),
      );
      expect(told('request')).toContain('synced');
      await eventually(() => expect(cluster.watchers(TEAMS)).toBe(0));
    });
  });

  describe('state of a request', () => {
    beforeEach(() => {
      cluster.put(PROMISES, promiseObject());
      cluster.put(DESTINATIONS, destinationObject());
      cluster.put(GIT_STORES, gitStoreObject());
      cluster.put(TEAMS, teamObject('a', { status: READY_STATUS }));
      cluster.put(TEAMS, teamObject('b', { status: READY_STATUS }));
      cluster.put(WORKS, workObject('team-a', 'a'));
      cluster.put(PLACEMENTS, placementObject('team-a', { written: false }));
      cluster.put(WORKS, workObject('team-b', 'b'));
      cluster.put(PLACEMENTS, placementObject('team-b'));
    });

    const get = (name: string) =>
      platform?.request({ promise: 'team', namespace: 'default', name });

    function stateOf(name: string) {
      const request = get(name);
      return request && platform?.requestState(request);
    }

    it('finds the works and placements that belong to it', async () => {
      const started = await startSynced();
      const request = get('a')!;
      expect(started.worksOf(request).map(({ name }) => name)).toEqual([
        'team-a',
      ]);
      expect(started.placementsOf(request).map(({ work }) => work)).toEqual([
        'team-a',
      ]);
      expect(started.placements('catalog')).toHaveLength(2);
      expect(started.placements('elsewhere')).toEqual([]);
      expect(started.stateStores()).toHaveLength(1);
      expect(cluster.count('LIST', BUCKET_STORES)).toBe(1);
    });

    it('is derived once, and anew when something changes that it depends on', async () => {
      const started = await startSynced();
      const before = { a: stateOf('a'), b: stateOf('b') };
      expect([before.a?.name, before.b?.name]).toEqual(['Writing', 'Ready']);
      const unsure = new Set<string>();
      started.subscribeStates(ref => unsure.add(ref.name));

      cluster.put(DESTINATIONS, {
        ...destinationObject(),
        status: { conditions: [{ type: 'Ready', status: 'True' }] },
      });
      cluster.put(PLACEMENTS, placementObject('team-a'));
      await eventually(() => expect(stateOf('a')?.name).toBe('Ready'));
      expect(stateOf('b')).toBe(before.b);
      expect([...unsure]).toEqual(['a']);

      cluster.put(GIT_STORES, gitStoreObject('git', { ready: false }));
      await eventually(() => expect(stateOf('b')?.name).toBe('Writing'));
      expect([...unsure]).toEqual(['a', 'b']);

      unsure.clear();
      cluster.remove(TEAMS, { namespace: 'default', name: 'b' });
      await eventually(() => expect([...unsure]).toEqual(['b']));
      expect(get('b')).toBeUndefined();
    });
  });

  describe('writes', () => {
    beforeEach(async () => {
      cluster.put(PROMISES, promiseObject());
      cluster.put(TEAMS, teamObject('a', { email: '1' }));
      await startSynced();
    });

    it('are seen by the read that follows, with strict validation asked for', async () => {
      const { object } = await platform!.api.create(
        { ...ADDRESS, name: 'n' },
        teamObject('n', { email: 'new' }),
      );
      expect(emails()).toEqual(['a:1', 'n:new']);
      expect(object.metadata.uid).toBeDefined();
      await platform!.api.mergePatch(
        { ...ADDRESS, name: 'n' },
        { spec: { email: 'newer' } },
      );
      expect(emails()).toEqual(['a:1', 'n:newer']);
      await platform!.api.delete({ ...ADDRESS, name: 'n' });
      expect(emails()).toEqual(['a:1']);
      expect(
        cluster.requests.filter(
          line =>
            /^(POST|PATCH)/.test(line) &&
            !line.includes('fieldValidation=Strict'),
        ),
      ).toEqual([]);
      // Nothing of it comes back when the watch catches up.
      cluster.put(TEAMS, teamObject('last', { email: '1' }));
      await eventually(() => expect(emails()).toEqual(['a:1', 'last:1']));
    });

    it('show that an object with finalizers is being deleted', async () => {
      cluster.put(
        TEAMS,
        teamObject('held', { finalizers: ['kratix.io/work-cleanup'] }),
      );
      await platform!.api.delete({ ...ADDRESS, name: 'held' });
      expect(
        platform!.request({
          promise: 'team',
          namespace: 'default',
          name: 'held',
        })?.deletedAt,
      ).toBeDefined();
    });

    it('change nothing in a dry run', async () => {
      const { object } = await platform!.api.create(
        { ...ADDRESS, name: 'dry' },
        teamObject('dry'),
        { dryRun: true },
      );
      expect(object.metadata.name).toBe('dry');
      expect(cluster.objects(TEAMS)).toHaveLength(1);
      expect(platform!.requests()).toHaveLength(1);
    });

    it('stay while a list that began before them is still on its way', async () => {
      let release = () => {};
      const held = new Promise<void>(resolve => {
        release = resolve;
      });
      cluster.intercept = async (request, response) => {
        const { pathname, searchParams } = new URL(request.url, 'http://x');
        if (pathname !== TEAMS || searchParams.has('watch')) {
          return false;
        }
        const list = {
          metadata: { resourceVersion: cluster.resourceVersion },
          items: cluster.objects(TEAMS),
        };
        await held;
        cluster.json(response, 200, list);
        return true;
      };
      cluster.send(TEAMS, {
        type: 'ERROR',
        object: { kind: 'Status', code: 410 },
      });
      await eventually(() => expect(cluster.count('LIST', TEAMS)).toBe(2));
      await platform!.api.mergePatch(
        { ...ADDRESS, name: 'a' },
        { spec: { email: '2' } },
      );
      changes = [];
      expect(emails()).toEqual(['a:2']);
      release();
      await eventually(() => expect(told('request')).toContain('synced'));
      expect(emails()).toEqual(['a:2']);
      cluster.put(TEAMS, teamObject('a', { email: '3' }));
      await eventually(() => expect(emails()).toEqual(['a:3']));
      expect(told('request')).toEqual(['synced', 'modified a']);
    });

    it.each<[number, string, string?]>([
      [400, 'InputError'],
      [
        401,
        'ServiceUnavailableError',
        'Platform local does not accept the credentials of Backstage: Team is invalid; spec.id: may not change. A platform engineer has to renew them. Make a new token (kubectl create token …), put it into serviceAccountToken and restart Backstage; a token in a file (serviceAccountTokenFile) is followed without a restart.',
      ],
      [
        403,
        'NotAllowedError',
        'Platform local refuses this to the service account of Backstage: Team is invalid; spec.id: may not change. A platform engineer can grant it in the namespace default: a rule with apiGroups ["example.org"], resources ["teams"] and verbs ["create"].',
      ],
      [404, 'NotFoundError'],
      [409, 'ConflictError'],
      [422, 'InputError'],
      [429, 'ServiceUnavailableError'],
      [503, 'ServiceUnavailableError'],
    ])(
      'that the cluster answers with %i reject with %s',
      async (
        code,
        name,
        message = 'Team is invalid; spec.id: may not change',
      ) => {
        cluster.intercept = (request, response) => {
          if (request.method !== 'POST') {
            return false;
          }
          cluster.status(response, code, 'Team is invalid', {
            details: {
              causes: [{ field: 'spec.id', message: 'may not change' }],
            },
          });
          return true;
        };
        await expect(
          platform!.api.create({ ...ADDRESS, name: 'x' }, teamObject('x')),
        ).rejects.toMatchObject({
          name,
          message,
        });
      },
    );

    it('are sent again when the API server asks to come later', async () => {
      let refused = 0;
      cluster.intercept = (request, response) => {
        if (request.method !== 'POST' || refused === 2) {
          return false;
        }
        refused += 1;
        response.setHeader('Retry-After', '0');
        cluster.status(response, 429, 'too many requests');
        return true;
      };
      await platform!.api.create({ ...ADDRESS, name: 'x' }, teamObject('x'));
      expect(
        cluster.objects(TEAMS).map(({ metadata }) => metadata.name),
      ).toEqual(['a', 'x']);
    });

    it('reject as unavailable when the cluster is gone or answers nonsense', async () => {
      cluster.intercept = (_, response) => {
        response.end('<html>');
        return true;
      };
      await expect(
        platform!.api.create({ ...ADDRESS, name: 'x' }, teamObject('x')),
      ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
      cluster.intercept = (_, response) => {
        response.destroy();
        return true;
      };
      await expect(
        platform!.api.delete({ ...ADDRESS, name: 'x' }),
      ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
    });

    it('give the warnings of the API server', async () => {
      cluster.intercept = (request, response) => {
        if (request.method === 'POST') {
          response.setHeader('Warning', [
            '299 - "say \\"please\\""',
            '299 - "second"',
          ]);
        }
        return false;
      };
      const { warnings } = await platform!.api.create(
        { ...ADDRESS, name: 'x' },
        teamObject('x'),
      );
      expect(warnings).toEqual(['say "please"', 'second']);
    });

    it.each(['../../v1/secrets', '..', '', 'a/b', 'a?b'])(
      'never reach an address that %j would lead to',
      async name => {
        const before = cluster.requests.length;
        await expect(
          platform!.api.delete({ ...ADDRESS, name }),
        ).rejects.toMatchObject({ name: 'InputError' });
        expect(cluster.requests).toHaveLength(before);
      },
    );
  });

  it('is not synced before the cluster has said which other kinds there are', async () => {
    let answer = () => {};
    const held = new Promise<void>(resolve => (answer = resolve));
    cluster.intercept = async ({ url }) => {
      if (url.startsWith('/openapi/')) {
        await held;
      }
      return false;
    };
    const started = await startSyncedWithoutTeams();
    await eventually(() =>
      started
        .status()
        .kinds.forEach(({ state }) => expect(state).toBe('synced')),
    );
    expect(started.status().synced).toBe(false);
    const heard: boolean[] = [];
    started.subscribeStatus(() => heard.push(started.status().synced));
    answer();
    await eventually(() => expect(heard.at(-1)).toBe(true));
  });

  it('is not synced before that either where it was out of reach at first', async () => {
    const { port } = cluster;
    await cluster.stop();
    const started = start(`http://127.0.0.1:${port}`);
    await eventually(() => expect(started.status().error).toBeDefined());
    cluster = await TestCluster.start(port);
    let answer = () => {};
    const held = new Promise<void>(resolve => (answer = resolve));
    cluster.intercept = async ({ url }) => {
      if (url.startsWith('/openapi/')) {
        await held;
      }
      return false;
    };
    cluster.define(...KRATIX_KINDS);
    await eventually(() =>
      started
        .status()
        .kinds.forEach(({ state }) => expect(state).toBe('synced')),
    );
    expect(started.status().synced).toBe(false);
    answer();
    await eventually(() => expect(started.status().synced).toBe(true));
  });

  it('asks again what its Kratix offers where it was not told', async () => {
    let isBroken = true;
    const schema = { 'x-kubernetes-group-version-kind': [{ kind: 'Promise' }] };
    cluster.intercept = ({ url }, response) => {
      if (!url.startsWith('/openapi/')) {
        return false;
      }
      if (isBroken) {
        cluster.status(response, 503, 'not yet');
      } else {
        cluster.json(response, 200, { components: { schemas: { schema } } });
      }
      return true;
    };
    const started = start();
    await eventually(() => expect(started.status().synced).toBe(true));
    expect(started.status().features).toBeUndefined();
    isBroken = false;
    cluster.put(PROMISES, promiseObject());
    await eventually(() => expect(started.status().features).toBeDefined());
  });

  it('is soon reachable again where one call was lost and all watches are well', async () => {
    const started = await startSyncedWithoutTeams();
    await eventually(() => expect(started.status().synced).toBe(true));
    cluster.intercept = ({ url }, response) => {
      if (url.includes('/pods')) {
        response.destroy();
        return true;
      }
      return false;
    };
    await expect(started.reads.controllerPods()).rejects.toThrow();
    await eventually(() => expect(started.status().reachable).toBe(true));
    expect(started.status().error).toBeUndefined();
  });

  it('takes up a watch on which nothing is heard any more', async () => {
    cluster.put(PROMISES, promiseObject());
    const started = start(cluster.url, { silenceMs: 300 });
    await eventually(() => expect(cluster.watchers(TEAMS)).toBe(1));
    cluster.fallSilent(TEAMS);
    cluster.put(TEAMS, teamObject('a', { email: '1' }));
    await eventually(() => expect(emails()).toEqual(['a:1']));
    expect(cluster.count('LIST', TEAMS)).toBe(1);
    expect(started.isCurrent('team')).toBe(true);
  });

  it('is not disturbed by a listener that throws or ends its subscription', async () => {
    cluster.put(PROMISES, promiseObject());
    const started = start();
    started.subscribe(() => {
      throw new Error('no');
    });
    const seen: string[] = [];
    const end = started.subscribe(change => {
      seen.push(change.type);
      end();
    });
    await eventually(() => expect(started.status().synced).toBe(true));
    expect(seen).toHaveLength(1);
    expect(started.promises()).toHaveLength(1);
  });

  it('closes every connection', async () => {
    await startSyncedWithoutTeams();
    platform?.close();
    await eventually(() =>
      KRATIX_KINDS.forEach(path => expect(cluster.watchers(path)).toBe(0)),
    );
  });

  async function startSyncedWithoutTeams() {
    const started = start();
    await eventually(() =>
      KRATIX_KINDS.forEach(path => expect(cluster.watchers(path)).toBe(1)),
    );
    return started;
  }
});
