import { Check } from '../../Check';
import { expectMatch } from '../../expectations';
import { patchTypes } from '../../KubeApi';
import { kinds } from '../../paths';
import { crdServed } from './crdServed';

export const strategicPatch: Check = {
  name: 'A strategic merge patch works on built-in kinds and answers 415 on custom ones',
  reliedOnBy: 'kubectl apply, kubectl label, kubectl annotate',
  needs: [crdServed],
  async run(context) {
    const { api } = context;
    const type = patchTypes.strategic;
    await context.configMap('strategic', { a: '1', b: '2' });
    expectMatch(
      'the patch of a ConfigMap',
      await api.call('PATCH', context.path(kinds.configMaps, 'strategic'), {
        type,
        body: { data: { a: null, c: '3' } },
      }),
      { status: 200, body: { data: { b: '2', c: '3' } } },
    );
    await context.widget('strategic');
    expectMatch(
      'the patch of a custom resource',
      await api.call('PATCH', context.path(context.widgets, 'strategic'), {
        type,
        body: { spec: { size: 4 } },
      }),
      { status: 415 },
    );
  },
};
