import {
  Example,
  condition,
  done,
  request,
  work,
  placement,
  destination,
  written,
} from '../objects';

/** Of the rules in `rules/scheduling.ts`. */
export const schedulingExamples: Example[] = [
  [
    'noDestinationAtAll',
    {
      request: request({
        conditions: [
          done,
          condition('WorksSucceeded', 'Unknown', 'WorksPending', 'not ready'),
        ],
      }),
      works: [
        work([
          condition(
            'ScheduleSucceeded',
            'False',
            'UnscheduledWorkloads',
            'No matching destination found for workloadGroups: [g]',
          ),
        ]),
      ],
      placements: [],
      destinations: [],
    },
    'There is no Destination, and its files ask for one with the labels environment=backstage, tier=gold.',
  ],
  [
    'noDestinationForUnlabelled',
    {
      request: request({
        conditions: [
          done,
          condition('WorksSucceeded', 'Unknown', 'WorksPending', 'not ready'),
        ],
      }),
      works: [
        work(
          [
            condition(
              'ScheduleSucceeded',
              'False',
              'UnscheduledWorkloads',
              'No matching destination found for workloadGroups: [g]',
            ),
          ],
          1,
          {},
        ),
      ],
      placements: [],
    },
    'No Destination takes files that ask for no labels, as its files do.',
  ],
  [
    'noDestination',
    {
      request: request({
        conditions: [
          done,
          condition('WorksSucceeded', 'Unknown', 'WorksPending', 'not ready'),
        ],
      }),
      works: [
        work([
          condition(
            'ScheduleSucceeded',
            'False',
            'UnscheduledWorkloads',
            'No matching destination found for workloadGroups: [g]',
          ),
        ]),
      ],
      placements: [],
      destinations: [
        destination('worker', { environment: 'dev' }),
        destination('other', { environment: 'backstage' }),
      ],
    },
    'No Destination has the labels that its files ask for: environment=backstage, tier=gold. other comes nearest: it lacks tier=gold.',
  ],
  [
    'misplaced',
    {
      request: request({
        conditions: [
          done,
          condition('WorksSucceeded', 'False', 'WorksMisplaced', 'misplaced'),
        ],
      }),
      placements: [
        placement([
          condition(
            'ScheduleSucceeded',
            'False',
            'DestinationSelectorMismatch',
            'no longer matches',
          ),
          written,
        ]),
      ],
      destinations: [destination('catalog', { environment: 'backstage' })],
    },
    'Destination catalog, where its files are, no longer has the labels that they ask for: tier=gold.',
  ],
  [
    'destinationMissing',
    {
      placements: [
        placement([
          condition(
            'ScheduleSucceeded',
            'False',
            'DestinationSelectorMismatch',
            'no longer matches',
          ),
        ]),
      ],
      destinations: [],
    },
    'Destination catalog, where its files belong, is gone.',
  ],
];
