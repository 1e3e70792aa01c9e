import { Revisions } from 'backstage-plugin-kratix-common';
import { eventually } from '../__testUtils__/eventually';
import {
  FAILED_STATUS,
  readyStatus,
  team,
} from '../__testUtils__/kratixObjects';
import { setup, teamRef } from '../__testUtils__/setup';
import { startKratixBackend } from '../__testUtils__/startKratixBackend';

let context: Awaited<ReturnType<typeof setup>>;
afterEach(async () => {
  await context.stop();
});

describe('GET /platforms and /promises', () => {
  it('shows platforms, Promises and how many requests are in each state', async () => {
    context = await setup({
      teams: [team('a'), { ...team('b'), status: readyStatus(1) }],
    });
    const { client, asUser } = context;
    await expect(client.listPlatforms(asUser)).resolves.toMatchObject({
      items: [{ name: 'local', title: 'Local', reachable: true }],
    });
    // Counts and times are kept: with many requests, nobody waits for all of them to be looked at.
    const looked = jest.spyOn(context.platform, 'requests');
    const { items } = await client.listPromises({ platform: 'local' }, asUser);
    expect(looked).not.toHaveBeenCalled();
    expect(items).toMatchObject([
      { name: 'base', requestCounts: {} },
      {
        name: 'team',
        title: 'Team',
        description: 'A team.',
        api: {
          group: 'example.org',
          version: 'v1',
          kind: 'Team',
          plural: 'teams',
        },
        state: { name: 'Available' },
        requestCounts: { Pending: 1, Ready: 1 },
      },
    ]);
    await expect(
      client.getPromise('local', 'team', asUser),
    ).resolves.toMatchObject({
      uniqueFields: ['spec.id'],
      schema: { type: 'object' },
      versions: [{ name: 'v1', served: true, storage: true }],
    });
  });

  it('tells which value is taken, of fields that must be unique only', async () => {
    context = await setup({ teams: [team('a')] });
    const { client, asUser } = context;
    const check = (field: string, value: string) =>
      client.checkUnique(
        { platform: 'local', promise: 'team', field, value },
        asUser,
      );
    await expect(check('spec.id', 'a')).resolves.toEqual({
      taken: true,
      takenBy: teamRef('a'),
    });
    await expect(check('spec.id', 'b')).resolves.toEqual({ taken: false });
    await expect(check('spec.name', 'b')).rejects.toMatchObject({
      statusCode: 400,
    });
  });
});

describe('GET /requests', () => {
  it('filters, counts and orders', async () => {
    context = await setup({
      teams: [
        team('a', { owner: 'group:default/red' }),
        { ...team('b', { namespace: 'other' }), status: readyStatus(1) },
        { ...team('c', { owner: 'group:default/red' }), status: FAILED_STATUS },
      ],
    });
    const { client, asUser } = context;
    const names = async (options: Parameters<typeof client.listRequests>[0]) =>
      (await client.listRequests(options, asUser)).items.map(
        item => item.ref.name,
      );
    expect(await names({})).toEqual(['a', 'b', 'c']);
    expect(await names({ orderField: '-name' })).toEqual(['c', 'b', 'a']);
    expect(await names({ orderField: 'state' })).toEqual(['c', 'a', 'b']);
    expect(await names({ namespace: 'other' })).toEqual(['b']);
    expect(await names({ owner: 'Group:Red' })).toEqual(['a', 'c']);
    expect(await names({ q: 'OTHER' })).toEqual(['b']);
    expect(await names({ promise: 'base' })).toEqual([]);
    await expect(
      client.listRequests({ state: ['Ready', 'Failed'] }, asUser),
    ).resolves.toMatchObject({
      items: [{ ref: { name: 'b' } }, { ref: { name: 'c' } }],
      totalItems: 2,
      counts: { Pending: 1, Ready: 1, Failed: 1 },
    });
  });

  it('pages over a list that changes, without gaps or repeats', async () => {
    const namesOf = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, i) => `t${from + i}`);
    context = await setup({ teams: namesOf(10, 20).map(name => team(name)) });
    const { client, asUser, cluster, platform } = context;
    const first = await client.listRequests({ limit: 4 }, asUser);
    expect(first.totalItems).toBe(10);
    cluster.remove('teams', 't13');
    cluster.remove('teams', 't14');
    cluster.put('teams', team('t135'));
    cluster.put('teams', team('t05'));
    await eventually(() => {
      expect(platform.requests('team').map(({ ref }) => ref.name)).toEqual(
        expect.arrayContaining(['t05', 't135']),
      );
      expect(platform.requests('team')).toHaveLength(10);
    });
    const seen: string[] = [];
    let cursor = first.pageInfo.nextCursor;
    while (cursor) {
      const page = await client.listRequests({ limit: 4, cursor }, asUser);
      seen.push(...page.items.map(item => item.ref.name));
      cursor = page.pageInfo.nextCursor;
    }
    expect(seen).toEqual(['t135', ...namesOf(15, 20)]);
  });

  it.each([
    ['limit=501', /limit: Number must be less than or equal to 500/],
    ['state=Happy', /state: /],
    ['orderField=size', /orderField: must be one of name, /],
    ['cursor=abc', /^cursor is malformed; pass what pageInfo.nextCursor gave$/],
    ['owner=a:b:c', /owner: must be an entity reference/],
    ['nonsense=1', /Unrecognized key/],
  ])('refuses ?%s', async (query, message) => {
    context = await setup({});
    const response = await fetch(`${context.baseUrl}/requests?${query}`, {
      headers: { Authorization: `Bearer ${context.asUser.token}` },
    });
    expect(response.status).toBe(400);
    expect((await response.json()).error).toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
  });

  it('refuses a cursor of another order', async () => {
    context = await setup({ teams: [team('a'), team('b')] });
    const { client, asUser } = context;
    const { pageInfo } = await client.listRequests({ limit: 1 }, asUser);
    await expect(
      client.listRequests(
        { cursor: pageInfo.nextCursor, orderField: '-name' },
        asUser,
      ),
    ).rejects.toMatchObject({ statusCode: 400 });
  });
});

