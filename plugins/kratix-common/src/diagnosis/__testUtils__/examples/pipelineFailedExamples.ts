import { Example, condition, request } from '../objects';

/** Of the rules in `rules/pipelineFailed.ts`. */
export const pipelineFailedExamples: Example[] = [
  [
    'pipelineFailedLogGone',
    {
      request: request({
        conditions: [
          condition(
            'ConfigureWorkflowCompleted',
            'False',
            'ConfigureWorkflowFailed',
            'A Configure Pipeline has failed: configure',
          ),
        ],
        kratix: {
          workflows: { pipelines: [{ name: 'configure', phase: 'Failed' }] },
        },
      }),
      pods: [],
    },
    'Pipeline configure has failed.',
  ],
  [
    'pipelineFailed',
    {
      request: request({
        conditions: [
          condition(
            'ConfigureWorkflowCompleted',
            'False',
            'ConfigureWorkflowFailed',
            'A Configure Pipeline has failed: configure',
          ),
        ],
        kratix: {
          workflows: { pipelines: [{ name: 'configure', phase: 'Failed' }] },
        },
      }),
    },
    'Pipeline configure has failed.',
  ],
  [
    'workflowFailed',
    {
      request: request({
        conditions: [
          condition(
            'ConfigureWorkflowCompleted',
            'False',
            'ConfigureWorkflowFailed',
            'A Configure Pipeline has failed: configure',
          ),
        ],
      }),
    },
    'A Pipeline of the request has failed. A Configure Pipeline has failed: configure',
  ],
];
