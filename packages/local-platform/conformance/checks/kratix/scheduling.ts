import { Check } from '../../Check';
import { CheckContext, runLabel } from '../../CheckContext';
import { expectMatch, expectThat } from '../../expectations';
import { conditionOf, textAt } from '../../json';
import { kinds, pathOf } from '../../paths';
import { findStateStore } from '../../stateStore';
import { groupId, labels } from './names';
import { promiseAvailable } from './promiseAvailable';
import { createRequest, hasCondition, objectsOf, reconciled } from './request';

async function workOf(context: CheckContext) {
  const [work] = await objectsOf(context, kinds.works, 'nowhere', {
    [labels.pipelineName]: 'second',
  });
  return work;
}

export const scheduling: Check = {
  name: 'Without a matching Destination a Work waits; with one it is placed; when it no longer matches it is misplaced',
  reliedOnBy:
    'the states Scheduling and Misplaced, diagnosis (which labels are missing)',
  needs: [promiseAvailable],
  async run(context) {
    const { api, prefix, suffix } = context;
    await createRequest(context, 'nowhere', { mode: 'nowhere' });
    const waiting = await hasCondition(context, 'nowhere', 'WorksSucceeded', {
      status: 'Unknown',
      reason: 'WorksPending',
    });
    expectMatch('Reconciled', conditionOf(waiting, 'Reconciled'), {
      status: 'Unknown',
      message: 'Pending',
    });
    const unplaced = await workOf(context);
    expectThat(
      textAt(conditionOf(waiting, 'WorksSucceeded'), 'message').includes(
        textAt(unplaced, 'metadata', 'name'),
      ),
      'the message to name the Work',
      conditionOf(waiting, 'WorksSucceeded'),
    );
    expectMatch('the Work', conditionOf(unplaced, 'ScheduleSucceeded'), {
      status: 'False',
      reason: 'UnscheduledWorkloads',
      message: `No matching destination found for workloadGroups: [${groupId()}]`,
    });
    const store = await findStateStore(context);
    await context.createForRun(kinds.destinations, {
      apiVersion: 'platform.kratix.io/v1alpha1',
      kind: 'Destination',
      metadata: context.metadata(`${prefix}-other`, {
        labels: { [`${runLabel}-other`]: suffix },
      }),
      spec: {
        path: `${prefix}-other`,
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
    await reconciled(context, 'nowhere');
    await api.merge(pathOf(kinds.destinations, undefined, `${prefix}-other`), {
      metadata: { labels: { [`${runLabel}-other`]: 'gone' } },
    });
    await hasCondition(context, 'nowhere', 'WorksSucceeded', {
      status: 'False',
      reason: 'WorksMisplaced',
    });
    expectMatch(
      'the Work',
      conditionOf(await workOf(context), 'ScheduleSucceeded'),
      { status: 'False', reason: 'DestinationSelectorMismatch' },
    );
  },
};
