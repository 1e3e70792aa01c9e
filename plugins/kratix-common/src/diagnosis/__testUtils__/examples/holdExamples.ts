import { Example, running, request, promise } from '../objects';

/** Of the rules in `rules/hold.ts`. */
export const holdExamples: Example[] = [
  [
    'requestPaused',
    { request: request({}, { labels: { 'kratix.io/paused': 'true' } }) },
    'The request is paused: Kratix leaves it as it is.',
  ],
  [
    'promisePaused',
    {
      promise: promise(undefined, { labels: { 'kratix.io/paused': 'true' } }),
    },
    'The Promise team is paused, and with it all its requests.',
  ],
  [
    'suspendedUntil',
    {
      request: request({
        conditions: [running],
        kratix: {
          workflows: {
            pipelines: [
              {
                name: 'configure',
                phase: 'Suspended',
                attempts: 4,
                nextRetryAt: '2026-01-01T00:11:00Z',
                message: 'quota is used up',
              },
            ],
          },
        },
      }),
    },
    'Pipeline configure asked to be tried again later (attempt 4): quota is used up',
  ],
  [
    'suspended',
    {
      request: request({
        conditions: [running],
        kratix: {
          workflows: {
            pipelines: [
              { name: 'configure', phase: 'Suspended', message: 'approve it' },
            ],
          },
        },
      }),
    },
    'Pipeline configure suspended the workflow: approve it',
  ],
  [
    'workflowSuspended',
    {
      request: request(
        { conditions: [running] },
        { labels: { 'kratix.io/workflow-suspended': 'true' } },
      ),
    },
    'The request is suspended: Kratix runs no Pipeline of it.',
  ],
];