describe('GET …/wait', () => {
  it('knows that a Promise which is not there has no requests', async () => {
    context = await setup({});
    const { client, asUser } = context;
    const ref = { ...teamRef('a'), promise: 'gone' };
    await expect(client.getRequest(ref, asUser)).rejects.toMatchObject({
      statusCode: 404,
    });
    await expect(
      client.waitForRequest(ref, { until: 'deleted' }, asUser),
    ).resolves.toMatchObject({ reached: true });
  });

  it('answers as soon as the milestone is reached in that generation', async () => {
    context = await setup({ teams: [team('a')] });
    const { client, asUser, cluster } = context;
    const wait = client.waitForRequest(
      teamRef('a'),
      { until: 'written', generation: 1 },
      asUser,
    );
    cluster.change('teams', 'a', () => ({ status: readyStatus(1) }));
    await expect(wait).resolves.toMatchObject({
      reached: true,
      halted: false,
      request: { state: { name: 'Ready' } },
    });
  });

  it('does not take an earlier generation for an answer', async () => {
    context = await setup({
      teams: [{ ...team('a'), status: readyStatus(1) }],
    });
    const { client, asUser } = context;
    await expect(
      client.waitForRequest(
        teamRef('a'),
        { until: 'reconciled', generation: 2, timeoutSeconds: 0 },
        asUser,
      ),
    ).resolves.toMatchObject({ reached: false, halted: false });
  });

  it('ends when the request cannot go on, but not for a failure of before', async () => {
    context = await setup({ teams: [{ ...team('a'), status: FAILED_STATUS }] });
    const { client, asUser, cluster } = context;
    const { resourceVersion } = await client.applyRequest(
      {
        platform: 'local',
        promise: 'team',
        manifest: { metadata: { name: 'a' }, spec: { id: 'a', name: 'New' } },
      },
      asUser,
    );
    const target = {
      until: 'written',
      generation: 2,
      resourceVersion,
    } as const;
    await expect(
      client.waitForRequest(
        teamRef('a'),
        { ...target, timeoutSeconds: 0 },
        asUser,
      ),
    ).resolves.toMatchObject({ halted: false });
    const wait = client.waitForRequest(teamRef('a'), target, asUser);
    cluster.change('teams', 'a', () => ({
      status: { ...FAILED_STATUS, message: 'again' },
    }));
    await expect(wait).resolves.toMatchObject({
      reached: false,
      halted: true,
      request: { state: { name: 'Failed', nextStep: expect.any(String) } },
    });
  });

  it('tells of progress to those who say what they have seen', async () => {
    context = await setup({ teams: [team('a')] });
    const { client, asUser, cluster } = context;
    const target = { until: 'written', generation: 1 } as const;
    const { seen } = await client.waitForRequest(
      teamRef('a'),
      { ...target, timeoutSeconds: 0 },
      asUser,
    );
    const wait = client.waitForRequest(
      teamRef('a'),
      { ...target, seen },
      asUser,
    );
    cluster.change('teams', 'a', () => ({
      status: {
        kratix: { workflows: { pipelines: [{ name: 'p', phase: 'Running' }] } },
      },
    }));
    await expect(wait).resolves.toMatchObject({
      reached: false,
      halted: false,
      request: { pipelines: [{ name: 'p', phase: 'Running' }] },
    });
  });

  it('waits until a request is gone', async () => {
    context = await setup({ teams: [team('a')] });
    const { client, asUser, cluster } = context;
    await client.deleteRequest(teamRef('a'), asUser);
    const wait = client.waitForRequest(
      teamRef('a'),
      { until: 'deleted' },
      asUser,
    );
    cluster.remove('teams', 'a');
    await expect(wait).resolves.toEqual({ reached: true, halted: false });
  });

  it('ends when the client goes, and when the backend stops', async () => {
    context = await setup({ teams: [team('a')] });
    const { client, asUser, platform, stop } = context;
    let subscriptions = 0;
    const subscribe = platform.subscribe.bind(platform);
    jest.spyOn(platform, 'subscribe').mockImplementation(listener => {
      subscriptions += 1;
      const unsubscribe = subscribe(listener);
      return () => {
        subscriptions -= 1;
        unsubscribe();
      };
    });
    const leaving = new AbortController();
    const wait = (signal?: AbortSignal) =>
      client.waitForRequest(
        teamRef('a'),
        { until: 'written' },
        { ...asUser, signal },
      );
    const left = wait(leaving.signal).catch(error => error);
    await eventually(() => expect(subscriptions).toBe(1));
    leaving.abort();
    await left;
    await eventually(() => expect(subscriptions).toBe(0));

    const stayed = wait();
    await eventually(() => expect(subscriptions).toBe(1));
    await stop();
    await expect(stayed).resolves.toMatchObject({ reached: false });
    context.stop = async () => {};
  });
});

