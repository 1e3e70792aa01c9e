import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  ApplyRequestBody,
  kratixRequestCreatePermission,
  kratixRequestReadPermission,
  kratixRequestUpdatePermission,
} from 'backstage-plugin-kratix-common';
import { team } from '../__testUtils__/kratixObjects';
import { setup, teamRef } from '../__testUtils__/setup';
import { DENY } from '../__testUtils__/startKratixBackend';
import {
  createKratixRequestConditionalDecision,
  kratixRequestConditions,
} from '../permissions';

type Context = Awaited<ReturnType<typeof setup>>;

const body = (name: string, owner?: string): ApplyRequestBody => ({
  platform: 'local',
  promise: 'team',
  manifest: {
    metadata: {
      name,
      annotations: owner ? { 'kratix.backstage.io/owner': owner } : {},
    },
    spec: { id: name, name },
  },
});

let context: Context;
afterEach(async () => {
  await context.stop();
});

describe('a denied permission', () => {
  const unique = {
    platform: 'local',
    promise: 'team',
    field: 'spec.id',
    value: 'a',
  };

  it.each<[string, string, (context: Context) => Promise<unknown>]>([
    [
      'GET /platforms',
      'kratix.platform.read',
      ({ client, asUser }) => client.listPlatforms(asUser),
    ],
    [
      'GET /promises',
      'kratix.platform.read',
      ({ client, asUser }) => client.listPromises({}, asUser),
    ],
    [
      'GET /promises/local/team',
      'kratix.platform.read',
      ({ client, asUser }) => client.getPromise('local', 'team', asUser),
    ],
    [
      'GET …/unique',
      'kratix.platform.read',
      ({ client, asUser }) => client.checkUnique(unique, asUser),
    ],
    [
      'GET /requests',
      'kratix.request.read',
      ({ client, asUser }) => client.listRequests({}, asUser),
    ],
    [
      'GET one request',
      'kratix.request.read',
      ({ client, asUser }) => client.getRequest(teamRef('a'), asUser),
    ],
    [
      'GET /destinations',
      'kratix.platform.read',
      ({ client, asUser }) => client.listDestinations(asUser),
    ],
    [
      'GET /state-stores',
      'kratix.platform.read',
      ({ client, asUser }) => client.listStateStores(asUser),
    ],
    [
      'GET …/diagnosis',
      'kratix.request.read',
      ({ client, asUser }) => client.diagnoseRequest(teamRef('a'), asUser),
    ],
    [
      'GET …/runs',
      'kratix.log.read',
      ({ client, asUser }) => client.listRuns(teamRef('a'), asUser),
    ],
    [
      'GET …/events',
      'kratix.log.read',
      ({ client, asUser }) => client.listEvents(teamRef('a'), asUser),
    ],
    [
      'GET …/files',
      'kratix.log.read',
      ({ client, asUser }) => client.listFiles(teamRef('a'), asUser),
    ],
    [
      'GET …/logs',
      'kratix.log.read',
      ({ client, asUser }) => client.readLog(teamRef('a'), {}, asUser),
    ],
    [
      'GET …/wait',
      'kratix.request.read',
      ({ client, asUser }) =>
        client.waitForRequest(teamRef('a'), { until: 'accepted' }, asUser),
    ],
    [
      'POST of a new request',
      'kratix.request.create',
      ({ client, asUser }) => client.applyRequest(body('new'), asUser),
    ],
    [
      'POST of a request that exists',
      'kratix.request.update',
      ({ client, asUser }) => client.applyRequest(body('a'), asUser),
    ],
    [
      'POST …/reconcile',
      'kratix.request.reconcile',
      ({ client, asUser }) =>
        client.operateRequest(teamRef('a'), 'reconcile', asUser),
    ],
    [
      'POST …/pause',
      'kratix.request.reconcile',
      ({ client, asUser }) =>
        client.operateRequest(teamRef('a'), 'pause', asUser),
    ],
    [
      'POST …/resume',
      'kratix.request.reconcile',
      ({ client, asUser }) =>
        client.operateRequest(teamRef('a'), 'resume', asUser),
    ],
    [
      'DELETE',
      'kratix.request.delete',
      ({ client, asUser }) => client.deleteRequest(teamRef('a'), asUser),
    ],
  ])('refuses %s without %s', async (_, permission, call) => {
    context = await setup({
      teams: [team('a')],
      policy: { [permission]: DENY },
    });
    await expect(call(context)).rejects.toMatchObject({
      statusCode: 403,
      body: {
        error: { message: expect.not.stringContaining('Team a') },
      },
    });
    expect(context.cluster.writes).toEqual([]);
    expect(context.cluster.lists).toEqual([]);
  });
});

