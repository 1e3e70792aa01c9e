import { Check } from '../../Check';
import { expectEqual } from '../../expectations';
import { at } from '../../json';
import { kinds } from '../../paths';
import { labels } from './names';
import { objectsOf, reconciled } from './request';
import { requestUpdate } from './requestUpdate';

export const manualReconciliation: Check = {
  name: 'The label manual-reconciliation runs the pipelines again, and Kratix removes it',
  reliedOnBy: 'the operation reconcile',
  needs: [requestUpdate],
  async run(context) {
    const runs = async () =>
      (
        await objectsOf(context, kinds.jobs, 'example', {
          [labels.pipelineName]: 'first',
        })
      ).length;
    const before = await runs();
    await context.api.merge(context.path(context.requests, 'example'), {
      metadata: { labels: { [labels.manualReconciliation]: 'true' } },
    });
    await context.eventually(async () => {
      expectEqual('the number of Jobs', await runs(), before + 1);
    });
    await context.eventually(async () => {
      const request = await reconciled(context, 'example');
      expectEqual(
        'the label',
        at(request, 'metadata', 'labels', labels.manualReconciliation),
        undefined,
      );
    });
  },
};
