import { Example, condition, request, promise } from '../objects';

/** Of the rules in `rules/promiseNotReady.ts`. */
export const promiseNotReadyExamples: Example[] = [
  [
    'promiseMissing',
    {
      request: request({ conditions: [], observedGeneration: 0 }),
      promise: undefined,
    },
    'The Promise team is gone or may not be read, so nothing fulfils the request.',
  ],
  [
    'requirementMissing',
    {
      request: request({
        observedGeneration: 0,
        conditions: [
          condition(
            'PromiseAvailable',
            'False',
            'PromiseRequirementsNotInstalled',
            'Promise Requirements are not installed',
          ),
        ],
      }),
      promise: promise({
        status: 'Unavailable',
        requiredPromises: [
          { name: 'gitea', version: 'v1', state: 'Requirement not installed' },
        ],
        conditions: [
          condition(
            'RequirementsFulfilled',
            'False',
            'RequirementsNotInstalled',
            'Requirements not fulfilled',
          ),
        ],
      }),
    },
    'The Promise team needs the Promise gitea v1: Requirement not installed.',
  ],
  [
    'promiseUnavailable',
    {
      request: request({
        observedGeneration: 0,
        conditions: [
          condition('PromiseAvailable', 'False', 'PromiseUnavailable', 'no'),
        ],
      }),
      promise: promise({
        status: 'Unavailable',
        conditions: [
          condition(
            'ConfigureWorkflowCompleted',
            'False',
            'ConfigureWorkflowFailed',
            'A Configure Pipeline has failed: setup',
          ),
        ],
      }),
    },
    'The Promise team is not available: A Configure Pipeline has failed: setup',
  ],
];
