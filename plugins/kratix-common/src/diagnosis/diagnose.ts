import * as rules from './rules';
import { Diagnosis, DiagnosisInput, DiagnosisRule } from './types';

/**
 * In order of cause: what comes first explains what comes after it. What is said of a Pod replaces
 * what Kratix says of its Pipeline.
 */
const ORDER: DiagnosisRule[] = [
  rules.platformUnreachable,
  rules.controllerNotRunning,
  rules.deletionHeld,
  rules.paused,
  rules.promiseNotReady,
  input => firstOf(input, [rules.podTrouble, rules.pipelineFailed]),
  rules.suspended,
  rules.noDestination,
  rules.misplaced,
  rules.stateStoreNotReady,
  rules.writeFailing,
  rules.writeStale,
  rules.notApplied,
  rules.unhealthy,
  rules.notSeen,
  rules.ownedElsewhere,
];

function firstOf(input: DiagnosisInput, choice: DiagnosisRule[]): Diagnosis[] {
  for (const rule of choice) {
    const found = rule(input);
    if (found.length) {
      return found;
    }
  }
  return [];
}

/** States in which something is wrong by themselves; the others are steps on the way. */
const BAD_STATES = ['Failed', 'Misplaced', 'Failing', 'WaitingForPromise'];

/**
 * Why a request is not ready, in order of cause: the first entry is what to look at. Nothing for a
 * request that is ready, or on its way without trouble. A bad state that no rule explains is said to
 * be unknown, with what Kratix reports.
 *
 * @public
 */
export function diagnoseRequest(input: DiagnosisInput): Diagnosis[] {
  const found = ORDER.flatMap(rule => rule(input));
  const explained = found.some(({ severity }) => severity !== 'note');
  if (explained || !BAD_STATES.includes(input.state.name)) {
    return found;
  }
  return [
    {
      ...rules.unknownCause(input),
      severity: 'error',
      audience: 'platform',
    },
    ...found,
  ];
}
