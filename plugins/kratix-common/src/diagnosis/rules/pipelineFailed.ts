import { findCondition } from '../../kube';
import { cut } from '../cut';
import { DiagnosisRule } from '../types';

/** A failed Pipeline of which no Pod is left, or may be read. */
export const pipelineFailed: DiagnosisRule = ({ request, state }) => {
  if (state.name !== 'Failed') {
    return [];
  }
  const failed = request.pipelines.find(({ phase }) => phase === 'Failed');
  const workflow = findCondition(
    request.conditions,
    'ConfigureWorkflowCompleted',
  );
  return [
    {
      code: 'pipelineFailed',
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
