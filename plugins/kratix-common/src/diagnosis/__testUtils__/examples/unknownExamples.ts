import { Example, condition, done, request } from '../objects';

/** Of the rules in `rules/unknown.ts`. */
export const unknownExamples: Example[] = [
  [
    'unknown',
    {
      request: request({
        conditions: [
          done,
          condition('WorksSucceeded', 'False', 'WorksFailing', 'failed: [w]'),
        ],
      }),
    },
    'Why it is not ready cannot be told from what Kratix reports: WorksSucceeded=False: failed: [w]',
  ],
];
