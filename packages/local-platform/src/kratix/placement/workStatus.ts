import { findCondition, withCondition } from '../conditions';
import { JsonObject } from '../json';

/** How the workload groups of a Work stand. */
export interface SchedulingOutcome {
  groups: number;
  /** Ids of groups without a Destination. */
  unscheduled: string[];
  /** Ids of groups whose Destination no longer matches. */
  misplaced: string[];
  /** Names of placements whose write failed. */
  failing: string[];
}

interface WorkState {
  ready: 'True' | 'False';
  reason: string;
  readyMessage: string;
  scheduleMessage: string;
  scheduleReason: string;
}

function stateOf(outcome: SchedulingOutcome, forRequest: boolean): WorkState {
  const { unscheduled, misplaced, failing } = outcome;
  const isWaiting = unscheduled.length > 0;
  if (failing.length > 0 && !(isWaiting && forRequest)) {
    return {
      ready: 'False',
      reason: 'WorkplacementsFailing',
      readyMessage: 'Failing',
      scheduleReason: 'WorkplacementsFailing',
      scheduleMessage: `Workplacements failed to write: [${failing.join(',')}]`,
    };
  }
  if (isWaiting) {
    return {
      ready: 'False',
      reason: 'UnscheduledWorkloads',
      readyMessage: 'Pending',
      scheduleReason: 'UnscheduledWorkloads',
      scheduleMessage: `No matching destination found for workloadGroups: [${unscheduled.join(
        ',',
      )}]`,
    };
  }
  if (misplaced.length > 0) {
    return {
      ready: 'False',
      reason: 'Misplaced',
      readyMessage: 'Misplaced',
      scheduleReason: 'DestinationSelectorMismatch',
      scheduleMessage: `Target destination no longer matches destinationSelectors for workloadGroups: [${misplaced.join(
        ',',
      )}]`,
    };
  }
  return {
    ready: 'True',
    reason: 'AllWorkplacementsScheduled',
    readyMessage: 'Ready',
    scheduleReason: 'AllWorkplacementsScheduled',
    scheduleMessage: 'All workplacements scheduled successfully',
  };
}

/** The status of a Work. */
export function workStatus(
  status: JsonObject,
  outcome: SchedulingOutcome,
  forRequest: boolean,
  now: Date,
): JsonObject {
  const state = stateOf(outcome, forRequest);
  const counted: JsonObject = {
    ...status,
    workPlacements: outcome.groups,
    workPlacementsCreated: outcome.groups - outcome.unscheduled.length,
  };
  const scheduled = withCondition(
    counted,
    {
      type: 'ScheduleSucceeded',
      status: state.ready,
      reason: state.scheduleReason,
      message: state.scheduleMessage,
    },
    now,
  );
  return withCondition(
    scheduled,
    {
      type: 'Ready',
      status: state.ready,
      reason: state.reason,
      message: state.readyMessage,
    },
    now,
  );
}

/** The status of a Work whose scheduling broke off at one group. */
export function workStatusAfterError(
  status: JsonObject,
  groupId: string,
  now: Date,
): JsonObject {
  const reason = 'FailedToScheduleWorkloads';
  const scheduled = withCondition(
    status,
    {
      type: 'ScheduleSucceeded',
      status: 'False',
      reason,
      message: `Failed to schedule or update for workloadGroups: [${groupId}]`,
    },
    now,
  );
  return withCondition(
    scheduled,
    { type: 'Ready', status: 'False', reason, message: 'Pending' },
    now,
  );
}

/** The status of a placement after it was scheduled. */
export function placementStatusAfterScheduling(
  status: JsonObject,
  misplaced: boolean,
  now: Date,
): JsonObject {
  if (misplaced) {
    const ready = withCondition(
      status,
      {
        type: 'Ready',
        status: 'False',
        reason: 'Misplaced',
        message: 'Misplaced',
      },
      now,
    );
    return withCondition(
      ready,
      {
        type: 'ScheduleSucceeded',
        status: 'False',
        reason: 'DestinationSelectorMismatch',
        message: 'Target destination no longer matches destinationSelectors',
      },
      now,
    );
  }
  const scheduled = withCondition(
    status,
    {
      type: 'ScheduleSucceeded',
      status: 'True',
      reason: 'ScheduledToDestination',
      message: 'Scheduled to correct Destination',
    },
    now,
  );
  if (
    scheduled === status ||
    findCondition(status, 'WriteSucceeded')?.status === 'True'
  ) {
    return scheduled;
  }
  return withCondition(
    scheduled,
    {
      type: 'Ready',
      status: 'False',
      reason: 'ScheduledToDestination',
      message: 'Pending',
    },
    now,
  );
}

/** The status of a placement after its files were written. */
export function placementStatusAfterWrite(
  status: JsonObject,
  versionId: string | undefined,
  now: Date,
): JsonObject {
  const written = withCondition(
    versionId ? { ...status, versionID: versionId } : status,
    {
      type: 'WriteSucceeded',
      status: 'True',
      reason: 'WorkloadsWrittenToStateStore',
      message: 'Workloads written to State Store',
    },
    now,
  );
  return findCondition(written, 'ScheduleSucceeded')?.status === 'False'
    ? written
    : withCondition(
        written,
        {
          type: 'Ready',
          status: 'True',
          reason: 'WorkloadsWrittenToTargetDestination',
          message: 'Ready',
        },
        now,
      );
}

/** The status of a placement whose files could not be written. */
export function placementStatusAfterFailure(
  status: JsonObject,
  message: string,
  now: Date,
): JsonObject {
  const reason = 'WorkloadsFailedWrite';
  const failed = withCondition(
    status,
    { type: 'WriteSucceeded', status: 'False', reason, message },
    now,
  );
  return withCondition(
    failed,
    { type: 'Ready', status: 'False', reason, message: 'Failing' },
    now,
  );
}
