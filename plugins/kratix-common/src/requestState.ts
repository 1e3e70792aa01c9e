import {
  deletionHeld,
  misplaced,
  pausedCause,
  pipelineFailedCause,
  stateStoreNotReady,
  suspendedCause,
  unknownCause,
  unplaced,
  writeFailing,
} from './diagnosis/rules';
import { Cause } from './diagnosis/types';
import { cut } from './diagnosis/cut';
import { findCondition } from './kube';
import { KratixLabels } from './labels';
import { placementsOf, worksOf } from './outputs';
import {
  isPlacementWritten,
  KratixDestination,
  KratixPlacement,
  KratixStateStore,
  KratixWork,
} from './placement';
import { KratixPromise } from './promise';
import { HealthState, KratixRequest } from './request';
import {
  describeRequestState,
  ProgressCode,
  RequestStateCode,
} from './requestStateMessages';

/**
 * The states of a request, in order of precedence: the first that applies is the state.
 *
 * @public
 */
export const REQUEST_STATES = [
  'Deleting',
  'Paused',
  'Suspended',
  'WaitingForPromise',
  'Failed',
  'Running',
  'Pending',
  'Misplaced',
  'Failing',
  'Scheduling',
  'Writing',
  'Ready',
] as const;

/** @public */
export type RequestStateName = (typeof REQUEST_STATES)[number];

/**
 * The one state of a request that backend, catalog and pages show.
 *
 * @public
 */
export interface RequestState {
  name: RequestStateName;
  /** One sentence, in English: why. */
  reason: string;
  /** What a person can do about it, in English; absent where there is nothing to do but wait. */
  nextStep?: string;
  /** Says reason and next step without words, for translation; older backends do not tell. */
  code?: RequestStateCode;
  /** What the placeholders of its messages stand for. Default: none. */
  values?: Record<string, string>;
  /** Suspended only: when Kratix tries again, RFC 3339. */
  retryAt?: string;
  /** Overlay on Ready: what HealthRecords report. */
  health?: HealthState;
}

/**
 * What the state of a request is derived from. Works, placements, destinations and stores are those
 * of the whole platform or already narrowed to the request: only those that belong to it count.
 *
 * @public
 */
export interface RequestStateInput {
  request: KratixRequest;
  /** Absent where the Promise is gone or may not be read. */
  promise?: KratixPromise;
  works: KratixWork[];
  placements: KratixPlacement[];
  destinations: KratixDestination[];
  stateStores: KratixStateStore[];
}

/** A state, and its code in the words of its messages. */
const because = (
  name: RequestStateName,
  {
    code,
    values,
    retryAt,
  }:
    | Cause
    | { code: ProgressCode; values?: Cause['values']; retryAt?: undefined },
): RequestState => ({
  name,
  ...describeRequestState(code, values),
  code,
  ...(values && Object.keys(values).length && { values }),
  ...(retryAt && { retryAt }),
});

/** What Kratix removes one after the other, and the finalizer that stands until it has. */
const REMOVALS: [finalizer: string, code: ProgressCode][] = [
  ['kratix.io/delete-workflows', 'deletePipelinesRunning'],
  ['kratix.io/work-cleanup', 'filesBeingRemoved'],
  ['kratix.io/workflows-cleanup', 'jobsBeingRemoved'],
  ['kratix.io/resource-binding-cleanup', 'bindingBeingRemoved'],
];

function deleting(input: RequestStateInput): RequestState {
  const [held] = deletionHeld(input);
  const removal = REMOVALS.find(([finalizer]) =>
    input.request.finalizers.includes(finalizer),
  );
  return because('Deleting', held ?? { code: removal?.[1] ?? 'beingDeleted' });
}

