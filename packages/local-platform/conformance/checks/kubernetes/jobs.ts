import { Check } from '../../Check';
import { CheckContext } from '../../CheckContext';
import { expectEqual, expectMatch } from '../../expectations';
import { at, conditionOf, listAt } from '../../json';
import { kinds } from '../../paths';
import { scriptContainer } from './podScript';

function createJob(context: CheckContext, name: string, script: string) {
  return context.api.create(context.path(kinds.jobs), {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: context.metadata(name),
    spec: {
      backoffLimit: 1,
      template: {
        spec: {
          restartPolicy: 'Never',
          containers: [scriptContainer(context, script)],
        },
      },
    },
  });
}

export const jobs: Check = {
  name: 'A Job that ends well is Complete; one that fails more often than backoffLimit is Failed',
  reliedOnBy: 'Kratix (a pipeline is a Job), the timeline of a request',
  async run(context) {
    const { api } = context;
    await createJob(context, 'works', 'exit 0');
    await createJob(context, 'breaks', 'exit 3');
    const job = (name: string) => api.get(context.path(kinds.jobs, name));
    await context.eventually(async () => {
      const done = await job('works');
      expectMatch('the condition Complete', conditionOf(done, 'Complete'), {
        status: 'True',
      });
      expectEqual('status.succeeded', at(done, 'status', 'succeeded'), 1);
    });
    await context.eventually(async () => {
      const failed = await job('breaks');
      expectMatch('the condition Failed', conditionOf(failed, 'Failed'), {
        status: 'True',
        reason: 'BackoffLimitExceeded',
      });
      expectEqual('status.failed', at(failed, 'status', 'failed'), 2);
    });
    const pods = listAt(
      await api.get(
        `${context.path(kinds.pods)}?labelSelector=job-name%3Dbreaks`,
      ),
      'items',
    );
    expectEqual('the number of Pods of the failed Job', pods.length, 2);
    for (const pod of pods) {
      expectMatch('its container', at(pod, 'status', 'containerStatuses', 0), {
        state: { terminated: { exitCode: 3, reason: 'Error' } },
      });
    }
  },
};
