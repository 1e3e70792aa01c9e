import {
  findCondition,
  KratixRequest,
  RequestMilestone,
  RequestState,
} from 'backstage-plugin-kratix-common';

/** How a request stands towards a milestone. `halted`: it will not come there by itself. */
export type Progress = 'reached' | 'halted' | 'underway';

/**
 * Judges whether a request has come to a milestone.
 *
 * @param target.generation - at least this generation must have come there
 * @param target.resourceVersion - of the object right after a change: as long as it is the same, what
 * the status says is about the time before that change, and a failure is not taken for an answer
 */
export function judgeMilestone(
  request: KratixRequest,
  state: RequestState,
  target: {
    until: RequestMilestone | 'deleted';
    generation?: number;
    resourceVersion?: string;
  },
): Progress {
  const { until, generation = 0, resourceVersion } = target;
  if (until === 'deleted') {
    return state.name === 'Deleting' && state.nextStep ? 'halted' : 'underway';
  }
  if (request.generation < generation) {
    return 'underway';
  }
  if (until === 'accepted') {
    return 'reached';
  }
  if (state.name === 'Deleting') {
    return 'halted';
  }
  const observed = request.generation === request.observedGeneration;
  if (until === 'written') {
    if (observed && state.name === 'Ready') {
      return 'reached';
    }
  } else if (
    observed &&
    (state.name === 'Ready' ||
      findCondition(request.conditions, 'Reconciled')?.status === 'True')
  ) {
    return 'reached';
  }
  if (state.name === 'Paused') {
    return 'halted';
  }
  if (request.resourceVersion === resourceVersion) {
    return 'underway';
  }
  switch (state.name) {
    case 'Failed':
      // Kratix sets the Pipelines back to Pending before it takes the old failure away.
      return request.pipelines.length === 0 ||
        request.pipelines.some(({ phase }) => phase === 'Failed')
        ? 'halted'
        : 'underway';
    case 'Suspended':
      return state.retryAt ? 'underway' : 'halted';
    case 'Misplaced':
      return 'halted';
    default:
      return 'underway';
  }
}
