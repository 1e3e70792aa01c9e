import { Check } from '../../Check';
import { expectMatch } from '../../expectations';
import { at } from '../../json';
import { crdServed } from './crdServed';

export const watchTooOld: Check = {
  name: 'A watch from before what is kept answers 410, as status or as ERROR event',
  reliedOnBy: 'the platform cache (it lists again)',
  needs: [crdServed],
  async run(context) {
    // The history of a kind begins when its CRD is served: version 1 is before that on every cluster.
    const { body } = await context.api.call(
      'GET',
      `${context.path(
        context.widgets,
      )}?watch=true&resourceVersion=1&timeoutSeconds=2`,
    );
    const status = at(body, 'type') === 'ERROR' ? at(body, 'object') : body;
    expectMatch('the answer', status, { kind: 'Status', code: 410 });
  },
};
