import { Check } from '../../Check';
import { expectEqual } from '../../expectations';
import { kinds, pathOf } from '../../paths';
import { crdServed } from './crdServed';

export const crdDeletion: Check = {
  name: 'Deleting a CRD removes its objects, and its kind answers 404',
  reliedOnBy: 'the watches of request kinds (a Promise that is gone)',
  needs: [crdServed],
  async run(context) {
    const { api, widgets } = context;
    await api.body(
      'DELETE',
      pathOf(kinds.crds, undefined, `widgets.${widgets.group}`),
    );
    await context.gone(
      pathOf(kinds.crds, undefined, `widgets.${widgets.group}`),
    );
    await context.eventually(async () => {
      const { status } = await api.call('GET', context.path(widgets));
      expectEqual('the answer to a list of the kind', status, 404);
    });
  },
};
