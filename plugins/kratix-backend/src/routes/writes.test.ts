import { ApplyRequestBody } from 'backstage-plugin-kratix-common';
import { team } from '../__testUtils__/kratixObjects';
import { setup, teamRef } from '../__testUtils__/setup';

let context: Awaited<ReturnType<typeof setup>>;
afterEach(async () => {
  await context.stop();
});

type Overrides = Omit<Partial<ApplyRequestBody>, 'manifest'> & {
  metadata?: Partial<ApplyRequestBody['manifest']['metadata']>;
  manifest?: object;
};

function body(
  spec: Record<string, unknown> | undefined,
  { metadata, manifest, ...overrides }: Overrides = {},
): ApplyRequestBody {
  return {
    platform: 'local',
    promise: 'team',
    manifest: { metadata: { name: 'a', ...metadata }, spec, ...manifest },
    ...overrides,
  };
}

describe('POST /requests', () => {
  it.each([
    [
      'a key that reaches into prototypes',
      '{"__proto__":{"x":1}}',
      '__proto__',
    ],
    [
      'nesting without end',
      `${'{"a":'.repeat(500)}1${'}'.repeat(500)}`,
      'nested deeper',
    ],
  ])('refuses %s, and drops nothing', async (_, spec, reason) => {
    context = await setup({});
    const { client, asUser, cluster } = context;
    await expect(
      client.applyRequest(body(JSON.parse(spec)), asUser),
    ).rejects.toMatchObject({
      statusCode: 400,
      body: { error: { message: expect.stringContaining(reason) } },
    });
    expect(cluster.writes).toEqual([]);
  });

  it('creates a request, with who asked for it, and can be read back at once', async () => {
    context = await setup({});
    const { client, asUser, cluster } = context;
    const result = await client.applyRequest(
      body(
        { id: 'a', name: 'A' },
        {
          metadata: {
            labels: { tier: 'gold' },
            annotations: { 'kratix.backstage.io/owner': 'Platform' },
          },
        },
      ),
      asUser,
    );
    expect(result).toMatchObject({
      operation: 'created',
      ref: teamRef('a'),
      generation: 1,
      warnings: [],
    });
    expect(cluster.writes).toEqual([
      {
        method: 'POST',
        path: '/apis/example.org/v1/namespaces/default/teams',
        query: expect.objectContaining({ fieldValidation: 'Strict' }),
        body: {
          apiVersion: 'example.org/v1',
          kind: 'Team',
          metadata: {
            name: 'a',
            namespace: 'default',
            labels: { tier: 'gold' },
            annotations: {
              'kratix.backstage.io/owner': 'group:default/platform',
              'kratix.backstage.io/requested-by': 'user:default/guest',
            },
          },
          spec: { id: 'a', name: 'A' },
        },
      },
    ]);
    await expect(
      client.getRequest(teamRef('a'), asUser),
    ).resolves.toMatchObject({ uid: result.uid });
  });

  it('patches only what changes, and takes away what the manifest leaves out', async () => {
    context = await setup({
      teams: [team('a', { spec: { email: 'a@b.c', nested: { x: 1, y: 2 } } })],
    });
    const { client, asUser, cluster } = context;
    const live = cluster.get('teams', 'a');
    const result = await client.applyRequest(
      body({ id: 'a', name: 'New', nested: { x: 1 } }),
      asUser,
    );
    expect(result).toMatchObject({ operation: 'updated', generation: 2 });
    expect(cluster.writes).toMatchObject([
      {
        method: 'PATCH',
        body: {
          metadata: { resourceVersion: live?.metadata.resourceVersion },
          spec: { name: 'New', email: null, nested: { y: null } },
        },
      },
    ]);
    expect(cluster.get('teams', 'a')?.metadata.labels).toEqual(
      live?.metadata.labels,
    );
  });

  it('writes nothing when nothing changes', async () => {
    context = await setup({ teams: [team('a')] });
    const { client, asUser, cluster } = context;
    const result = await client.applyRequest(
      body({ name: 'Team a', id: 'a' }),
      asUser,
    );
    expect(result).toMatchObject({ operation: 'unchanged', generation: 1 });
    expect(cluster.writes).toEqual([]);
  });

  it('leaves the spec alone when the manifest has none', async () => {
    context = await setup({ teams: [team('a')] });
    const { client, asUser, cluster } = context;
    await client.applyRequest(
      body(undefined, { metadata: { labels: { tier: 'gold' } } }),
      asUser,
    );
    expect(cluster.get('teams', 'a')?.spec).toEqual({
      id: 'a',
      name: 'Team a',
    });
  });

  it('takes the manifest that it gave, status and all', async () => {
    context = await setup({ teams: [team('a')] });
    const { client, asUser, cluster } = context;
    const { manifest } = await client.getRequest(teamRef('a'), asUser);
    const result = await client.applyRequest(
      body(undefined, { manifest: { ...manifest, status: { x: 1 } } }),
      asUser,
    );
    expect(result.operation).toBe('unchanged');
    expect(cluster.writes).toEqual([]);
  });

  it('tries again when the status was written meanwhile', async () => {
    context = await setup({ teams: [team('a')] });
    const { client, asUser, cluster } = context;
    cluster.beforeWrite = () => {
      cluster.beforeWrite = () => {};
      cluster.change('teams', 'a', () => ({ status: { message: 'busy' } }));
    };
    await expect(
      client.applyRequest(body({ id: 'a', name: 'New' }), asUser),
    ).resolves.toMatchObject({ operation: 'updated' });
    expect(cluster.writes).toHaveLength(2);
    expect(cluster.get('teams', 'a')).toMatchObject({
      spec: { name: 'New' },
      status: { message: 'busy' },
    });
  });

  it('creates it anew when it was deleted meanwhile', async () => {
    context = await setup({ teams: [team('a')] });
    const { client, asUser, cluster } = context;
    cluster.beforeWrite = () => {
      cluster.beforeWrite = () => {};
      cluster.remove('teams', 'a');
    };
    await expect(
      client.applyRequest(body({ id: 'a', name: 'New' }), asUser),
    ).resolves.toMatchObject({ operation: 'created' });
    expect(cluster.get('teams', 'a')).toMatchObject({ spec: { name: 'New' } });
  });

  it('refuses an edit of a version that is no longer the present one', async () => {
    context = await setup({ teams: [team('a')] });
    const { client, asUser, cluster } = context;
    await expect(
      client.applyRequest(
        body({ id: 'a', name: 'New' }, { resourceVersion: 'old' }),
        asUser,
      ),
    ).rejects.toMatchObject({
      statusCode: 409,
      body: {
        error: {
          message: expect.stringContaining('has changed since it was read'),
        },
      },
    });
    expect(cluster.writes).toEqual([]);
  });

  it("does not ask the caller to sign in when Backstage's own credentials are refused", async () => {
    context = await setup({ teams: [team('a')] });
    const { client, asUser, cluster } = context;
    cluster.refusesCredentials = true;
    const refused = {
      statusCode: 503,
      body: {
        error: {
          message: expect.stringContaining('credentials of Backstage'),
        },
      },
    };
    await expect(
      client.applyRequest(body({ id: 'a', name: 'New' }), asUser),
    ).rejects.toMatchObject(refused);
    await expect(
      client.deleteRequest(teamRef('a'), asUser),
    ).rejects.toMatchObject(refused);
  });

  it('passes a dry run on and stores nothing', async () => {
    context = await setup({ teams: [team('a')] });
    const { client, asUser, cluster } = context;
    const create = body({ id: 'b' }, { metadata: { name: 'b' }, dryRun: true });
    await client.applyRequest(create, asUser);
    await client.applyRequest(body({ id: 'a' }, { dryRun: true }), asUser);
    expect(
      cluster.writes.map(({ method, query }) => [method, query.dryRun]),
    ).toEqual([
      ['POST', 'All'],
      ['PATCH', 'All'],
    ]);
    expect(cluster.get('teams', 'b')).toBeUndefined();
    expect(cluster.get('teams', 'a')?.metadata.generation).toBe(1);
  });

  it('lets one of several requests have a value that only one may hold', async () => {
    context = await setup({});
    const { client, asUser, cluster } = context;
    const results = await Promise.allSettled(
      ['a', 'b', 'c'].map(name =>
        client.applyRequest(
          body({ id: 'same' }, { metadata: { name } }),
          asUser,
        ),
      ),
    );
    const outcomes = results.map(({ status }) => status).sort();
    expect(outcomes).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(cluster.writes).toHaveLength(1);
  });

  const refused: [string, number, RegExp, ApplyRequestBody][] = [
    [
      'an unknown platform',
      404,
      /no platform elsewhere.*local/,
      body({}, { platform: 'elsewhere' }),
    ],
    [
      'an unknown Promise',
      404,
      /no Promise x on platform local$/,
      body({}, { promise: 'x' }),
    ],
    [
      'a Promise without an API',
      400,
      /Nothing can be requested from Promise base/,
      body({}, { promise: 'base' }),
    ],
    [
      'a manifest of another kind',
      400,
      /is a Secret, but Promise team offers Team/,
      body({}, { manifest: { kind: 'Secret' } }),
    ],
    [
      'a manifest of another API',
      400,
      /apiVersion v1, but Promise team offers example.org\/v1/,
      body({}, { manifest: { apiVersion: 'v1' } }),
    ],
    [
      'a bad name',
      400,
      /manifest.metadata.name: must be lower-case/,
      body({}, { metadata: { name: '../secrets' } }),
    ],
    [
      'a bad namespace',
      400,
      /manifest.metadata.namespace: must be/,
      body({}, { metadata: { namespace: 'a/b' } }),
    ],
    [
      'an unknown field of the manifest',
      400,
      /manifest: Unrecognized key\(s\) in object: 'sepc'/,
      body({}, { manifest: { sepc: {} } }),
    ],
    [
      'a label of the platform',
      400,
      /Label kratix.io\/dry-run belongs to the platform/,
      body({}, { metadata: { labels: { 'kratix.io/dry-run': 'true' } } }),
    ],
    [
      'a forged author',
      400,
      /Annotation kratix.backstage.io\/requested-by belongs to the platform/,
      body(
        {},
        {
          metadata: {
            annotations: { 'kratix.backstage.io/requested-by': 'user:x/y' },
          },
        },
      ),
    ],
    [
      'an owner that is no entity reference',
      400,
      /must be an entity reference such as/,
      body(
        {},
        { metadata: { annotations: { 'kratix.backstage.io/owner': 'a:b:c' } } },
      ),
    ],
    [
      'a name that exists, when asked to',
      409,
      /local\/team\/default\/a exists already/,
      body({ id: 'a' }, { ifExists: 'refuse' }),
    ],
    [
      'a value that another request holds',
      409,
      /spec.id "managed" is taken by request local\/team\/default\/managed/,
      body({ id: 'managed' }, { metadata: { name: 'new' } }),
    ],
    [
      'an edit of what Argo CD manages',
      409,
      /managed by Argo CD application app/,
      body({ id: 'managed' }, { metadata: { name: 'managed' } }),
    ],
    [
      'an edit of what is being deleted',
      409,
      /going is being deleted; try again when it is gone/,
      body({ id: 'going' }, { metadata: { name: 'going' } }),
    ],
    [
      'a resourceVersion of what does not exist',
      404,
      /no request local\/team\/default\/new to update/,
      body({}, { metadata: { name: 'new' }, resourceVersion: '1' }),
    ],
    [
      'what does not exist, where it is not to be created',
      404,
      /no request local\/team\/default\/new to update/,
      body({}, { metadata: { name: 'new' }, ifMissing: 'refuse' }),
    ],
  ];

  it('refuses what it must, with a reason, and writes nothing', async () => {
    const going = team('going');
    going.metadata.deletionTimestamp = '2026-01-01T00:00:00Z';
    context = await setup({
      teams: [
        team('a'),
        going,
        team('managed', { labels: { 'argocd.argoproj.io/instance': 'app' } }),
      ],
    });
    const { client, asUser, cluster } = context;
    for (const [what, statusCode, message, proposed] of refused) {
      const outcome = await client.applyRequest(proposed, asUser).then(
        () => 'accepted',
        error => ({
          what,
          statusCode: error.statusCode,
          message: error.body.error.message,
        }),
      );
      expect(outcome).toEqual({
        what,
        statusCode,
        message: expect.stringMatching(message),
      });
    }
    expect(cluster.writes).toEqual([]);
  });

  it('refuses bodies that are no JSON or too large, and sends nothing of them back', async () => {
    context = await setup({});
    const post = async (text: string) => {
      const response = await fetch(`${context.baseUrl}/requests`, {
        method: 'POST',
        body: text,
        headers: {
          'Content-Type': 'application/json',
          Authorization: `Bearer ${context.asUser.token}`,
        },
      });
      return { status: response.status, text: await response.text() };
    };
    const broken = await post('{"password": "s3cret"');
    expect(broken.status).toBe(400);
    expect(broken.text).toContain('The body is not valid JSON');
    expect(broken.text).not.toContain('s3cret');
    const large = await post(JSON.stringify('x'.repeat(1_100_000)));
    expect(large.status).toBe(413);
    expect(large.text).toContain('larger than 1024 kB');
    expect(context.cluster.writes).toEqual([]);
  });
});

