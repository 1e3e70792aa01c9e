import type { KubeObject, WatchEvent } from '../kube';
import { crdType, team, teamCrd, teams } from './testing/teamCrd';
import { startApiServer, TestApiServer } from './testing/startApiServer';
import { waitFor } from './testing/waitFor';

const configMaps = { group: '', version: 'v1', resource: 'configmaps' };

function configMap(name: string, metadata = {}): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { namespace: 'default', ...metadata, name },
  };
}

describe('InProcessClient', () => {
  let server: TestApiServer;
  beforeEach(async () => {
    server = await startApiServer();
  });
  afterEach(() => server.stop());

  it('serves a kind as soon as its CRD is created, and tells so', async () => {
    const { client } = server;
    await expect(client.list(teams)).rejects.toMatchObject({ code: 404 });
    let changes = 0;
    client.onResourceTypesChanged(() => changes++);
    const crd = await client.create(crdType, teamCrd());
    expect(crd.status).toMatchObject({
      conditions: [
        { type: 'NamesAccepted', status: 'True' },
        { type: 'Established', status: 'True' },
      ],
    });
    expect(await client.list(teams)).toEqual([]);
    await waitFor(() => changes > 0);
  });

  it('defaults, prunes, counts generations and keeps status apart', async () => {
    const { client } = server;
    await client.create(crdType, teamCrd());
    const created = await client.create(teams, {
      ...team('a', { unknown: 1 }),
      status: { phase: 'forged' },
    });
    expect(created.spec).toEqual({
      id: 'a',
      name: 'Team a',
      size: 3,
      tier: 'dev',
    });
    expect(created.status).toBeUndefined();
    expect(created.metadata.generation).toBe(1);

    const status = await client.updateStatus(teams, {
      ...created,
      spec: { id: 'other' },
      status: { phase: 'Ready' },
    });
    expect(status.metadata.generation).toBe(1);
    expect(status.spec).toEqual(created.spec);

    const patched = await client.mergePatch(teams, 'a', 'default', {
      spec: { email: 'a@example.com' },
      status: { phase: 'forged' },
    });
    expect(patched.metadata.generation).toBe(2);
    expect(patched.status).toEqual({ phase: 'Ready' });
    await expect(client.update(teams, created)).rejects.toMatchObject({
      code: 409,
      reason: 'Conflict',
    });
  });

  it('stores nothing when a write changes nothing', async () => {
    const { client } = server;
    const created = await client.create(configMaps, configMap('same'));
    const again = await client.update(configMaps, created);
    expect(again.metadata.resourceVersion).toBe(
      created.metadata.resourceVersion,
    );
  });

  it('holds a deletion until the finalizers are gone', async () => {
    const { client } = server;
    await client.create(
      configMaps,
      configMap('held', { finalizers: ['test.io/hold'] }),
    );
    await client.delete(configMaps, 'held', 'default');
    const held = await client.get(configMaps, 'held', 'default');
    expect(held?.metadata.deletionTimestamp).toBeDefined();
    await client.mergePatch(configMaps, 'held', 'default', {
      metadata: { finalizers: null },
    });
    expect(await client.get(configMaps, 'held', 'default')).toBeUndefined();
    await client.delete(configMaps, 'held', 'default');
  });

  it('watches what exists and then every change, in order', async () => {
    const { client } = server;
    await client.create(configMaps, configMap('one', { labels: { a: 'b' } }));
    await client.create(configMaps, configMap('other'));
    const seen: WatchEvent[] = [];
    const stop = client.watch(
      configMaps,
      { namespace: 'default', labelSelector: 'a=b' },
      event => seen.push(event),
    );
    await client.create(configMaps, configMap('two', { labels: { a: 'b' } }));
    await client.mergePatch(configMaps, 'one', 'default', {
      metadata: { labels: { a: 'c' } },
    });
    await client.delete(configMaps, 'two', 'default');
    await waitFor(() => seen.length >= 4);
    expect(
      seen.map(({ type, object }) => `${type} ${object.metadata.name}`),
    ).toEqual(['ADDED one', 'ADDED two', 'DELETED one', 'DELETED two']);
    stop();
    await client.create(configMaps, configMap('three', { labels: { a: 'b' } }));
    expect(seen).toHaveLength(4);
  });

  it('deletes what has lost its owners', async () => {
    const { client } = server;
    const owner = await client.create(configMaps, configMap('owner'));
    const reference = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name: 'owner',
      uid: owner.metadata.uid,
    };
    await client.create(
      configMaps,
      configMap('owned', { ownerReferences: [reference] }),
    );
    const second = await client.create(configMaps, configMap('second'));
    await client.create(
      configMaps,
      configMap('shared', {
        ownerReferences: [
          reference,
          { ...reference, name: 'second', uid: second.metadata.uid },
        ],
      }),
    );
    await client.delete(configMaps, 'owner', 'default');
    await waitFor(
      async () => !(await client.get(configMaps, 'owned', 'default')),
    );
    await waitFor(async () => {
      const shared = await client.get(configMaps, 'shared', 'default');
      return shared?.metadata.ownerReferences?.length === 1;
    });
    const left = await client.list(configMaps, { namespace: 'default' });
    expect(left.map(one => one.metadata.name)).toEqual(['second', 'shared']);
  });

  it('runs admission checks, which may change or refuse', async () => {
    const { client } = server;
    server.registerAdmission(
      { group: '', resource: 'configmaps', operations: ['CREATE'] },
      async ({ object }) => ({
        object: { ...object, data: { checked: 'yes' } },
        warnings: ['looked at'],
      }),
    );
    const created = await client.create(configMaps, configMap('checked'));
    expect(created.data).toEqual({ checked: 'yes' });
  });

  it('empties a namespace that is deleted, and removes a CRD with its objects', async () => {
    const { client } = server;
    await client.create(crdType, teamCrd());
    const namespaces = { group: '', version: 'v1', resource: 'namespaces' };
    await client.create(namespaces, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'gone' },
    });
    await client.create(teams, team('a', {}, { namespace: 'gone' }));
    await client.create(teams, team('b'));
    await client.delete(namespaces, 'gone');
    await waitFor(async () => !(await client.get(namespaces, 'gone')));
    expect((await client.list(teams)).map(one => one.metadata.name)).toEqual([
      'b',
    ]);
    await client.delete(crdType, 'teams.test.kratix.io');
    await waitFor(
      async () => !(await client.get(crdType, 'teams.test.kratix.io')),
    );
    await expect(client.list(teams)).rejects.toMatchObject({ code: 404 });
  });
});