/** Why placements are not all in their stores; undefined when they are. */
function writing(input: RequestStateInput): RequestState | undefined {
  const works = worksOf(input);
  // Every Pipeline makes a Work, even of nothing; the request may be heard of before its Works are.
  if (!works.length && input.promise?.resourceWorkflow.configure.length) {
    return because('Writing', { code: 'outputUnknown' });
  }
  const [failing] = writeFailing(input);
  if (failing) {
    return because('Failing', failing);
  }
  const [notReady] = stateStoreNotReady(input);
  if (notReady) {
    return because('Writing', notReady);
  }
  const placements = placementsOf(input);
  const isMissing = works.some(work =>
    work.workloadGroups.some(
      group =>
        group.files.length > 0 &&
        !placements.some(
          placement =>
            placement.work === work.name &&
            placement.namespace === work.namespace &&
            placement.workloadGroupId === group.id,
        ),
    ),
  );
  const open = placements.filter(placement => {
    const work = works.find(({ name }) => name === placement.work);
    return (
      !isPlacementWritten(placement) ||
      (placement.workGeneration !== undefined &&
        work !== undefined &&
        placement.workGeneration < work.generation)
    );
  });
  if (open.length) {
    const where = new Set(open.map(({ destination }) => destination));
    return because('Writing', {
      code: 'beingWritten',
      values: { destinations: cut([...where].join(', ')) },
    });
  }
  return isMissing ? because('Writing', { code: 'onTheWay' }) : undefined;
}

/**
 * Derives the state of a request from what Kratix reports, as KRATIX's own order of precedence has
 * it, with one refinement: Kratix calls a request reconciled as soon as its output is *scheduled*;
 * here it is Ready only when every placement is written and its state store is ready.
 *
 * @public
 */
export function deriveRequestState(input: RequestStateInput): RequestState {
  const { request, promise } = input;
  const { conditions } = request;
  const reconciled = findCondition(conditions, 'Reconciled');
  const workflow = findCondition(conditions, 'ConfigureWorkflowCompleted');
  const worksSucceeded = findCondition(conditions, 'WorksSucceeded');
  const promiseAvailable = findCondition(conditions, 'PromiseAvailable');

  if (request.deletedAt) {
    return deleting(input);
  }
  if (
    request.labels[KratixLabels.paused] === 'true' ||
    promise?.labels[KratixLabels.paused] === 'true' ||
    reconciled?.reason === 'PausedReconciliation'
  ) {
    return because('Paused', pausedCause(input));
  }
  if (
    request.labels[KratixLabels.workflowSuspended] === 'true' ||
    request.pipelines.some(({ phase }) => phase === 'Suspended')
  ) {
    return because('Suspended', suspendedCause(input));
  }
  if (promiseAvailable?.status === 'False') {
    return because('WaitingForPromise', {
      code: 'promiseUnavailable',
      values: {
        promise: request.ref.promise,
        message: cut(promiseAvailable.message ?? ''),
      },
    });
  }
  if (
    workflow?.status === 'False' &&
    workflow.reason === 'ConfigureWorkflowFailed'
  ) {
    return because('Failed', pipelineFailedCause(input));
  }
  // Before 2025-06-13 Kratix reported on the Pipelines only: what they made has to tell.
  const isOlderKratix =
    workflow?.status === 'True' && !reconciled && !worksSucceeded;
  const stale =
    request.generation !== request.observedGeneration &&
    !(isOlderKratix && request.observedGeneration === undefined);
  if (workflow?.status === 'False') {
    const running = request.pipelines.find(({ phase }) => phase === 'Running');
    return because(
      'Running',
      running
        ? { code: 'pipelineRunning', values: { pipeline: running.name } }
        : { code: 'pipelinesRunning' },
    );
  }
  if (stale) {
    return because(
      'Pending',
      promise && !promise.deletedAt
        ? { code: 'notTakenUp' }
        : {
            code: 'promiseMissing',
            values: { promise: request.ref.promise },
          },
    );
  }
  if (worksSucceeded?.reason === 'WorksMisplaced') {
    return because('Misplaced', misplaced(input)[0] ?? unknownCause(input));
  }
  if (worksSucceeded?.status === 'False') {
    return because('Failing', writeFailing(input)[0] ?? unknownCause(input));
  }
  if (isOlderKratix || worksSucceeded?.status === 'Unknown') {
    // Kratix names the files by a hash: what they ask for, and what comes nearest, is said in words.
    const [found] = unplaced(input);
    if (found) {
      return because('Scheduling', found);
    }
  }
  if (worksSucceeded?.status === 'Unknown') {
    return because('Scheduling', { code: 'awaitingDestination' });
  }
  if (
    isOlderKratix ||
    reconciled?.status === 'True' ||
    (conditions.length === 0 && !stale) ||
    worksSucceeded?.status === 'True'
  ) {
    return (
      writing(input) ?? {
        ...because('Ready', { code: 'written' }),
        health: request.health,
      }
    );
  }
  return because('Pending', { code: 'notReported' });
}
