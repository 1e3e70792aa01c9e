import { Check } from '../../Check';
import { expectMatch } from '../../expectations';
import { conditionOf, textAt } from '../../json';
import { kinds, pathOf } from '../../paths';
import { findStateStore } from '../../stateStore';
import { kratixInstalled } from './kratixInstalled';

export const destinationReady: Check = {
  name: 'A Destination in a ready state store becomes ready',
  reliedOnBy: 'Destinations page, finding the store of a Team definition',
  needs: [kratixInstalled],
  async run(context) {
    const { api, prefix } = context;
    const store = await findStateStore(context);
    await context.createForRun(kinds.destinations, {
      apiVersion: 'platform.kratix.io/v1alpha1',
      kind: 'Destination',
      metadata: context.metadata(prefix),
      spec: {
        path: prefix,
        cleanup: 'all',
        strictMatchLabels: true,
        initWorkloads: { enabled: false },
        filepath: { mode: 'nestedByMetadata' },
        stateStoreRef: {
          kind: textAt(store, 'kind'),
          name: textAt(store, 'metadata', 'name'),
        },
      },
    });
    await context.eventually(async () => {
      const destination = await api.get(
        pathOf(kinds.destinations, undefined, prefix),
      );
      expectMatch('the condition Ready', conditionOf(destination, 'Ready'), {
        status: 'True',
        reason: 'DestinationReady',
        message: 'Destination is ready',
      });
    });
  },
};
