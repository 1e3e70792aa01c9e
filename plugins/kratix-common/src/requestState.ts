import { describeDiagnosis } from './diagnosis/describeDiagnosis';
import { unplaced, unplacedCause } from './diagnosis/unplaced';
import { findCondition } from './kube';
import { KratixLabels } from './labels';
import {
  isPlacementWritten,
  KratixDestination,
  KratixPlacement,
  KratixStateStore,
  KratixWork,
} from './placement';
import { KratixPromise } from './promise';
import { HealthState, KratixRequest } from './request';

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
  /** One sentence: why. */
  reason: string;
  /** What a person can do about it; absent where there is nothing to do but wait. */
  nextStep?: string;
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

/**
 * Whether a Work is an output of a request. With a pipeline namespace Works live there, and the
 * label with the request's namespace tells same-named requests apart.
 *
 * @public
 */
export function isWorkOf(
  work: KratixWork,
  request: KratixRequest,
  pipelineNamespace?: string,
): boolean {
  return (
    work.promise === request.ref.promise &&
    work.request === request.ref.name &&
    work.namespace === (pipelineNamespace ?? request.ref.namespace) &&
    (!pipelineNamespace || work.requestNamespace === request.ref.namespace)
  );
}

const cut = (text: string) =>
  text.length > 300 ? `${text.slice(0, 299)}…` : text;

function deleting(request: KratixRequest): RequestState {
  const workflow = findCondition(request.conditions, 'DeleteWorkflowCompleted');
  if (workflow?.reason === 'DeleteWorkflowFailed') {
    return {
      name: 'Deleting',
      reason: 'The delete Pipeline has failed, which holds the deletion.',
      nextStep: `Look at the delete Pipeline's logs, mend the cause, then reconcile (label ${KratixLabels.manualReconciliation}).`,
    };
  }
  if (workflow?.reason === 'DeleteWorkflowSuspended') {
    return {
      name: 'Deleting',
      reason: 'The delete Pipeline has suspended the deletion.',
      nextStep: `Resume it by removing the label ${KratixLabels.workflowSuspended}.`,
    };
  }
  const waitingFor: [string, string][] = [
    ['kratix.io/delete-workflows', 'The delete Pipelines are running.'],
    [
      'kratix.io/work-cleanup',
      'Its files are being removed from state stores.',
    ],
    ['kratix.io/workflows-cleanup', 'Its Jobs are being removed.'],
    ['kratix.io/resource-binding-cleanup', 'Its binding is being removed.'],
  ];
  const held = waitingFor.find(([finalizer]) =>
    request.finalizers.includes(finalizer),
  );
  const foreign = request.finalizers.filter(
    finalizer => !waitingFor.some(([known]) => known === finalizer),
  );
  if (!held && foreign.length) {
    return {
      name: 'Deleting',
      reason: `The deletion waits for ${foreign.join(', ')}.`,
      nextStep: 'Ask whoever set that finalizer.',
    };
  }
  return { name: 'Deleting', reason: held?.[1] ?? 'It is being deleted.' };
}

function suspended(request: KratixRequest): RequestState {
  const pipeline = request.pipelines.find(({ phase }) => phase === 'Suspended');
  const who = pipeline ? `Pipeline ${pipeline.name}` : 'A Pipeline';
  const why = pipeline?.message ? `: ${cut(pipeline.message)}` : '.';
  return pipeline?.nextRetryAt
    ? {
        name: 'Suspended',
        reason: `${who} asked to be tried again later${why}`,
        retryAt: pipeline.nextRetryAt,
      }
    : {
        name: 'Suspended',
        reason: `${who} suspended the workflow${why}`,
        nextStep: `Do what the message asks for, then resume it (remove the label ${KratixLabels.workflowSuspended}).`,
      };
}

