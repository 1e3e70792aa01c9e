import { destination, stateStore } from '../src/__testUtils__/samples';
import { ago } from './ago';

/** One Destination in each state. */
export const destinations = [
  destination({
    placements: { total: 12, written: 10, failing: 1 },
    failures: [
      {
        placement: 'team-analytics.catalog-5058f',
        promise: 'team',
        request: {
          platform: 'local',
          promise: 'team',
          namespace: 'default',
          name: 'analytics',
        },
        message:
          'push to https://github.com/example/kratix-state.git failed: authentication required',
        since: ago(600),
      },
    ],
  }),
  destination({
    name: 'worker-1',
    labels: { environment: 'dev', region: 'eu' },
    path: 'worker-1',
    filepathMode: 'none',
    strictMatchLabels: true,
    stateStore: { kind: 'BucketStateStore', name: 'minio' },
    ready: false,
    message: 'BucketStateStore/minio: not ready',
    placements: { total: 4, written: 0, failing: 4 },
    failures: Array.from({ length: 4 }, (_, index) => ({
      placement: `database-orders-${index}.worker-1-5058f`,
      promise: 'database',
      message: 'The specified bucket does not exist',
      since: ago(3_600 * (index + 1)),
    })),
    lastWrite: undefined,
  }),
  destination({
    name: 'worker-2',
    labels: { environment: 'prod', region: 'us' },
    path: 'worker-2',
    placements: { total: 0, written: 0, failing: 0 },
    lastWrite: undefined,
  }),
  destination({
    name: 'new',
    labels: {},
    path: 'new',
    ready: undefined,
    placements: { total: 2, written: 0, failing: 0 },
    lastWrite: undefined,
  }),
];

export const stateStores = [
  stateStore({ destinations: ['catalog', 'worker-2', 'new'] }),
  stateStore({
    kind: 'BucketStateStore',
    name: 'minio',
    path: 'kratix',
    git: undefined,
    bucket: { endpoint: 'minio.example.com', bucketName: 'kratix' },
    ready: false,
    message:
      'Error validating state store permissions: the bucket “kratix” does not exist',
    destinations: ['worker-1'],
    lastWrite: undefined,
  }),
];

export const manyDestinations = Array.from({ length: 60 }, (_, index) =>
  destination({
    name: `cluster-${index}`,
    labels: { environment: index % 2 ? 'dev' : 'prod', zone: `zone-${index}` },
    path: `cluster-${index}`,
    placements: { total: 100 + index, written: 100, failing: index % 7 },
    failures: [],
  }),
);
