import { Check } from '../../Check';
import { expectMatch, expectThat } from '../../expectations';
import { at, listAt, textAt } from '../../json';

/** What a client may do with the objects of a kind. */
const verbs = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];

export const discovery: Check = {
  name: 'Groups, versions and kinds are discovered, with their verbs',
  reliedOnBy: 'kubectl, the kinds that a platform watches',
  async run({ api }) {
    expectThat(
      textAt(await api.get('/version'), 'gitVersion').startsWith('v'),
      '/version to say a version',
      await api.get('/version'),
    );
    const groups = listAt(await api.get('/apis'), 'groups');
    for (const name of ['apiextensions.k8s.io', 'batch', 'events.k8s.io']) {
      expectThat(
        groups.some(group => at(group, 'name') === name),
        `/apis to list ${name}`,
        groups.map(group => at(group, 'name')),
      );
    }
    const core = await api.get('/api/v1');
    expectMatch('/api/v1', core, {
      kind: 'APIResourceList',
      groupVersion: 'v1',
    });
    const configMaps = listAt(core, 'resources').find(
      one => at(one, 'name') === 'configmaps',
    );
    expectMatch('configmaps', configMaps, {
      kind: 'ConfigMap',
      namespaced: true,
    });
    const offered = listAt(configMaps, 'verbs');
    expectThat(
      verbs.every(verb => offered.includes(verb)),
      `configmaps to have the verbs ${verbs.join(', ')}`,
      offered,
    );
  },
};