/** Why placements are not all in their stores; undefined when they are. */
function writing(
  input: RequestStateInput,
  works: KratixWork[],
): RequestState | undefined {
  // Every Pipeline makes a Work, even of nothing; the request may be heard of before its Works are.
  if (!works.length && input.promise?.resourceWorkflow.configure.length) {
    return { name: 'Writing', reason: 'Its output is not known yet.' };
  }
  const names = new Set(works.map(work => work.name));
  const namespaces = new Set(works.map(work => work.namespace));
  const placements = input.placements.filter(
    placement =>
      !!placement.work &&
      names.has(placement.work) &&
      namespaces.has(placement.namespace),
  );
  for (const placement of placements) {
    const write = findCondition(placement.conditions, 'WriteSucceeded');
    if (write?.status === 'False') {
      return {
        name: 'Failing',
        reason: `Writing to Destination ${placement.destination} fails: ${cut(
          write.message ?? 'no reason given',
        )}`,
        nextStep:
          'Kratix tries again by itself; a platform engineer can look at the state store.',
      };
    }
  }
  for (const placement of placements) {
    const destination = input.destinations.find(
      ({ name }) => name === placement.destination,
    );
    const store = input.stateStores.find(
      ({ kind, name }) =>
        kind === destination?.stateStore?.kind &&
        name === destination.stateStore.name,
    );
    const ready = store && findCondition(store.conditions, 'Ready');
    if (ready?.status === 'False') {
      return {
        name: 'Writing',
        reason: `${store?.kind} ${store?.name} is not ready: ${cut(
          ready.message ?? ready.reason ?? 'no reason given',
        )}`,
        nextStep: 'A platform engineer has to mend the state store.',
      };
    }
  }
  const missing = works.flatMap(work =>
    work.workloadGroups.filter(
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
  if (missing.length || open.length) {
    const where = [...new Set(open.map(({ destination }) => destination))];
    return {
      name: 'Writing',
      reason: where.length
        ? `Its files are being written to ${where.join(', ')}.`
        : 'Its files are on their way to a Destination.',
    };
  }
  return undefined;
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
    return deleting(request);
  }
  if (
    request.labels[KratixLabels.paused] === 'true' ||
    promise?.labels[KratixLabels.paused] === 'true' ||
    reconciled?.reason === 'PausedReconciliation'
  ) {
    return {
      name: 'Paused',
      reason:
        promise?.labels[KratixLabels.paused] === 'true'
          ? `Promise ${promise.name} is paused, and with it all its requests.`
          : 'The request is paused.',
      nextStep: `Resume it by removing the label ${KratixLabels.paused}.`,
    };
  }
  if (
    request.labels[KratixLabels.workflowSuspended] === 'true' ||
    request.pipelines.some(({ phase }) => phase === 'Suspended')
  ) {
    return suspended(request);
  }
  if (promiseAvailable?.status === 'False') {
    return {
      name: 'WaitingForPromise',
      reason: `Promise ${request.ref.promise} is not available: ${
        promiseAvailable.message ?? 'no reason given'
      }.`,
      nextStep: 'A platform engineer has to look at the Promise.',
    };
  }
  if (
    workflow?.status === 'False' &&
    workflow.reason === 'ConfigureWorkflowFailed'
  ) {
    const failed = request.pipelines.find(({ phase }) => phase === 'Failed');
    return {
      name: 'Failed',
      reason: failed
        ? `Pipeline ${failed.name} has failed.`
        : cut(workflow.message ?? 'A Pipeline has failed.'),
      nextStep: "Look at the Pipeline's logs.",
    };
  }
  // Before 2025-06-13 Kratix reported on the Pipelines only: what they made has to tell.
  const isOlderKratix =
    workflow?.status === 'True' && !reconciled && !worksSucceeded;
  const stale =
    request.generation !== request.observedGeneration &&
    !(isOlderKratix && request.observedGeneration === undefined);
  if (workflow?.status === 'False') {
    const running = request.pipelines.find(({ phase }) => phase === 'Running');
    return {
      name: 'Running',
      reason: running
        ? `Pipeline ${running.name} is running.`
        : 'Its Pipelines are running.',
    };
  }
  if (stale) {
    return {
      name: 'Pending',
      reason:
        promise && !promise.deletedAt
          ? 'Kratix has not worked on this version of the request yet.'
          : `Promise ${request.ref.promise} is not there to fulfil it.`,
    };
  }
  if (worksSucceeded?.reason === 'WorksMisplaced') {
    return {
      name: 'Misplaced',
      reason: cut(
        worksSucceeded.message ??
          'A Destination no longer matches what the output asks for.',
      ),
      nextStep:
        'A platform engineer has to change the labels of the Destination, or remove the misplaced placement.',
    };
  }
  if (worksSucceeded?.status === 'False') {
    const precise = writing(input, worksOf(input));
    return precise?.name === 'Failing'
      ? precise
      : {
          name: 'Failing',
          reason: cut(worksSucceeded.message ?? 'Some of its output fails.'),
          nextStep: 'A platform engineer has to look at its placements.',
        };
  }
  if (isOlderKratix || worksSucceeded?.status === 'Unknown') {
    const unscheduled = unscheduledState(input);
    if (unscheduled) {
      return unscheduled;
    }
  }
  if (worksSucceeded?.status === 'Unknown') {
    return {
      name: 'Scheduling',
      reason: 'Its output waits for a Destination.',
    };
  }
  if (
    isOlderKratix ||
    reconciled?.status === 'True' ||
    (conditions.length === 0 && !stale) ||
    worksSucceeded?.status === 'True'
  ) {
    return (
      writing(input, worksOf(input)) ?? {
        name: 'Ready',
        reason: 'Everything it asked for is written to its Destinations.',
        health: request.health,
      }
    );
  }
  return {
    name: 'Pending',
    reason: 'Kratix has not reported on this request yet.',
  };
}

function worksOf(input: RequestStateInput): KratixWork[] {
  return input.works.filter(work =>
    isWorkOf(work, input.request, input.promise?.pipelineNamespace),
  );
}

/** Kratix names the files by a hash: what they ask for, and what comes nearest, is said in words. */
function unscheduledState(input: RequestStateInput): RequestState | undefined {
  const works = worksOf(input);
  const isUnscheduled = works.some(
    ({ conditions }) =>
      findCondition(conditions, 'ScheduleSucceeded')?.status === 'False',
  );
  if (!isUnscheduled) {
    return undefined;
  }
  const [files] = unplaced(works, input.placements, input.destinations);
  return {
    name: 'Scheduling',
    reason: files
      ? cut(describeDiagnosis(unplacedCause(files)).summary)
      : 'No Destination takes its output.',
    nextStep:
      'A platform engineer has to provide a Destination with matching labels.',
  };
}
