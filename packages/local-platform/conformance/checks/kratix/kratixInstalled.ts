import { Check, NotChecked } from '../../Check';
import { expectEqual, expectMatch } from '../../expectations';
import { at, conditionOf, listAt } from '../../json';
import { kinds, pathOf } from '../../paths';

const required: Record<string, string> = {
  promises: 'Cluster',
  promiserevisions: 'Cluster',
  resourcebindings: 'Namespaced',
  works: 'Namespaced',
  workplacements: 'Namespaced',
  destinations: 'Cluster',
  gitstatestores: 'Cluster',
  bucketstatestores: 'Cluster',
  healthrecords: 'Namespaced',
};

export const kratixInstalled: Check = {
  name: 'The CRDs of Kratix are served, in their scopes',
  reliedOnBy: 'every page',
  async run({ api }) {
    const group = 'platform.kratix.io';
    if (
      (await api.find(pathOf(kinds.crds, undefined, `promises.${group}`))) ===
      undefined
    ) {
      throw new NotChecked('Kratix is not installed on this cluster');
    }
    for (const [plural, scope] of Object.entries(required)) {
      const crd = await api.get(
        pathOf(kinds.crds, undefined, `${plural}.${group}`),
      );
      expectEqual(`the scope of ${plural}`, at(crd, 'spec', 'scope'), scope);
      expectMatch(`${plural}`, conditionOf(crd, 'Established'), {
        status: 'True',
      });
      expectEqual(
        `the version of ${plural}`,
        listAt(crd, 'spec', 'versions').map(one => at(one, 'name')),
        ['v1alpha1'],
      );
    }
  },
};