describe('a text that is as long as the body may be', () => {
  const long = 'n'.repeat(900_000);

  it.each<[string, object]>([
    ['an unknown field', { [long]: 1 }],
    ['the platform', { platform: long }],
    ['the Promise', { promise: long }],
    ['apiVersion', { manifest: { apiVersion: long } }],
    ['kind', { manifest: { kind: long } }],
    ['a label', { metadata: { labels: { [`kratix.io/${long}`]: '' } } }],
    [
      'the owner',
      {
        metadata: { annotations: { 'kratix.backstage.io/owner': `/${long}` } },
      },
    ],
  ])('is refused as %s without being repeated', async (_, overrides) => {
    context = await setup({});
    const { client, asUser, cluster } = context;
    const error = await client
      .applyRequest(body({}, overrides), asUser)
      .catch(thrown => thrown);
    expect(error).toMatchObject({ statusCode: 400 });
    expect(error.body.error.message.length).toBeLessThan(3_000);
    expect(cluster.writes).toEqual([]);
  });
});

describe('DELETE of a request', () => {
  it('deletes exactly the object that was read', async () => {
    context = await setup({ teams: [team('a')] });
    const { client, asUser, cluster } = context;
    const uid = cluster.get('teams', 'a')?.metadata.uid;
    await client.deleteRequest(teamRef('a'), asUser);
    expect(cluster.writes).toMatchObject([
      { method: 'DELETE', body: { preconditions: { uid } } },
    ]);
    const { state } = await client.getRequest(teamRef('a'), asUser);
    expect(state.name).toBe('Deleting');
    await client.deleteRequest(teamRef('a'), asUser);
    expect(cluster.writes).toHaveLength(1);
  });

  it('only checks in a dry run', async () => {
    context = await setup({ teams: [team('a')] });
    const { client, asUser, cluster } = context;
    await client.deleteRequest(teamRef('a'), { ...asUser, dryRun: true });
    expect(cluster.writes).toMatchObject([{ body: { dryRun: ['All'] } }]);
    expect(cluster.get('teams', 'a')?.metadata.deletionTimestamp).toBe(
      undefined,
    );
  });

  it('is refused for what another manages, and for what is not there', async () => {
    context = await setup({
      teams: [
        team('part', {
          labels: {
            'kratix.io/component-of-promise-name': 'stack',
            'kratix.io/component-of-resource-name': 'whole',
            'kratix.io/component-of-resource-namespace': 'default',
          },
        }),
      ],
    });
    const { client, asUser, cluster } = context;
    await expect(
      client.deleteRequest(teamRef('part'), asUser),
    ).rejects.toMatchObject({
      statusCode: 409,
      body: {
        error: {
          message: expect.stringContaining(
            'request default/whole of Promise stack',
          ),
        },
      },
    });
    await expect(
      client.deleteRequest(teamRef('absent'), asUser),
    ).rejects.toMatchObject({ statusCode: 404 });
    expect(cluster.writes).toEqual([]);
  });
});
