import {
  PipelinePhase,
  PromiseStateName,
  RequestState,
  RequestStateName,
} from 'backstage-plugin-kratix-common';

/** How good a state is, and with it its colour. */
export type Tone = 'success' | 'info' | 'warning' | 'danger';

const REQUEST_TONES: Record<RequestStateName, Tone> = {
  Deleting: 'info',
  Paused: 'warning',
  Suspended: 'warning',
  WaitingForPromise: 'warning',
  Failed: 'danger',
  Running: 'info',
  Pending: 'info',
  Misplaced: 'danger',
  Failing: 'danger',
  Scheduling: 'info',
  Writing: 'info',
  Ready: 'success',
};

const PROMISE_TONES: Record<PromiseStateName, Tone> = {
  Available: 'success',
  Unavailable: 'danger',
  Paused: 'warning',
  Deleting: 'info',
  Unknown: 'warning',
};

const PHASE_TONES: Record<PipelinePhase, Tone> = {
  Pending: 'info',
  Running: 'info',
  Succeeded: 'success',
  Failed: 'danger',
  Suspended: 'warning',
};

/** A newer backend may report a name that this version does not know. */
const lookUp = <K extends string>(tones: Record<K, Tone>, name: K): Tone =>
  Object.hasOwn(tones, name) ? tones[name] : 'warning';

export const requestStateTone = (name: RequestStateName) =>
  lookUp(REQUEST_TONES, name);

export const promiseStateTone = (name: PromiseStateName) =>
  lookUp(PROMISE_TONES, name);

export const phaseTone = (phase: PipelinePhase) => lookUp(PHASE_TONES, phase);

/** The tone of a request, its health included: what is written may still not work. */
export function requestTone(state: RequestState): Tone {
  if (state.name === 'Ready' && state.health === 'unhealthy') {
    return 'danger';
  }
  if (state.name === 'Ready' && state.health === 'degraded') {
    return 'warning';
  }
  // Without anything to do it waits; with it, nothing moves until somebody does.
  if (state.name === 'Scheduling' && state.nextStep) {
    return 'danger';
  }
  return requestStateTone(state.name);
}

/** Whether a request will go on by itself, so that its page has to look again. */
export function isMoving(state: RequestState): boolean {
  return (
    requestTone(state) === 'info' ||
    state.name === 'Failing' ||
    state.name === 'WaitingForPromise' ||
    state.retryAt !== undefined
  );
}
