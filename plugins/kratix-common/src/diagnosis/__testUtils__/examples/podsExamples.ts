import { Example, condition, request, pod, step, inProgress } from '../objects';

/** Of the rules in `rules/pods.ts`. */
export const podsExamples: Example[] = [
  [
    'imagePullFailed',
    {
      request: request(inProgress),
      pods: [
        pod(
          step('render', {
            waiting: { reason: 'ImagePullBackOff', message: 'Back-off' },
          }),
        ),
      ],
    },
    'The image of step render cannot be pulled: registry.example/render:v1 (ImagePullBackOff). Back-off',
  ],
  [
    'stepCannotStart',
    {
      request: request(inProgress),
      pods: [
        pod(
          step('render', {
            waiting: {
              reason: 'CreateContainerConfigError',
              message: 'secret "token" not found',
            },
          }),
        ),
      ],
    },
    'Step render cannot be started: CreateContainerConfigError. secret "token" not found',
  ],
  [
    'podUnschedulable',
    {
      request: request(inProgress),
      pods: [
        pod({
          phase: 'Pending',
          conditions: [
            condition(
              'PodScheduled',
              'False',
              'Unschedulable',
              '0/3 nodes are available',
            ),
          ],
        }),
      ],
    },
    'No node of the cluster takes Pipeline configure: 0/3 nodes are available',
  ],
  [
    'stepOutOfMemory',
    {
      request: request(inProgress),
      pods: [
        pod(
          step(
            'render',
            { waiting: { reason: 'CrashLoopBackOff' } },
            {
              restartCount: 1,
              lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
            },
          ),
        ),
      ],
    },
    'Step render of Pipeline configure ran out of memory.',
  ],
  [
    'stepRetrying',
    {
      request: request(inProgress),
      pods: [
        pod(
          step(
            'render',
            { waiting: { reason: 'CrashLoopBackOff' } },
            {
              restartCount: 2,
              lastState: {
                terminated: {
                  exitCode: 3,
                  finishedAt: '2026-01-01T00:00:00Z',
                },
              },
            },
          ),
        ),
      ],
    },
    'Step render of Pipeline configure ended with exit code 3; it is tried again (attempt 3).',
  ],
  [
    'stepFailed',
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
      pods: [
        pod({
          ...step('render', { terminated: { exitCode: 1 } }),
          phase: 'Failed',
        }),
      ],
    },
    'Step render of Pipeline configure ended with exit code 1.',
  ],
  [
    'kratixStepFailed',
    {
      request: request(inProgress),
      pods: [
        pod(
          step('work-writer', {
            terminated: { exitCode: 1, reason: 'Error' },
          }),
        ),
      ],
    },
    "Kratix's own step work-writer of Pipeline configure ended with exit code 1: it refused what the Pipeline wrote.",
  ],
];
