import { Check } from '../../Check';
import { expectEqual, expectMatch } from '../../expectations';
import { at } from '../../json';
import { kinds } from '../../paths';
import { labels } from './names';
import { promiseAvailable } from './promiseAvailable';
import { createRequest, hasCondition, objectsOf, reconciled } from './request';

export const suspension: Check = {
  name: 'A pipeline may suspend its request until the label is removed, and only it runs again',
  reliedOnBy: 'the state Suspended, the operation resume',
  needs: [promiseAvailable],
  async run(context) {
    await createRequest(context, 'waiting', { mode: 'suspend' });
    const suspended = await hasCondition(context, 'waiting', 'Reconciled', {
      status: 'Unknown',
      reason: 'WorkflowSuspended',
      message: 'Suspended',
    });
    expectMatch('the suspended request', suspended, {
      metadata: { labels: { [labels.suspended]: 'true' } },
      status: {
        kratix: {
          workflows: {
            suspendedGeneration: 1,
            pipelines: [
              { name: 'first', phase: 'Succeeded' },
              { name: 'second', phase: 'Suspended', message: 'told to wait' },
            ],
          },
        },
      },
    });
    expectEqual(
      'status.observedGeneration',
      at(suspended, 'status', 'observedGeneration'),
      undefined,
    );
    await context.api.merge(context.path(context.requests, 'waiting'), {
      metadata: { labels: { [labels.suspended]: null, go: 'yes' } },
    });
    await reconciled(context, 'waiting');
    for (const [pipeline, count] of [
      ['first', 1],
      ['second', 2],
    ]) {
      const jobs = await objectsOf(context, kinds.jobs, 'waiting', {
        [labels.pipelineName]: String(pipeline),
      });
      expectEqual(`the number of Jobs of ${pipeline}`, jobs.length, count);
    }
  },
};
