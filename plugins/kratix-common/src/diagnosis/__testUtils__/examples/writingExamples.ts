import {
  Example,
  condition,
  work,
  placement,
  store,
  scheduled,
} from '../objects';

/** Of the rules in `rules/writing.ts`. */
export const writingExamples: Example[] = [
  [
    'stateStoreNotReady',
    {
      stateStores: [
        store(
          condition(
            'Ready',
            'False',
            'ErrorValidatingPermissions',
            'authentication required',
          ),
        ),
      ],
    },
    'State store GitStateStore catalog is not ready: authentication required',
  ],
  [
    'writeFailing',
    {
      placements: [
        placement([
          scheduled,
          condition(
            'WriteSucceeded',
            'False',
            'WorkloadsFailedWrite',
            'failed to push: rejected',
          ),
        ]),
      ],
    },
    'Writing to Destination catalog fails: failed to push: rejected',
  ],
  [
    'writeStale',
    { works: [work([scheduled], 2)] },
    'What is in Destination catalog comes from an earlier version of the request.',
  ],
];
