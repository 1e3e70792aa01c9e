import { paths } from '../testing/paths';
import { startApiServer, TestApiServer } from '../testing/startApiServer';
import { team, teamCrd } from '../testing/teamCrd';

const pod = (containers: object[]) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p' },
  spec: { containers },
});

describe('server-side apply', () => {
  let server: TestApiServer;
  beforeEach(async () => {
    server = await startApiServer();
    await server.call('POST', paths.crds, teamCrd());
  });
  afterEach(() => server.stop());

  const apply = (
    manager: string,
    body: object,
    { path = `${paths.teams}/red`, query = '' } = {},
  ) =>
    server.call('PATCH', `${path}?fieldManager=${manager}${query}`, body, {
      'content-type': 'application/apply-patch+yaml',
    });
  const merge = (body: object, manager: string, subresource = '') =>
    server.call(
      'PATCH',
      `${paths.teams}/red${subresource}?fieldManager=${manager}`,
      body,
      { 'content-type': 'application/merge-patch+json' },
    );

  it('creates with what was applied, and only that is owned', async () => {
    const made = await apply('one', team('red', { labels: { a: '1' } }));
    expect(made).toMatchObject({
      status: 201,
      body: {
        spec: { size: 3 },
        metadata: {
          managedFields: [
            {
              manager: 'one',
              operation: 'Apply',
              apiVersion: 'test.kratix.io/v1',
              fieldsType: 'FieldsV1',
            },
          ],
        },
      },
    });
    expect(made.body).toHaveProperty(
      ['metadata', 'managedFields', 0, 'fieldsV1'],
      { 'f:spec': { 'f:id': {}, 'f:name': {}, 'f:labels': { 'f:a': {} } } },
    );
  });

  it('stores nothing when the same is applied again', async () => {
    const first = await apply('one', team('red'));
    const again = await apply('one', team('red'));
    expect(again).toEqual({ ...first, status: 200, headers: again.headers });
  });

  it('names the manager and the fields of a conflict, and takes them over by force', async () => {
    await apply('one', team('red', { size: 4, tier: 'dev' }));
    const refused = await apply('two', team('red', { size: 6, tier: 'prod' }));
    expect(refused).toMatchObject({
      status: 409,
      body: {
        reason: 'Conflict',
        message:
          'Apply failed with 2 conflicts: conflicts with "one":\n- .spec.size\n- .spec.tier',
        details: {
          causes: [
            {
              reason: 'FieldManagerConflict',
              message: 'conflict with "one"',
              field: '.spec.size',
            },
            { field: '.spec.tier' },
          ],
        },
      },
    });
    const forced = await apply('two', team('red', { size: 6, tier: 'dev' }), {
      query: '&force=true',
    });
    expect(forced).toMatchObject({ status: 200, body: { spec: { size: 6 } } });
    // What both apply with the same value, both own; what was forced, only the second.
    const left = await apply('one', {
      ...team('red'),
      spec: { id: 'red', name: 'Team red' },
    });
    expect(left).toMatchObject({
      status: 200,
      body: { spec: { size: 6, tier: 'dev' } },
    });
  });

  it('removes what its manager applies no more, and nobody else owns', async () => {
    await apply('one', team('red', { labels: { a: '1', b: '2' } }));
    await apply('two', team('red', { labels: { b: '2' } }));
    const { body } = await apply('one', team('red'));
    expect(body).toMatchObject({ spec: { labels: { b: '2' } } });
    const bare = await apply('two', team('red'));
    expect(bare.body).not.toHaveProperty('spec.labels');
  });

  it('counts other writes as theirs who made them', async () => {
    await apply('one', team('red', { size: 4 }));
    await merge({ spec: { size: 5 } }, 'someone');
    expect(await apply('one', team('red', { size: 4 }))).toMatchObject({
      status: 409,
      body: {
        message: expect.stringMatching(
          /^Apply failed with 1 conflict: conflict with "someone" using test.kratix.io\/v1 at \S+: .spec.size$/,
        ),
      },
    });
    // What somebody removed is nobody's any more.
    await apply('one', team('red', { labels: { a: '1' } }), {
      query: '&force=true',
    });
    await merge({ spec: { labels: null } }, 'someone');
    expect(
      await apply('two', team('red', { labels: { a: '2' } })),
    ).toMatchObject({ status: 200 });
  });

  it('knows one writer before the first apply', async () => {
    await server.call('POST', paths.teams, team('red', { size: 4 }));
    expect(await apply('one', team('red', { size: 5 }))).toMatchObject({
      status: 409,
      body: {
        message: expect.stringContaining('conflict with "before-first-apply"'),
      },
    });
    expect(
      await apply('one', team('red', { size: 4, tier: 'dev' })),
    ).toMatchObject({ status: 200 });
  });

  it('keeps status apart', async () => {
    await apply('one', { ...team('red'), status: { ready: false } });
    await merge({ status: { ready: true } }, 'controller', '/status');
    expect(await apply('one', team('red'))).toMatchObject({
      status: 200,
      body: {
        status: { ready: true },
        metadata: {
          managedFields: [
            { manager: 'one' },
            {
              manager: 'controller',
              operation: 'Update',
              subresource: 'status',
              fieldsV1: { 'f:status': { 'f:ready': {} } },
            },
          ],
        },
      },
    });
  });

  it('merges lists by the keys of their items', async () => {
    const path = '/api/v1/namespaces/default/pods/p';
    const a = { name: 'a', image: 'example.com/a' };
    const b = { name: 'b', image: 'example.com/b' };
    await apply('one', pod([a]), { path });
    const both = await apply('two', pod([b]), { path });
    expect(both).toMatchObject({
      status: 200,
      body: { spec: { containers: [a, b] } },
    });
    const without = await apply('two', pod([]), { path });
    expect(without.body).toMatchObject({ spec: { containers: [a] } });
  });

  it('is checked as other writes are', async () => {
    expect(
      await apply('one', team('red', { idd: 1 }), {
        query: '&fieldValidation=Strict',
      }),
    ).toMatchObject({ status: 400 });
    expect(await apply('one', team('red', { size: 0 }))).toMatchObject({
      status: 422,
    });
    expect(await apply('', team('red'))).toMatchObject({
      status: 422,
      body: { message: expect.stringContaining('fieldManager') },
    });
    expect(
      await apply('one', team('red'), { query: '&dryRun=All' }),
    ).toMatchObject({ status: 201 });
    expect(await server.call('GET', `${paths.teams}/red`)).toMatchObject({
      status: 404,
    });
    expect(await apply('one', team('blue'))).toMatchObject({ status: 400 });
    expect(
      await apply('one', team('red', {}, { managedFields: [] })),
    ).toMatchObject({ status: 400 });
    const { body } = await apply('one', team('red'));
    await apply('two', { ...team('red'), spec: { size: 4 } });
    expect(
      await apply('one', team('red', {}, Object(body).metadata)),
    ).toMatchObject({ status: 400 });
  });
});