describe('a conditional decision', () => {
  const ofTeamA = kratixRequestConditions.isOwner({
    claims: ['group:default/A'],
  });
  const readOwn = createKratixRequestConditionalDecision(
    kratixRequestReadPermission,
    ofTeamA,
  );
  const teams = () => [
    team('mine', { owner: 'group:default/a' }),
    team('theirs', { owner: 'group:default/b' }),
    team('nobodys'),
  ];

  it('shows only what it covers, in lists, counts and by address', async () => {
    context = await setup({
      teams: teams(),
      policy: { 'kratix.request.read': readOwn },
    });
    const { client, asUser } = context;
    const page = await client.listRequests({}, asUser);
    expect(page.items.map(item => item.ref.name)).toEqual(['mine']);
    expect(page.totalItems).toBe(1);
    expect(page.counts).toEqual({ Pending: 1 });
    const promise = await client.getPromise('local', 'team', asUser);
    expect(promise.requestCounts).toEqual({ Pending: 1 });
    await expect(
      client.getRequest(teamRef('mine'), asUser),
    ).resolves.toMatchObject({ ref: teamRef('mine') });
  });

  it('finds the owner by the rules of the platform, for rules and filters alike', async () => {
    context = await setup({
      teams: [
        team('named', { owner: 'A' }),
        team('overruled', { owner: 'b' }),
        team('by-default'),
      ],
      owners: { default: 'group:default/a' },
      policy: {
        'kratix.request.read': readOwn,
        'kratix.request.create': createKratixRequestConditionalDecision(
          kratixRequestCreatePermission,
          ofTeamA,
        ),
      },
    });
    const { client, asUser } = context;
    for (const filter of [{}, { owner: 'A' }]) {
      const { items } = await client.listRequests(filter, asUser);
      expect(items.map(({ ref, owner }) => [ref.name, owner])).toEqual([
        ['by-default', 'group:default/a'],
        ['named', 'group:default/a'],
      ]);
    }
    await expect(
      client.applyRequest(body('new'), asUser),
    ).resolves.toMatchObject({ operation: 'created' });
    await expect(
      client.applyRequest(body('newer', 'group:default/b'), asUser),
    ).rejects.toThrow(/403/);
  });

  it('answers for what it does not cover as if that did not exist', async () => {
    context = await setup({
      teams: teams(),
      policy: { 'kratix.request.read': readOwn },
    });
    const { client, asUser, cluster } = context;
    const messageOf = async (name: string, call: Promise<unknown>) => {
      const error = await call.then(
        () => undefined,
        reason => reason,
      );
      expect(error).toMatchObject({ statusCode: 404 });
      return String(error.body.error.message).replaceAll(name, 'X');
    };
    for (const call of [
      (name: string) => client.getRequest(teamRef(name), asUser),
      (name: string) => client.deleteRequest(teamRef(name), asUser),
      (name: string) =>
        client.waitForRequest(teamRef(name), { until: 'written' }, asUser),
    ]) {
      expect(await messageOf('theirs', call('theirs'))).toBe(
        await messageOf('absent', call('absent')),
      );
    }
    const gone = (name: string) =>
      client.waitForRequest(teamRef(name), { until: 'deleted' }, asUser);
    expect(await gone('theirs')).toEqual(await gone('absent'));
    expect(cluster.writes).toEqual([]);
  });

  it('says nothing of Promises to those who may request nothing', async () => {
    context = await setup({
      policy: { 'kratix.request.create': DENY, 'kratix.request.update': DENY },
    });
    const { client, asUser } = context;
    for (const promise of ['team', 'absent']) {
      await expect(
        client.applyRequest({ ...body('x'), promise }, asUser),
      ).rejects.toMatchObject({ statusCode: 403 });
    }
  });

  it('says that a value is taken without naming who holds it', async () => {
    context = await setup({
      teams: teams(),
      policy: { 'kratix.request.read': readOwn },
    });
    const { client, asUser, cluster } = context;
    const unique = { platform: 'local', promise: 'team', field: 'spec.id' };
    await expect(
      client.checkUnique({ ...unique, value: 'theirs' }, asUser),
    ).resolves.toEqual({ taken: true });
    await expect(
      client.checkUnique({ ...unique, value: 'mine' }, asUser),
    ).resolves.toEqual({ taken: true, takenBy: teamRef('mine') });
    const other = body('other');
    other.manifest.spec = { id: 'theirs' };
    await expect(client.applyRequest(other, asUser)).rejects.toMatchObject({
      statusCode: 409,
      body: {
        error: { message: expect.stringContaining('another request') },
      },
    });
    expect(cluster.writes).toEqual([]);
  });

  it('on create judges the proposed request', async () => {
    context = await setup({
      policy: {
        'kratix.request.create': createKratixRequestConditionalDecision(
          kratixRequestCreatePermission,
          {
            allOf: [
              ofTeamA,
              kratixRequestConditions.inNamespace({ namespaces: ['default'] }),
              kratixRequestConditions.ofPromise({ promises: ['team'] }),
            ],
          },
        ),
      },
    });
    const { client, asUser, cluster } = context;
    await expect(
      client.applyRequest(body('x', 'group:default/b'), asUser),
    ).rejects.toMatchObject({ statusCode: 403 });
    await expect(client.applyRequest(body('x'), asUser)).rejects.toMatchObject({
      statusCode: 403,
    });
    expect(cluster.writes).toEqual([]);
    await expect(
      client.applyRequest(body('x', 'group:default/a'), asUser),
    ).resolves.toMatchObject({ operation: 'created' });
  });

  it('on update judges what the request is and what it would become', async () => {
    context = await setup({
      teams: teams(),
      policy: {
        'kratix.request.update': createKratixRequestConditionalDecision(
          kratixRequestUpdatePermission,
          ofTeamA,
        ),
      },
    });
    const { client, asUser, cluster } = context;
    for (const [name, owner] of [
      ['theirs', 'group:default/a'],
      ['mine', 'group:default/b'],
    ]) {
      await expect(
        client.applyRequest(body(name, owner), asUser),
      ).rejects.toMatchObject({ statusCode: 403 });
    }
    expect(cluster.writes).toEqual([]);
    await expect(
      client.applyRequest(body('mine'), asUser),
    ).resolves.toMatchObject({ operation: 'updated' });
  });

  it('decides what the caller is told to be able to do', async () => {
    context = await setup({
      teams: teams(),
      policy: {
        'kratix.request.update': createKratixRequestConditionalDecision(
          kratixRequestUpdatePermission,
          ofTeamA,
        ),
        'kratix.log.read': DENY,
      },
    });
    const { client, asUser } = context;
    const actions = async (name: string) =>
      (await client.getRequest(teamRef(name), asUser)).allowedActions;
    expect(await actions('mine')).toEqual(['update', 'delete', 'reconcile']);
    expect(await actions('theirs')).toEqual(['delete', 'reconcile']);
  });
});

