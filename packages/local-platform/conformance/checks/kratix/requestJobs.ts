import { Check } from '../../Check';
import { expectEqual, expectMatch, expectThat } from '../../expectations';
import { at, conditionOf, listAt, textAt } from '../../json';
import { kinds } from '../../paths';
import { labels } from './names';
import { objectsOf } from './request';
import { requestReady } from './requestReady';

export const requestJobs: Check = {
  name: 'Each pipeline of a request is a Job with its labels, steps and logs',
  reliedOnBy: 'steps with their durations, live logs',
  needs: [requestReady],
  async run(context) {
    const { api, prefix, namespace } = context;
    for (const pipeline of ['first', 'second']) {
      const jobs = await objectsOf(context, kinds.jobs, 'example', {
        [labels.pipelineName]: pipeline,
        [labels.workflowType]: 'resource',
        [labels.workflowAction]: 'configure',
      });
      expectEqual(`the number of Jobs of ${pipeline}`, jobs.length, 1);
      const name = textAt(jobs[0], 'metadata', 'name');
      expectThat(
        name.startsWith(`kratix-${prefix}-example-${pipeline}-`),
        `a name like kratix-${prefix}-example-${pipeline}-…`,
        name,
      );
      expectMatch('the Job', jobs[0], {
        metadata: {
          labels: { 'app.kubernetes.io/managed-by': 'Kratix' },
          annotations: {
            'kratix.io/job-resource-name': 'example',
            'kratix.io/job-resource-namespace': namespace,
            'kratix.io/job-resource-kind': 'Thing',
          },
          ownerReferences: [{ kind: 'Thing', name: 'example' }],
        },
      });
      expectMatch('the Job', conditionOf(jobs[0], 'Complete'), {
        status: 'True',
      });
      const [pod] = await objectsOf(context, kinds.pods, 'example', {
        [labels.pipelineName]: pipeline,
        'job-name': name,
      });
      const names = (key: string) =>
        listAt(pod, 'spec', key).map(one => at(one, 'name'));
      expectEqual(
        'the containers of its Pod',
        [names('initContainers'), names('containers')],
        [['reader', 'step', 'work-writer'], ['status-writer']],
      );
      const { body } = await api.call(
        'GET',
        `${context.path(
          kinds.pods,
          textAt(pod, 'metadata', 'name'),
        )}/log?container=step`,
      );
      expectEqual('the log of the step', body, `${pipeline} of example\n`);
    }
  },
};
