import {
  findCondition,
  readConditions,
  RequestDetails,
} from 'backstage-plugin-kratix-common';

/** A stage on the way of a request. */
export interface TimelineStage {
  name:
    | 'accepted'
    | 'pipelines'
    | 'scheduled'
    | 'written'
    | 'applied'
    | 'healthy';
  /** `held`: it waits for a person or a time; nothing is wrong. */
  state: 'done' | 'active' | 'held' | 'problem' | 'waiting';
  /** When it was done, RFC 3339, where Kratix says so. */
  time?: string;
  /** Milliseconds since the stage before, where both are known. */
  duration?: number;
}

type StageState = TimelineStage['state'];

function pipelineState({ state, pipelines }: RequestDetails): StageState {
  switch (state.name) {
    case 'Failed':
      return 'problem';
    case 'Suspended':
    case 'WaitingForPromise':
      return 'held';
    case 'Running':
      return 'active';
    case 'Pending':
      return 'waiting';
    default:
      return pipelines.every(({ phase }) => phase === 'Succeeded')
        ? 'done'
        : 'waiting';
  }
}

function scheduledState({ state, placements }: RequestDetails): StageState {
  switch (state.name) {
    case 'Misplaced':
      return 'problem';
    case 'Scheduling':
      return state.nextStep ? 'problem' : 'active';
    default:
      return placements.length || state.name === 'Ready' ? 'done' : 'waiting';
  }
}

function writtenState({ state, placements }: RequestDetails): StageState {
  switch (state.name) {
    case 'Failing':
      return 'problem';
    case 'Writing':
      return 'active';
    case 'Ready':
      return 'done';
    default:
      return placements.length && placements.every(({ written }) => written)
        ? 'done'
        : 'waiting';
  }
}

function appliedState({ applied }: RequestDetails): StageState | undefined {
  if (!applied?.length) {
    return undefined;
  }
  const states = new Set(applied.map(({ state }) => state));
  if (states.has('failed')) {
    return 'problem';
  }
  if (states.has('pending')) {
    return 'active';
  }
  return states.has('unknown') ? 'waiting' : 'done';
}

function healthyState({ state }: RequestDetails): StageState | undefined {
  switch (state.health) {
    case 'healthy':
    case 'ready':
      return 'done';
    case 'unhealthy':
    case 'degraded':
      return 'problem';
    case 'unknown':
      return 'waiting';
    default:
      return undefined;
  }
}

function statusConditions({ manifest: { status } }: RequestDetails) {
  return typeof status === 'object' && status !== null && 'conditions' in status
    ? readConditions(status.conditions)
    : [];
}

function durationBetween(start?: string, end?: string): number | undefined {
  const duration =
    new Date(end ?? NaN).getTime() - new Date(start ?? NaN).getTime();
  return duration >= 0 ? duration : undefined;
}

function latest(times: (string | undefined)[] = []): string | undefined {
  return times
    .filter(time => time !== undefined)
    .sort()
    .at(-1);
}

/** When the last of its files came to be written. */
function writtenAt(
  { placements }: RequestDetails,
  state: StageState,
): string | undefined {
  return state === 'done'
    ? latest(placements.map(({ since }) => since))
    : undefined;
}

/**
 * How far a request has come, stage by stage. A stage that follows one which is not done is still to
 * come, whatever earlier versions of the request have left there. That files are applied, and what they
 * bring is healthy, are stages only where somebody reports it.
 */
export function timelineOf(request: RequestDetails): TimelineStage[] {
  const workflow = findCondition(
    statusConditions(request),
    'ConfigureWorkflowCompleted',
  );
  const written = writtenState(request);
  const applied = appliedState(request);
  const health = healthyState(request);
  const stages: TimelineStage[] = [
    { name: 'accepted', state: 'done', time: request.createdAt },
    { name: 'pipelines', state: pipelineState(request) },
    { name: 'scheduled', state: scheduledState(request) },
    { name: 'written', state: written, time: writtenAt(request, written) },
    ...(applied
      ? [
          {
            name: 'applied' as const,
            state: applied,
            time:
              applied === 'done'
                ? latest(request.applied?.map(({ time }) => time))
                : undefined,
          },
        ]
      : []),
    ...(health ? [{ name: 'healthy' as const, state: health }] : []),
  ];
  const open = stages.findIndex(({ state }) => state !== 'done');
  const ordered = stages.map(
    (stage, index): TimelineStage =>
      open >= 0 && index > open && stage.state === 'done'
        ? { name: stage.name, state: 'waiting' as const }
        : stage,
  );
  const pipelines = ordered[1];
  if (pipelines.state === 'done' && workflow?.status === 'True') {
    pipelines.time = workflow.lastTransitionTime;
    // Later versions of a request begin at a time that Kratix does not tell.
    pipelines.duration =
      request.generation === 1
        ? durationBetween(request.createdAt, pipelines.time)
        : undefined;
  }
  return ordered;
}
