import {
  CoreV1Api,
  CustomObjectsApi,
  KubeConfig,
  makeInformer,
  V1ConfigMap,
  Watch,
} from '@kubernetes/client-node';
import { paths } from './testing/paths';
import { startApiServer, TestApiServer } from './testing/startApiServer';
import { team, teamCrd } from './testing/teamCrd';
import { waitFor } from './testing/waitFor';

describe('@kubernetes/client-node', () => {
  let server: TestApiServer;
  let config: KubeConfig;
  beforeEach(async () => {
    server = await startApiServer({ historyLimit: 8 });
    config = new KubeConfig();
    config.loadFromString(server.kubeconfig('local'));
  });
  afterEach(() => server.stop());

  const put = (name: string) =>
    server.call('POST', paths.configMaps, { metadata: { name } });

  it('lists, creates and reads, built-in kinds and custom ones', async () => {
    const core = config.makeApiClient(CoreV1Api);
    await core.createNamespacedConfigMap({
      namespace: 'default',
      body: { metadata: { name: 'a' }, data: { b: 'c' } },
    });
    const { items } = await core.listNamespacedConfigMap({
      namespace: 'default',
    });
    expect(items.map(one => one.data)).toEqual([{ b: 'c' }]);
    expect(items[0].metadata?.creationTimestamp).toBeInstanceOf(Date);
    await expect(
      core.readNamespacedConfigMap({ namespace: 'default', name: 'none' }),
    ).rejects.toMatchObject({ code: 404 });

    await server.call('POST', paths.crds, teamCrd());
    const custom = config.makeApiClient(CustomObjectsApi);
    await custom.createNamespacedCustomObject({
      group: 'test.kratix.io',
      version: 'v1',
      namespace: 'default',
      plural: 'teams',
      body: team('red'),
    });
    expect(
      await custom.listNamespacedCustomObject({
        group: 'test.kratix.io',
        version: 'v1',
        namespace: 'default',
        plural: 'teams',
      }),
    ).toMatchObject({ items: [{ metadata: { name: 'red' } }] });
  });

  it('watches', async () => {
    const seen: string[] = [];
    const controller = await new Watch(config).watch(
      paths.configMaps,
      {},
      (phase, object: V1ConfigMap) =>
        seen.push(`${phase} ${object.metadata?.name}`),
      () => {},
    );
    await put('a');
    await server.call('DELETE', `${paths.configMaps}/a`);
    await waitFor(() => seen.length === 2);
    expect(seen).toEqual(['ADDED a', 'DELETED a']);
    controller.abort();
  });

  it('keeps an informer right, through 410 and a new list', async () => {
    const core = config.makeApiClient(CoreV1Api);
    let lists = 0;
    const informer = makeInformer<V1ConfigMap>(
      config,
      paths.configMaps,
      async () => {
        const listed = await core.listNamespacedConfigMap({
          namespace: 'default',
        });
        lists++;
        if (lists === 1) {
          // Between its list and its watch the history moves on: the watch meets 410.
          for (let count = 0; count < 12; count++) await put(`c${count}`);
          await server.call('DELETE', `${paths.configMaps}/early`);
        }
        return listed;
      },
    );
    const known = new Set<string | undefined>();
    informer.on('add', one => known.add(one.metadata?.name));
    informer.on('delete', one => known.delete(one.metadata?.name));
    informer.on('error', () => {});
    await put('early');
    await informer.start();
    await waitFor(() => lists >= 2 && known.size === 12);
    await put('late');
    await waitFor(() => known.has('late'));
    expect(known.has('early')).toBe(false);
    await informer.stop();
  });
});