describe('the permission integration', () => {
  it('lets the permission backend apply conditions by resource ref', async () => {
    context = await setup({
      teams: [team('mine', { owner: 'group:default/a' }), team('other')],
    });
    const answer = await fetch(
      `${context.baseUrl}/.well-known/backstage/permissions/apply-conditions`,
      {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Authorization: `Bearer ${context.asService.token}`,
        },
        body: JSON.stringify({
          items: ['local/team/default/mine', 'local/team/default/other'].map(
            resourceRef => ({
              id: resourceRef,
              resourceRef,
              resourceType: 'kratix-request',
              conditions: kratixRequestConditions.isOwner({
                claims: ['group:default/a'],
              }),
            }),
          ),
        }),
      },
    );
    await expect(answer.json()).resolves.toEqual({
      items: [
        { id: 'local/team/default/mine', result: AuthorizeResult.ALLOW },
        { id: 'local/team/default/other', result: AuthorizeResult.DENY },
      ],
    });
  });

  it('describes its permissions and rules', async () => {
    context = await setup({});
    const answer = await fetch(
      `${context.baseUrl}/.well-known/backstage/permissions/metadata`,
      { headers: { Authorization: `Bearer ${context.asUser.token}` } },
    );
    const { permissions, rules } = await answer.json();
    expect(permissions).toHaveLength(8);
    expect(rules).toMatchObject([
      { name: 'IS_OWNER', paramsSchema: { required: ['claims'] } },
      { name: 'IN_NAMESPACE', paramsSchema: { required: ['namespaces'] } },
      { name: 'OF_PROMISE', paramsSchema: { required: ['promises'] } },
    ]);
  });
});
