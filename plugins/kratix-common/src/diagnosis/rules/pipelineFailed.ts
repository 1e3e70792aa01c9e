import { findCondition } from '../../kube';
import { cut } from '../cut';
import { DiagnosisRule } from '../types';

/** A failed Pipeline of which no Pod is left, or may be read. */
export const pipelineFailed: DiagnosisRule = ({ request, state, pods }) => {
  if (state.name !== 'Failed') {
    return [];
  }
  const failed = request.pipelines.find(({ phase }) => phase === 'Failed');
  const workflow = findCondition(
    request.conditions,
    'ConfigureWorkflowCompleted',
  );
  const logGone = pods?.every(({ pipeline }) => pipeline !== failed?.name);
  return [
    {
      code: logGone ? 'pipelineFailedLogGone' : 'pipelineFailed',
      severity: 'error',
      audience: 'requester',
      values: {
        pipeline: failed?.name ?? '?',
        message: cut(
          failed?.message ?? (failed ? '' : workflow?.message ?? ''),
        ),
      },
    },
  ];
};
