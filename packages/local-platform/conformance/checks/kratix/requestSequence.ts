import { Check, Mismatch } from '../../Check';
import { expectThat } from '../../expectations';
import { at, conditionOf, listAt, textAt } from '../../json';
import { labels } from './names';
import { requestReady } from './requestReady';

/** What a request must have, in the order in which it comes. */
const milestones: Array<[string, (request: unknown) => boolean]> = [
  [
    'the label with its Promise',
    request => textAt(request, 'metadata', 'labels', labels.promiseName) !== '',
  ],
  [
    'four finalizers',
    request => listAt(request, 'metadata', 'finalizers').length === 4,
  ],
  ['all pipelines Pending', request => phases(request) === 'Pending,Pending'],
  [
    'the first pipeline Running',
    request => phases(request) === 'Running,Pending',
  ],
  [
    'ConfigureWorkflowCompleted False, PipelinesInProgress',
    request =>
      reason(request, 'ConfigureWorkflowCompleted') ===
      'False PipelinesInProgress',
  ],
  [
    'the second pipeline Running, the first Succeeded',
    request => phases(request) === 'Succeeded,Running',
  ],
  [
    'ConfigureWorkflowCompleted True, PipelinesExecutedSuccessfully',
    request =>
      reason(request, 'ConfigureWorkflowCompleted') ===
      'True PipelinesExecutedSuccessfully',
  ],
  [
    'both pipelines Succeeded',
    request => phases(request) === 'Succeeded,Succeeded',
  ],
  [
    'observedGeneration',
    request => at(request, 'status', 'observedGeneration') === 1,
  ],
  [
    'WorksSucceeded True',
    request => reason(request, 'WorksSucceeded') === 'True WorksSucceeded',
  ],
  [
    'Reconciled True',
    request => reason(request, 'Reconciled') === 'True Reconciled',
  ],
];

function phases(request: unknown): string {
  return listAt(request, 'status', 'kratix', 'workflows', 'pipelines')
    .map(pipeline => textAt(pipeline, 'phase'))
    .join();
}

function reason(request: unknown, type: string): string {
  const condition = conditionOf(request, type);
  return `${textAt(condition, 'status')} ${textAt(condition, 'reason')}`;
}

export const requestSequence: Check = {
  name: 'A request goes from accepted to reconciled in the order that Kratix keeps',
  reliedOnBy: 'the state and timeline of a request',
  needs: [requestReady],
  async run({ versions }) {
    let left = versions;
    let before = 'being accepted';
    for (const [what, holds] of milestones) {
      const index = left.findIndex(holds);
      if (index < 0) {
        throw new Mismatch(
          `${what} after ${before}`,
          versions.some(holds) ? 'it came before' : 'it never came',
        );
      }
      left = left.slice(index);
      before = what;
    }
    for (const version of versions) {
      expectThat(
        at(version, 'status', 'observedGeneration') === undefined ||
          phases(version) === 'Succeeded,Succeeded',
        'no observedGeneration before all pipelines succeeded',
        at(version, 'status'),
      );
    }
  },
};
