import { Example, condition, request } from '../objects';

/** Of the rules in `rules/deletion.ts`. */
export const deletionExamples: Example[] = [
  [
    'deletePipelineFailed',
    {
      request: request(
        {
          conditions: [
            condition(
              'DeleteWorkflowCompleted',
              'False',
              'DeleteWorkflowFailed',
              'The Delete Pipeline has failed',
            ),
          ],
        },
        { deletionTimestamp: '2026-01-01T00:09:00Z' },
      ),
    },
    'The delete Pipeline has failed, which holds the deletion.',
  ],
  [
    'deletionSuspended',
    {
      request: request(
        {
          conditions: [
            condition(
              'DeleteWorkflowCompleted',
              'False',
              'DeleteWorkflowSuspended',
              'The delete workflow is suspended',
            ),
          ],
          kratix: {
            workflows: {
              pipelines: [
                { name: 'd', phase: 'Suspended', message: 'ask finance' },
              ],
            },
          },
        },
        { deletionTimestamp: '2026-01-01T00:09:00Z' },
      ),
    },
    'The delete Pipeline has suspended the deletion: ask finance',
  ],
  [
    'deletionHeldByFinalizer',
    {
      request: request(
        {},
        {
          deletionTimestamp: '2026-01-01T00:09:00Z',
          finalizers: ['backup.example/keep'],
        },
      ),
    },
    'The deletion waits for backup.example/keep, which is not of Kratix.',
  ],
];