describe('live updates', () => {
  it('say that requests of a Promise have changed, and name none', async () => {
    context = await setup({ teams: [team('a'), team('b')] });
    const { cluster, platform, signals } = context;
    await eventually(() => expect(signals.length).toBeGreaterThan(0));
    const before = platform.revision();
    for (let i = 0; i < 20; i++) {
      cluster.change('teams', 'a', () => ({ status: { message: `${i}` } }));
    }
    const newest = () =>
      signals.filter(
        ({ message: { revision } }) =>
          revision !== before && revision === platform.revision(),
      );
    await eventually(() => expect(newest()).toHaveLength(1));
    expect(signals.length).toBeLessThan(20);
    expect(newest()).toEqual([
      {
        recipients: { type: 'broadcast' },
        channel: 'kratix:requests',
        message: {
          platform: 'local',
          promise: 'team',
          revision: platform.revision(),
        },
      },
    ]);
  });

  it('name what every replica then answers from, so that one question is enough', async () => {
    context = await setup({ teams: [team('a')] });
    const { cluster, asUser } = context;
    const other = await startKratixBackend({
      access: { url: cluster.url, serviceAccountToken: 'test' },
    });
    try {
      const replicas = [context, other];
      await eventually(() => {
        expect(other.platform.requests('team')).toHaveLength(1);
        expect(other.platform.revision()).toBe(context.platform.revision());
      });
      const before = context.platform.revision();
      cluster.change('teams', 'a', () => ({ status: { message: 'new' } }));
      await eventually(() =>
        replicas.forEach(({ platform, signals }) => {
          expect(platform.revision()).not.toBe(before);
          expect(signals.map(({ message }) => message)).toContainEqual({
            platform: 'local',
            promise: 'team',
            revision: context.platform.revision(),
          });
        }),
      );
      for (const { client } of replicas) {
        const told: Revisions[] = [];
        await client.getRequest(teamRef('a'), {
          ...asUser,
          onRevisions: revisions => told.push(revisions),
        });
        expect(told).toEqual([{ local: context.platform.revision() }]);
      }
    } finally {
      await other.stop();
    }
  });

  it('say that a platform is doing otherwise', async () => {
    context = await setup({ teams: [] });
    const { cluster, signals } = context;
    await eventually(() => expect(signals.length).toBeGreaterThan(0));
    signals.length = 0;
    await cluster.stop();
    await eventually(() =>
      expect(signals.map(({ message }) => message)).toContainEqual({
        platform: 'local',
      }),
    );
  });
});
