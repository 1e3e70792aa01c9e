import { KratixPod, KratixStep } from 'backstage-plugin-kratix-common';

/** A Step that has ended badly, and the Pod that ran it. */
export interface FailedStep {
  pod: KratixPod;
  step: KratixStep;
}

/** The Step of a Pod that has ended badly, now or before it was started again. */
export function failedStep(pod: KratixPod | undefined): FailedStep | undefined {
  const step = pod?.steps.find(
    ({ exitCode, lastFailure }) => (exitCode ?? 0) !== 0 || lastFailure,
  );
  return pod && step && { pod, step };
}
