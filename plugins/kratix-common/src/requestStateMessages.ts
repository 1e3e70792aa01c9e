import { fillMessage } from './diagnosis/describeDiagnosis';
import { DiagnosisCode, diagnosisMessages } from './diagnosis/messages';

/**
 * What is said of a request while nothing is wrong with it. Words in double braces are the state's
 * values.
 *
 * @public
 */
export const progressMessages = {
  deletePipelinesRunning: 'The delete Pipelines are running.',
  filesBeingRemoved: 'Its files are being removed from state stores.',
  jobsBeingRemoved: 'Its Jobs are being removed.',
  bindingBeingRemoved: 'Its binding is being removed.',
  beingDeleted: 'It is being deleted.',
  notTakenUp: 'Kratix has not worked on this version of the request yet.',
  notReported: 'Kratix has not reported on this request yet.',
  pipelineRunning: 'Pipeline {{pipeline}} is running.',
  pipelinesRunning: 'Its Pipelines are running.',
  outputUnknown: 'Its output is not known yet.',
  awaitingDestination: 'Its output waits for a Destination.',
  onTheWay: 'Its files are on their way to a Destination.',
  beingWritten: 'Its files are being written to {{destinations}}.',
  written: 'Everything it asked for is written to its Destinations.',
} as const satisfies Record<string, string>;

/**
 * What is said of a request with which nothing is wrong.
 *
 * @public
 */
export type ProgressCode = keyof typeof progressMessages;

/**
 * Why a request is in its state: what is wrong, as a diagnosis says it, or how far it is.
 *
 * @public
 */
export type RequestStateCode = DiagnosisCode | ProgressCode;

/** Whether it says how far a request is, rather than what is wrong. @public */
export function isProgressCode(code: string): code is ProgressCode {
  return Object.hasOwn(progressMessages, code);
}

/**
 * What a state says, in English. The values are texts of a cluster: escape them as any other.
 *
 * @public
 */
export function describeRequestState(
  code: RequestStateCode,
  values?: Record<string, string>,
): { reason: string; nextStep?: string } {
  if (isProgressCode(code)) {
    return { reason: fillMessage(progressMessages[code], values) };
  }
  const { summary, nextStep } = diagnosisMessages[code];
  return {
    reason: fillMessage(summary, values),
    nextStep: fillMessage(nextStep, values),
  };
}
