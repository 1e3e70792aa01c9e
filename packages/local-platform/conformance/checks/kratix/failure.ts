import { Check } from '../../Check';
import { expectEqual, expectMatch, expectThat } from '../../expectations';
import { at, listAt, textAt } from '../../json';
import { kinds } from '../../paths';
import { promiseAvailable } from './promiseAvailable';
import { createRequest, hasCondition, objectsOf, reconciled } from './request';

export const failure: Check = {
  name: 'A pipeline that fails fails its request, with the reason in its Pod; a new spec recovers it',
  reliedOnBy: 'the state Failed, diagnosis (exit code and last lines)',
  needs: [promiseAvailable],
  async run(context) {
    const { api } = context;
    await createRequest(context, 'failing', { mode: 'fail' });
    const failed = await hasCondition(
      context,
      'failing',
      'ConfigureWorkflowCompleted',
      {
        status: 'False',
        reason: 'ConfigureWorkflowFailed',
        message: 'A Configure Pipeline has failed: first',
      },
    );
    expectMatch('the failed request', failed, {
      status: {
        workflows: 2,
        workflowsSucceeded: 0,
        workflowsFailed: 1,
        kratix: {
          workflows: {
            pipelines: [
              { name: 'first', phase: 'Failed' },
              { name: 'second', phase: 'Pending' },
            ],
          },
        },
      },
    });
    await hasCondition(context, 'failing', 'Reconciled', {
      status: 'False',
      reason: 'ConfigureWorkflowFailed',
      message: 'Failing',
    });
    const [pod] = await objectsOf(context, kinds.pods, 'failing');
    const step = listAt(pod, 'status', 'initContainerStatuses').find(
      one => at(one, 'name') === 'step',
    );
    expectMatch('the container', step, {
      state: { terminated: { exitCode: 3, reason: 'Error' } },
    });
    const { body } = await api.call(
      'GET',
      `${context.path(
        kinds.pods,
        textAt(pod, 'metadata', 'name'),
      )}/log?container=step&tailLines=1`,
    );
    expectEqual('its last line', body, 'told to fail\n');
    const uid = textAt(failed, 'metadata', 'uid');
    await context.eventually(async () => {
      const events = listAt(
        await api.get(
          `${context.path(kinds.events)}?fieldSelector=regarding.uid%3D${uid}`,
        ),
        'items',
      );
      expectThat(
        events.some(
          event =>
            textAt(event, 'type') === 'Warning' &&
            textAt(event, 'note') ===
              'A resource/configure Pipeline has failed: first',
        ),
        'a Warning with the pipeline that failed',
        events.map(event => textAt(event, 'note')),
      );
    });
    await api.merge(context.path(context.requests, 'failing'), {
      spec: { mode: 'ok' },
    });
    await reconciled(context, 'failing');
  },
};
