import { findCondition } from '../../kube';
import { KratixPod } from '../../pod';
import type { RequestStateInput } from '../../requestState';
import { cut } from '../cut';
import { Cause, DiagnosisRule } from '../types';

/**
 * Which Pipeline has failed, as far as the status tells; older Kratix does not.
 *
 * @param pods - of the request's Pipelines, where it is known which are left
 */
export function pipelineFailedCause(
  { request }: Pick<RequestStateInput, 'request'>,
  pods?: KratixPod[],
): Cause {
  const failed = request.pipelines.find(({ phase }) => phase === 'Failed');
  if (!failed) {
    const workflow = findCondition(
      request.conditions,
      'ConfigureWorkflowCompleted',
    );
    return {
      code: 'workflowFailed',
      values: { message: cut(workflow?.message ?? '') },
    };
  }
  const logGone = pods?.every(({ pipeline }) => pipeline !== failed.name);
  return {
    code: logGone ? 'pipelineFailedLogGone' : 'pipelineFailed',
    values: { pipeline: failed.name, message: cut(failed.message ?? '') },
  };
}

/** A failed Pipeline of which no Pod is left, or may be read. */
export const pipelineFailed: DiagnosisRule = input =>
  input.state.name === 'Failed'
    ? [
        {
          ...pipelineFailedCause(input, input.pods),
          severity: 'error',
          audience: 'requester',
        },
      ]
    : [];
