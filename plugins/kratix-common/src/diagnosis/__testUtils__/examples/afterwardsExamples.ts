import { Example, request } from '../objects';

/** Of the rules in `rules/afterwards.ts`. */
export const afterwardsExamples: Example[] = [
  [
    'notYetApplied',
    {
      gitOps: [
        {
          agent: 'Application argocd/catalog',
          destination: 'catalog',
          ready: false,
          underway: true,
          message: 'syncing',
        },
      ],
    },
    'Application argocd/catalog is still applying what is written for Destination catalog. syncing',
  ],
  [
    'notApplied',
    {
      gitOps: [
        {
          agent: 'Kustomization flux-system/catalog',
          destination: 'catalog',
          ready: false,
          message: 'dry-run failed',
        },
      ],
    },
    'Kustomization flux-system/catalog has not applied what is written for Destination catalog: dry-run failed',
  ],
  [
    'unhealthy',
    {
      request: request({
        healthStatus: {
          state: 'degraded',
          healthRecords: [
            { state: 'ready', source: { name: 'dns' } },
            {
              state: 'degraded',
              source: { name: 'replicas' },
              details: { ready: 1 },
            },
          ],
        },
      }),
    },
    'What it made reports degraded: replicas ({"ready":1})',
  ],
  [
    'ownedElsewhere',
    { managedBy: 'Argo CD application teams' },
    'The request is written by the Argo CD application teams.',
  ],
  [
    'partOfRequest',
    {
      request: request(
        {},
        {
          labels: {
            'kratix.io/component-of-promise-name': 'app',
            'kratix.io/component-of-resource-name': 'shop',
          },
        },
      ),
      managedBy: 'request shop of Promise app, of which it is a part',
    },
    'The request is a part of request default/shop of Promise app, which writes it.',
  ],
];
