import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { team, TEAM_PROMISE } from '../__testUtils__/kratixObjects';
import { eventually } from '../__testUtils__/eventually';
import { setup, teamRef } from '../__testUtils__/setup';

let context: Awaited<ReturnType<typeof setup>>;
afterEach(async () => {
  await context.stop();
});

const labelsOf = () => context.cluster.get('teams', 'a')?.metadata.labels ?? {};

describe('an operation', () => {
  it.each([
    ['reconcile', {}, { 'kratix.io/manual-reconciliation': 'true' }],
    ['pause', {}, { 'kratix.io/paused': 'true' }],
    ['resume', { 'kratix.io/paused': 'true' }, {}],
    ['resume', { 'kratix.io/workflow-suspended': 'true' }, {}],
  ] as const)('%s is a patch of labels and nothing else', async (...row) => {
    const [operation, labels, expected] = row;
    context = await setup({ teams: [team('a', { labels })] });
    const { client, asUser, cluster } = context;
    const before = cluster.get('teams', 'a');
    await client.operateRequest(teamRef('a'), operation, asUser);
    expect(labelsOf()).toEqual({
      'kratix.io/promise-name': 'team',
      ...expected,
    });
    expect(cluster.get('teams', 'a')?.spec).toEqual(before?.spec);
    expect(cluster.writes).toEqual([
      expect.objectContaining({
        method: 'PATCH',
        body: {
          metadata: { uid: before?.metadata.uid, labels: expect.anything() },
        },
      }),
    ]);
  });

  it.each([
    ['reconcile', { 'kratix.io/paused': 'true' }, 'it is paused; resume it'],
    ['pause', { 'kratix.io/paused': 'true' }, 'it is paused already'],
    ['resume', {}, 'it is neither paused nor suspended'],
  ] as const)('%s is refused where it would do nothing', async (...row) => {
    const [operation, labels, reason] = row;
    context = await setup({ teams: [team('a', { labels })] });
    const { client, asUser, cluster } = context;
    await expect(
      client.operateRequest(teamRef('a'), operation, asUser),
    ).rejects.toMatchObject({
      statusCode: 409,
      body: { error: { message: expect.stringContaining(reason) } },
    });
    expect(cluster.writes).toEqual([]);
  });

  it('is refused while the Promise is paused, naming it', async () => {
    context = await setup({ teams: [team('a')] });
    const { client, asUser, cluster, platform } = context;
    cluster.put('promises', {
      ...TEAM_PROMISE,
      metadata: {
        ...TEAM_PROMISE.metadata,
        labels: { 'kratix.io/paused': 'true' },
      },
    });
    await eventually(() =>
      expect(platform.promise('team')?.labels).toHaveProperty([
        'kratix.io/paused',
      ]),
    );
    await expect(
      client.operateRequest(teamRef('a'), 'reconcile', asUser),
    ).rejects.toMatchObject({
      statusCode: 409,
      body: {
        error: { message: expect.stringContaining('Promise team is paused') },
      },
    });
    expect(cluster.writes).toEqual([]);
  });

  it('answers for a request that one may not read as for none', async () => {
    context = await setup({
      teams: [team('a')],
      policy: { 'kratix.request.read': { result: AuthorizeResult.DENY } },
    });
    const { client, asUser, cluster } = context;
    const messages = await Promise.all(
      ['a', 'b'].map(name =>
        client.operateRequest(teamRef(name), 'pause', asUser).then(
          () => 'done',
          error => [
            error.statusCode,
            error.body.error.message.replaceAll(`/${name}`, '/?'),
          ],
        ),
      ),
    );
    expect(messages[0]).toEqual(messages[1]);
    expect(messages[0][0]).toBe(404);
    expect(cluster.writes).toEqual([]);
  });
});
