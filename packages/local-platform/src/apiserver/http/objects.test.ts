import { paths } from '../testing/paths';
import { startApiServer, TestApiServer } from '../testing/startApiServer';
import { team, teamCrd } from '../testing/teamCrd';

function configMap(name: string, more = {}) {
  return { metadata: { name, ...more }, data: { key: name } };
}

describe('objects over HTTP', () => {
  let server: TestApiServer;
  beforeEach(async () => {
    server = await startApiServer();
    await server.call('POST', paths.crds, teamCrd());
  });
  afterEach(() => server.stop());

  it('creates, reads, replaces, patches and deletes', async () => {
    const created = await server.call('POST', paths.teams, team('red'));
    expect(created).toMatchObject({
      status: 201,
      body: {
        metadata: { generation: 1, uid: expect.any(String) },
        spec: { size: 3, tier: 'dev' },
      },
    });
    expect(await server.call('POST', paths.teams, team('red'))).toMatchObject({
      status: 409,
      body: {
        kind: 'Status',
        reason: 'AlreadyExists',
        message: 'teams.test.kratix.io "red" already exists',
      },
    });
    const one = `${paths.teams}/red`;
    expect(await server.call('GET', one)).toMatchObject({
      status: 200,
      body: created.body,
    });
    expect(
      await server.call('PUT', one, team('red', { size: 9 })),
    ).toMatchObject({
      status: 422,
      body: {
        message: expect.stringContaining(
          'metadata.resourceVersion: Invalid value: 0x0: must be specified for an update',
        ),
      },
    });
    expect(
      await server.call(
        'PATCH',
        one,
        { spec: { size: 8 } },
        { 'content-type': 'application/merge-patch+json' },
      ),
    ).toMatchObject({ status: 200, body: { spec: { size: 8 } } });
    expect(await server.call('PUT', one, created.body)).toMatchObject({
      status: 409,
      body: { reason: 'Conflict' },
    });
    expect(
      await server.call(
        'PATCH',
        one,
        [
          { op: 'test', path: '/spec/size', value: 8 },
          { op: 'remove', path: '/spec/size' },
        ],
        { 'content-type': 'application/json-patch+json' },
      ),
    ).toMatchObject({ status: 200, body: { spec: { size: 3 } } });
    expect(
      await server.call(
        'PATCH',
        one,
        [{ op: 'test', path: '/spec/size', value: 99 }],
        { 'content-type': 'application/json-patch+json' },
      ),
    ).toMatchObject({ status: 422 });
    expect(await server.call('DELETE', one)).toMatchObject({
      status: 200,
      body: { kind: 'Status', status: 'Success' },
    });
    expect(await server.call('GET', one)).toMatchObject({
      status: 404,
      body: {
        reason: 'NotFound',
        message: 'teams.test.kratix.io "red" not found',
        details: { name: 'red', group: 'test.kratix.io', kind: 'teams' },
      },
    });
  });

  it('refuses a JSON patch that copies its copies, nests without end or has a bad path', async () => {
    await server.call('POST', paths.teams, team('red'));
    const patch = (operations: unknown[]) =>
      server.call('PATCH', `${paths.teams}/red`, operations, {
        'content-type': 'application/json-patch+json',
      });
    const copies = Array.from({ length: 40 }, (_, index) => ({
      op: 'copy',
      from: '/spec',
      path: `/spec/copy${index}`,
    }));
    expect(await patch(copies)).toMatchObject({
      status: 413,
      body: { reason: 'RequestEntityTooLarge' },
    });
    const nested = Array.from({ length: 200 }, (_, depth) => ({
      op: 'add',
      path: `/spec${'/deep'.repeat(depth + 1)}`,
      value: {},
    }));
    expect(await patch(nested)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('nested deeper than') },
    });
    expect(await patch([{ op: 'remove', path: 'spec' }])).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('/0/path') },
    });
  });

  it('names every fault of an object in one answer', async () => {
    const { status, body } = await server.call(
      'POST',
      paths.teams,
      team('bad', { id: 'Bad Id', email: 'nobody', size: 'big', tier: 'gold' }),
    );
    expect(status).toBe(422);
    expect(body).toMatchObject({
      reason: 'Invalid',
      details: {
        kind: 'Team',
        causes: [
          {
            reason: 'FieldValueInvalid',
            field: 'spec.id',
            message: `Invalid value: "Bad Id": spec.id in body should match '^[a-z][a-z0-9-]*$'`,
          },
          {
            field: 'spec.email',
            message: `Invalid value: "nobody": spec.email in body must be of type email: "nobody"`,
          },
          {
            reason: 'FieldValueTypeInvalid',
            field: 'spec.size',
            message: `Invalid value: "string": spec.size in body must be of type integer: "string"`,
          },
          {
            reason: 'FieldValueNotSupported',
            field: 'spec.tier',
            message: `Unsupported value: "gold": supported values: "dev", "prod"`,
          },
        ].map(cause => expect.objectContaining(cause)),
      },
    });
    expect(
      await server.call('POST', paths.teams, {
        ...team('bad'),
        spec: { id: 'bad' },
      }),
    ).toMatchObject({
      status: 422,
      body: {
        message:
          'Team.test.kratix.io "bad" is invalid: spec.name: Required value',
      },
    });
  });

  it('checks rules, and those of changes against the old object', async () => {
    expect(
      await server.call('POST', paths.teams, team('red', { tier: 'prod' })),
    ).toMatchObject({
      status: 422,
      body: {
        message:
          'Team.test.kratix.io "red" is invalid: spec: Invalid value: "object": production needs five people',
      },
    });
    await server.call('POST', paths.teams, team('red'));
    expect(
      await server.call(
        'PATCH',
        `${paths.teams}/red`,
        { spec: { id: 'blue' } },
        { 'content-type': 'application/merge-patch+json' },
      ),
    ).toMatchObject({
      status: 422,
      body: {
        message: expect.stringContaining(
          'spec.id: Invalid value: "string": id cannot change',
        ),
      },
    });
  });

  it('refuses, warns of or drops unknown and duplicate fields, as asked', async () => {
    const body =
      '{"metadata":{"name":"red"},"spec":{"id":"red","id":"red","name":"Red","spek":{"a":1}}}';
    expect(
      await server.call('POST', `${paths.teams}?fieldValidation=Strict`, body),
    ).toMatchObject({
      status: 400,
      body: {
        reason: 'BadRequest',
        message: expect.stringContaining(
          'strict decoding error: duplicate field "spec.id", unknown field "spec.spek"',
        ),
      },
    });
    const warned = await server.call('POST', `${paths.teams}?dryRun=All`, body);
    expect(warned).toMatchObject({
      status: 201,
      headers: {
        warning:
          '299 - "duplicate field \\"spec.id\\"", 299 - "unknown field \\"spec.spek\\""',
      },
    });
    const ignored = await server.call(
      'POST',
      `${paths.teams}?fieldValidation=Ignore`,
      body,
    );
    expect(ignored.status).toBe(201);
    expect(ignored.headers.warning).toBeUndefined();
    expect(ignored.body).toMatchObject({
      spec: { id: 'red', name: 'Red', size: 3, tier: 'dev' },
    });
  });

  it('stores nothing in a dry run', async () => {
    expect(
      await server.call('POST', `${paths.teams}?dryRun=All`, team('red')),
    ).toMatchObject({ status: 201, body: { spec: { size: 3 } } });
    expect((await server.call('GET', `${paths.teams}/red`)).status).toBe(404);
    await server.call('POST', paths.teams, team('red'));
    await server.call('DELETE', `${paths.teams}/red?dryRun=All`);
    expect((await server.call('GET', `${paths.teams}/red`)).status).toBe(200);
  });

  it('makes names from generateName', async () => {
    const names = new Set<string>();
    for (let count = 0; count < 3; count++) {
      const { body } = await server.call('POST', paths.configMaps, {
        metadata: { generateName: 'made-' },
      });
      names.add((body as { metadata: { name: string } }).metadata.name);
    }
    expect(names.size).toBe(3);
    expect([...names].every(name => /^made-[a-z0-9]{5}$/.test(name))).toBe(
      true,
    );
  });

  it('keeps to preconditions of a deletion', async () => {
    await server.call('POST', paths.configMaps, configMap('one'));
    expect(
      await server.call('DELETE', `${paths.configMaps}/one`, {
        preconditions: { uid: 'another' },
      }),
    ).toMatchObject({ status: 409 });
    expect((await server.call('GET', `${paths.configMaps}/one`)).status).toBe(
      200,
    );
  });

  it('keeps status and the rest apart', async () => {
    await server.call('POST', paths.teams, team('red'));
    const merge = { 'content-type': 'application/merge-patch+json' };
    const status = await server.call(
      'PATCH',
      `${paths.teams}/red/status`,
      { spec: { size: 50 }, status: { phase: 'Ready' } },
      merge,
    );
    expect(status).toMatchObject({
      status: 200,
      body: {
        metadata: { generation: 1 },
        spec: { size: 3 },
        status: { phase: 'Ready' },
      },
    });
    expect(
      await server.call(
        'PATCH',
        `${paths.teams}/red`,
        { status: { phase: 'Forged' }, metadata: { labels: { a: 'b' } } },
        merge,
      ),
    ).toMatchObject({
      body: { metadata: { generation: 1 }, status: { phase: 'Ready' } },
    });
  });

  it('pages a list through changes without losing or doubling anything', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      await server.call('POST', paths.configMaps, configMap(name));
    }
    type Page = {
      metadata: { continue?: string; resourceVersion: string };
      items: Array<{ metadata: { name: string } }>;
    };
    const seen: string[] = [];
    let next: string | undefined;
    let version: string | undefined;
    do {
      const { body } = await server.call(
        'GET',
        `${paths.configMaps}?limit=2&continue=${next ?? ''}`,
      );
      const page = body as Page;
      seen.push(...page.items.map(item => item.metadata.name));
      version ??= page.metadata.resourceVersion;
      expect(page.metadata.resourceVersion).toBe(version);
      next = page.metadata.continue;
      if (seen.length === 2) {
        await server.call('DELETE', `${paths.configMaps}/d`);
        await server.call('POST', paths.configMaps, configMap('bb'));
        await server.call(
          'PATCH',
          `${paths.configMaps}/e`,
          { data: { key: 'changed' } },
          { 'content-type': 'application/merge-patch+json' },
        );
      }
    } while (next);
    expect(seen).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('says 410 when a page is asked for that the history no longer reaches', async () => {
    const small = await startApiServer({ historyLimit: 4 });
    for (const name of ['a', 'b']) {
      await small.call('POST', paths.configMaps, configMap(name));
    }
    const { body } = await small.call('GET', `${paths.configMaps}?limit=1`);
    const token = (body as { metadata: { continue: string } }).metadata
      .continue;
    for (const name of ['c', 'd', 'e', 'f', 'g', 'h', 'i']) {
      await small.call('POST', paths.configMaps, configMap(name));
    }
    expect(
      await small.call('GET', `${paths.configMaps}?limit=1&continue=${token}`),
    ).toMatchObject({ status: 410, body: { reason: 'Expired' } });
    await small.stop();
  });

  it('selects by labels and fields', async () => {
    const labels = (value: string) => ({ labels: { app: value } });
    await server.call('POST', paths.teams, team('a', {}, labels('x')));
    await server.call('POST', paths.teams, team('b', {}, labels('y')));
    await server.call('POST', paths.teams, team('c'));
    const names = async (query: string) => {
      const { body } = await server.call('GET', `${paths.allTeams}?${query}`);
      return (
        body as { items: Array<{ metadata: { name: string } }> }
      ).items.map(item => item.metadata.name);
    };
    expect(await names('labelSelector=app%3Dx')).toEqual(['a']);
    expect(await names('labelSelector=app%20in%20(x,y)')).toEqual(['a', 'b']);
    expect(await names('labelSelector=!app')).toEqual(['c']);
    expect(await names('fieldSelector=metadata.name!%3Da')).toEqual(['b', 'c']);
    expect(await names('fieldSelector=spec.id%3Db')).toEqual(['b']);
    expect(
      await server.call('GET', `${paths.allTeams}?fieldSelector=spec.size%3D3`),
    ).toMatchObject({
      status: 400,
      body: { message: 'field label not supported: spec.size' },
    });
    expect(
      await server.call('GET', `${paths.allTeams}?labelSelector=a%3D%3D%3Db`),
    ).toMatchObject({ status: 400 });
  });

  it('shows the columns of a CRD as a Table', async () => {
    await server.call('POST', paths.teams, team('red'));
    await server.call(
      'PATCH',
      `${paths.teams}/red/status`,
      { status: { conditions: [{ type: 'Ready', status: 'True' }] } },
      { 'content-type': 'application/merge-patch+json' },
    );
    expect(
      await server.call('GET', paths.teams, undefined, {
        accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json',
      }),
    ).toMatchObject({
      body: {
        kind: 'Table',
        columnDefinitions: [
          { name: 'Name' },
          { name: 'Id' },
          { name: 'Ready' },
          { name: 'Size', priority: 1 },
        ],
        rows: [
          {
            cells: ['red', 'red', 'True', 3],
            object: { kind: 'PartialObjectMetadata' },
          },
        ],
      },
    });
  });

  it('takes YAML, and answers what it cannot read with a Status', async () => {
    const yaml = { 'content-type': 'application/yaml' };
    expect(
      await server.call(
        'POST',
        paths.configMaps,
        'metadata:\n  name: y\ndata: {a: b}\n',
        yaml,
      ),
    ).toMatchObject({ status: 201, body: { data: { a: 'b' } } });
    for (const [body, headers] of [
      ['{"metadata":', {}],
      ['a: [', yaml],
      ['', {}],
      ['[]', {}],
      ['{"kind":"Secret","metadata":{"name":"x"}}', {}],
      ['{"metadata":{"name":"x","labels":{"a":1}}}', {}],
      ['{"metadata":{"name":"x"},"data":{"__proto__":"y"}}', {}],
      [`${'['.repeat(50_000)}${']'.repeat(50_000)}`, {}],
    ] as const) {
      expect(
        await server.call('POST', paths.configMaps, body, { ...headers }),
      ).toMatchObject({ status: 400, body: { kind: 'Status', code: 400 } });
    }
    expect(
      await server.call('POST', paths.configMaps, 'x', {
        'content-type': 'application/vnd.kubernetes.protobuf',
      }),
    ).toMatchObject({ status: 400 });
    expect(
      await server.call('POST', paths.configMaps, 'x', {
        'content-type': 'text/plain',
      }),
    ).toMatchObject({ status: 415 });
    expect(
      await server.call('POST', paths.configMaps, 'x'.repeat(4 * 1024 * 1024)),
    ).toMatchObject({ status: 413, body: { reason: 'RequestEntityTooLarge' } });
  });

  it('refuses names, labels and namespaces that Kubernetes refuses', async () => {
    for (const [metadata, field] of [
      [{ name: 'Upper' }, 'metadata.name'],
      [{ name: 'a'.repeat(254) }, 'metadata.name'],
      [{ name: 'a', labels: { 'bad key': 'x' } }, 'metadata.labels'],
      [{ name: 'a', labels: { a: 'x'.repeat(64) } }, 'metadata.labels'],
      [{ name: 'a', annotations: { 'a/b/c': 'x' } }, 'metadata.annotations'],
      [{ name: 'a', finalizers: ['no slash!'] }, 'metadata.finalizers[0]'],
    ] as const) {
      expect(
        await server.call('POST', paths.configMaps, { metadata }),
      ).toMatchObject({
        status: 422,
        body: { details: { causes: [{ field }] } },
      });
    }
    expect(
      await server.call('POST', '/api/v1/namespaces/none/configmaps', {
        metadata: { name: 'a' },
      }),
    ).toMatchObject({
      status: 404,
      body: { message: 'namespaces "none" not found' },
    });
  });

  it('shows an event in both of its versions', async () => {
    const events = '/apis/events.k8s.io/v1/namespaces/default/events';
    await server.call('POST', events, {
      metadata: { name: 'red.1' },
      eventTime: '2026-01-01T00:00:00.000000Z',
      regarding: { kind: 'Team', name: 'red', uid: 'u' },
      reason: 'Created',
      action: 'Created',
      note: 'made it',
      type: 'Normal',
      reportingController: 'c',
      reportingInstance: 'i',
    });
    expect(
      await server.call(
        'GET',
        '/api/v1/namespaces/default/events?fieldSelector=involvedObject.uid%3Du',
      ),
    ).toMatchObject({
      body: {
        items: [
          {
            apiVersion: 'v1',
            involvedObject: { name: 'red' },
            message: 'made it',
            reportingComponent: 'c',
            firstTimestamp: null,
            source: {},
          },
        ],
      },
    });
    expect(
      await server.call('GET', `${events}?fieldSelector=regarding.uid%3Du`),
    ).toMatchObject({
      body: {
        items: [{ apiVersion: 'events.k8s.io/v1', note: 'made it' }],
      },
    });
  });

  it('refuses a CRD that is not structural, naming the faults', async () => {
    const crd = teamCrd();
    const text = JSON.stringify(crd)
      .replace('"type":"string","minLength":1', '"minLength":1')
      .replace("self.tier != 'prod'", 'self.tier !=');
    expect(
      await server.call(
        'POST',
        paths.crds,
        text.replace(/teams/g, 'groups').replace('"Team"', '"Group"'),
      ),
    ).toMatchObject({
      status: 422,
      body: {
        details: {
          causes: [
            {
              field:
                'spec.versions[0].schema.openAPIV3Schema.properties[spec].properties[name].type',
              reason: 'FieldValueRequired',
            },
            {
              field:
                'spec.versions[0].schema.openAPIV3Schema.properties[spec].x-kubernetes-validations[0].rule',
            },
          ],
        },
      },
    });
  });

  it('serves every served version of a CRD', async () => {
    const crd = teamCrd();
    const spec = crd.spec as { versions: Array<Record<string, unknown>> };
    const [first] = spec.versions;
    spec.versions = [
      first,
      { ...first, name: 'v2', storage: false },
      { ...first, name: 'v0', storage: false, served: false },
    ];
    const current = await server.call(
      'GET',
      `${paths.crds}/teams.test.kratix.io`,
    );
    const { metadata } = current.body as { metadata: object };
    expect(
      (
        await server.call('PUT', `${paths.crds}/teams.test.kratix.io`, {
          ...crd,
          metadata,
        })
      ).status,
    ).toBe(200);
    await server.call('POST', paths.teams, team('red'));
    expect(
      await server.call('GET', `${paths.teams.replace('v1', 'v2')}/red`),
    ).toMatchObject({ body: { apiVersion: 'test.kratix.io/v2' } });
    expect(
      (await server.call('GET', `${paths.teams.replace('v1', 'v0')}/red`))
        .status,
    ).toBe(404);
  });

  it('deletes a collection by selector', async () => {
    const labelled = { labels: { gone: 'yes' } };
    await server.call('POST', paths.configMaps, configMap('a', labelled));
    await server.call('POST', paths.configMaps, configMap('b'));
    await server.call('DELETE', `${paths.configMaps}?labelSelector=gone%3Dyes`);
    expect(await server.call('GET', paths.configMaps)).toMatchObject({
      body: { items: [{ metadata: { name: 'b' } }] },
    });
  });

  it('orphans or waits for what an object owns, when asked to', async () => {
    const owner = await server.call('POST', paths.configMaps, configMap('o'));
    const { uid } = (owner.body as { metadata: { uid: string } }).metadata;
    const ownerReferences = [
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        name: 'o',
        uid,
        blockOwnerDeletion: true,
      },
    ];
    await server.call(
      'POST',
      paths.configMaps,
      configMap('held', { ownerReferences, finalizers: ['test.io/hold'] }),
    );
    await server.call('DELETE', `${paths.configMaps}/o`, {
      propagationPolicy: 'Foreground',
    });
    const wait = async (path: string, status: number) => {
      while ((await server.call('GET', path)).status !== status);
    };
    expect(await server.call('GET', `${paths.configMaps}/o`)).toMatchObject({
      body: { metadata: { finalizers: ['foregroundDeletion'] } },
    });
    await server.call(
      'PATCH',
      `${paths.configMaps}/held`,
      { metadata: { finalizers: null } },
      { 'content-type': 'application/merge-patch+json' },
    );
    await wait(`${paths.configMaps}/o`, 404);

    const second = await server.call('POST', paths.configMaps, configMap('p'));
    const other = (second.body as { metadata: { uid: string } }).metadata.uid;
    await server.call(
      'POST',
      paths.configMaps,
      configMap('left', {
        ownerReferences: [{ ...ownerReferences[0], name: 'p', uid: other }],
      }),
    );
    await server.call(
      'DELETE',
      `${paths.configMaps}/p?propagationPolicy=Orphan`,
    );
    await wait(`${paths.configMaps}/p`, 404);
    const left = await server.call('GET', `${paths.configMaps}/left`);
    expect(left.body).not.toHaveProperty('metadata.ownerReferences');
    expect(left.status).toBe(200);
  });
});
