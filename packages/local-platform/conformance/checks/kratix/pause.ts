import { Check } from '../../Check';
import { expectEqual, expectMatch } from '../../expectations';
import { at } from '../../json';
import { kinds } from '../../paths';
import { labels } from './names';
import { hasCondition, objectsOf, reconciled } from './request';
import { manualReconciliation } from './manualReconciliation';

export const pause: Check = {
  name: 'A paused request says so and runs nothing; resumed it runs for its latest spec',
  reliedOnBy: 'the operations pause and resume, the state Paused',
  needs: [manualReconciliation],
  async run(context) {
    const path = context.path(context.requests, 'example');
    await context.api.merge(path, {
      metadata: { labels: { [labels.paused]: 'true' } },
    });
    const paused = {
      status: 'Unknown',
      reason: 'PausedReconciliation',
      message: 'Paused',
    };
    await hasCondition(context, 'example', 'Reconciled', paused);
    const jobs = async () =>
      (await objectsOf(context, kinds.jobs, 'example')).map(job =>
        at(job, 'metadata', 'uid'),
      );
    const before = await jobs();
    const changed = await context.api.merge(path, { spec: { text: 'three' } });
    const still = await hasCondition(context, 'example', 'Reconciled', paused);
    expectMatch('the paused request', still, {
      status: {
        observedGeneration: Number(at(changed, 'metadata', 'generation')) - 1,
      },
    });
    expectEqual('its Jobs', await jobs(), before);
    await context.api.merge(path, {
      metadata: { labels: { [labels.paused]: null } },
    });
    expectMatch('the resumed request', await reconciled(context, 'example'), {
      status: { made: 'three' },
    });
  },
};
