import { KratixPod, KratixStep, unschedulableMessage } from '../../pod';
import { cut } from '../cut';
import { podInQuestion } from '../podInQuestion';
import { Diagnosis, DiagnosisRule } from '../types';

const PULL_REASONS = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
  'RegistryUnavailable',
]);

const START_REASONS = new Set([
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
]);

/** The back-off of the kubelet between two starts of a container: 10 s, doubled, at most 5 min. */
function nextStart(step: KratixStep): string | undefined {
  const ended = Date.parse(step.lastFailure?.finishedAt ?? '');
  if (Number.isNaN(ended) || step.state !== 'waiting') {
    return undefined;
  }
  const seconds = Math.min(300, 10 * 2 ** Math.min(step.restarts, 10));
  return new Date(ended + seconds * 1000).toISOString();
}

function failureOf(step: KratixStep) {
  if (step.state === 'terminated' && step.exitCode) {
    return { exitCode: step.exitCode, reason: step.reason };
  }
  return step.lastFailure;
}

function diagnoseStep(
  pod: KratixPod,
  step: KratixStep,
  attempts: number,
  over: boolean,
): Diagnosis | undefined {
  const pipeline = pod.pipeline ?? '?';
  const subject = { kind: 'step', name: step.name, pipeline } as const;
  const reason = step.reason ?? '';
  if (step.state === 'waiting' && PULL_REASONS.has(reason)) {
    return {
      code: 'imagePullFailed',
      severity: 'error',
      audience: 'platform',
      values: {
        step: step.name,
        image: cut(step.image),
        reason,
        message: cut(step.message ?? ''),
      },
      subject,
    };
  }
  if (step.state === 'waiting' && START_REASONS.has(reason)) {
    return {
      code: 'stepCannotStart',
      severity: 'error',
      audience: 'platform',
      values: { step: step.name, reason, message: cut(step.message ?? '') },
      subject,
    };
  }
  const failure = failureOf(step);
  // A Step that runs again may well succeed: that it failed before is said while it waits.
  if (!failure || (step.state === 'terminated' && step.exitCode === 0)) {
    return undefined;
  }
  const values = {
    step: step.name,
    pipeline,
    exitCode: String(failure.exitCode),
  };
  if (failure.reason === 'OOMKilled') {
    return {
      code: 'stepOutOfMemory',
      severity: 'error',
      audience: 'platform',
      values: { step: step.name, pipeline },
      subject,
    };
  }
  if (step.role === 'kratix') {
    return {
      code: 'kratixStepFailed',
      severity: 'error',
      audience: 'platform',
      values,
      subject,
    };
  }
  return over
    ? {
        code: 'stepFailed',
        severity: 'error',
        audience: 'requester',
        values,
        subject,
      }
    : {
        code: 'stepRetrying',
        severity: 'error',
        audience: 'requester',
        values: { ...values, attempt: String(attempts) },
        subject,
        retryAt: nextStart(step),
      };
}

/**
 * What the {@link podInQuestion} says, unless it has succeeded. Kratix itself keeps saying
 * "Running" for as long as the Job retries, several minutes by default; the Pod knows at once.
 */
export const podTrouble: DiagnosisRule = ({
  request,
  state,
  pods = [],
  logs = {},
}) => {
  if (!['Running', 'Failed', 'Deleting', 'Pending'].includes(state.name)) {
    return [];
  }
  const pod = podInQuestion(request, pods);
  if (!pod || pod.phase === 'Succeeded') {
    return [];
  }
  const message = unschedulableMessage(pod);
  if (message) {
    return [
      {
        code: 'podUnschedulable',
        severity: 'error',
        audience: 'platform',
        values: { pipeline: pod.pipeline ?? '?', message: cut(message) },
      },
    ];
  }
  // With restartPolicy Never every attempt has a Pod of its own.
  const earlier = pods.filter(
    other =>
      other !== pod &&
      other.phase === 'Failed' &&
      other.pipeline === pod.pipeline &&
      other.action === pod.action,
  ).length;
  const over = request.pipelines.some(
    ({ name, phase }) => name === pod.pipeline && phase === 'Failed',
  );
  for (const step of pod.steps) {
    const found = diagnoseStep(
      pod,
      step,
      step.restarts + earlier + 1,
      over || state.name === 'Failed',
    );
    if (found) {
      const log = logs[`${pod.name}/${step.name}`];
      return [log?.length ? { ...found, log } : found];
    }
  }
  return [];
};
