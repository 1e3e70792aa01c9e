import { Check } from '../../Check';
import { expectEqual, expectThat } from '../../expectations';
import { listAt, textAt } from '../../json';
import { kinds } from '../../paths';

export const resourceVersions: Check = {
  name: 'Every change has a new resource version; a change of nothing has none',
  reliedOnBy:
    'the platform cache, the ledger (an unchanged object is not handled again)',
  async run(context) {
    const { api } = context;
    const path = context.path(kinds.configMaps, 'versions');
    const version = (object: unknown) =>
      textAt(object, 'metadata', 'resourceVersion');
    const first = version(await context.configMap('versions', { a: '1' }));
    const second = version(await api.merge(path, { data: { a: '2' } }));
    expectThat(first !== second, 'another version after a change', second);
    const same = version(await api.merge(path, { data: { a: '2' } }));
    expectEqual('the version after a change of nothing', same, second);
    const list = await api.get(
      `${context.path(kinds.configMaps)}?resourceVersion=0`,
    );
    expectThat(
      version(list) !== '' && listAt(list, 'items').length > 0,
      'a list from resourceVersion=0 to have a version and objects',
      list,
    );
  },
};
