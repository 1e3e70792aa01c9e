import { Check } from '../../Check';
import { expectMatch } from '../../expectations';
import { kinds, pathOf } from '../../paths';

export const namespaceDeletion: Check = {
  name: 'Nothing is created in a namespace that is not there; deleting one removes what is in it',
  reliedOnBy: 'request forms (the namespace is checked), clean-up',
  async run(context) {
    const { api, prefix } = context;
    const name = `${prefix}-short`;
    const body = { metadata: context.metadata('inside') };
    expectMatch(
      'creating in a namespace that is not there',
      await api.call('POST', pathOf(kinds.configMaps, name), { body }),
      { status: 404 },
    );
    await context.createForRun(kinds.namespaces, {
      metadata: context.metadata(name),
    });
    await api.create(pathOf(kinds.configMaps, name), body);
    await api.body('DELETE', pathOf(kinds.namespaces, undefined, name));
    await context.gone(pathOf(kinds.configMaps, name, 'inside'));
    await context.gone(pathOf(kinds.namespaces, undefined, name));
  },
};
