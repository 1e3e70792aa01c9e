import { Check } from '../../Check';
import { expectThat } from '../../expectations';
import { at } from '../../json';
import { kinds } from '../../paths';

export const owners: Check = {
  name: 'What belongs to a deleted owner is removed; what has another owner left stays',
  reliedOnBy: 'Kratix (Jobs of a request, placements of a Work)',
  async run(context) {
    const { api } = context;
    const path = context.path(kinds.configMaps);
    const reference = (owner: unknown) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name: at(owner, 'metadata', 'name'),
      uid: at(owner, 'metadata', 'uid'),
    });
    const owner = await context.configMap('owner');
    const other = await context.configMap('other-owner');
    const owned = (name: string, ...by: unknown[]) =>
      context.configMap(name, {}, { ownerReferences: by.map(reference) });
    await owned('owned', owner);
    await owned('shared', owner, other);
    await api.body('DELETE', `${path}/owner`);
    await context.gone(`${path}/owned`);
    expectThat(
      (await api.find(`${path}/shared`)) !== undefined,
      'what has another owner to stay',
      'it is gone',
    );
  },
};
