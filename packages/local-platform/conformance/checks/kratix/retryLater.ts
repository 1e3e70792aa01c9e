import { Check } from '../../Check';
import { expectMatch, expectThat } from '../../expectations';
import { at, textAt } from '../../json';
import { promiseAvailable } from './promiseAvailable';
import { createRequest, hasCondition, reconciled } from './request';

export const retryLater: Check = {
  name: 'A pipeline may ask to be run again after a time, and is',
  reliedOnBy: 'the next retry of a suspended request',
  needs: [promiseAvailable],
  async run(context) {
    await createRequest(context, 'later', { mode: 'retry' });
    const suspended = await hasCondition(context, 'later', 'Reconciled', {
      status: 'Unknown',
      reason: 'WorkflowSuspended',
    });
    const pipeline = at(
      suspended,
      'status',
      'kratix',
      'workflows',
      'pipelines',
      1,
    );
    expectMatch('the pipeline', pipeline, {
      name: 'second',
      phase: 'Suspended',
      message: 'told to come again',
      attempts: 1,
    });
    expectThat(
      !Number.isNaN(Date.parse(textAt(pipeline, 'nextRetryAt'))),
      'a time in nextRetryAt',
      pipeline,
    );
    await reconciled(context, 'later');
  },
};
