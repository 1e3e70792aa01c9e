import { Check } from '../../Check';
import { expectEqual, expectMatch } from '../../expectations';
import { kinds } from '../../paths';
import { objectsOf } from './request';
import { requestReady } from './requestReady';

export const requestBinding: Check = {
  name: 'A request has one binding, to the latest version of its Promise',
  reliedOnBy: 'who runs which version, choosing a version',
  needs: [requestReady],
  async run(context) {
    await context.eventually(async () => {
      const bindings = await objectsOf(
        context,
        kinds.resourceBindings,
        'example',
      );
      expectEqual('the number of bindings', bindings.length, 1);
      expectMatch('the binding', bindings[0], {
        spec: {
          version: 'latest',
          promiseRef: { name: context.prefix },
          resourceRef: { name: 'example', namespace: context.namespace },
        },
        status: { lastAppliedVersion: 'not-set' },
      });
    });
  },
};
