import { KubeObject, readKubeObject } from '../../kube';
import {
  readDestination,
  readPlacement,
  readStateStore,
  readWork,
} from '../../placement';
import { readPod } from '../../pod';
import { readPromise } from '../../promise';
import { readRequest } from '../../request';
import { deriveRequestState } from '../../requestState';
import { diagnoseRequest } from '../diagnose';
import { DiagnosisCode } from '../messages';
import { DiagnosisInput } from '../types';

/** A cause, the objects that show it, and what is said first. */
export type Example = [DiagnosisCode, Partial<DiagnosisInput>, string];

function object(
  kind: string,
  metadata: object,
  parts: { spec?: unknown; status?: unknown } = {},
): KubeObject {
  const read = readKubeObject({
    apiVersion: 'platform.kratix.io/v1alpha1',
    kind,
    metadata: { name: 'x', namespace: 'default', generation: 1, ...metadata },
    ...parts,
  });
  if (!read) {
    throw new Error('no object');
  }
  return read;
}

export const condition = (
  type: string,
  status: string,
  reason: string,
  message: string,
) => ({ type, status, reason, message });

export const done = condition(
  'ConfigureWorkflowCompleted',
  'True',
  'PipelinesExecutedSuccessfully',
  'Pipelines completed',
);
export const running = condition(
  'ConfigureWorkflowCompleted',
  'False',
  'PipelinesInProgress',
  'Pipelines are still in progress',
);
export const worksDone = condition(
  'WorksSucceeded',
  'True',
  'WorksSucceeded',
  'All works associated with this resource are ready',
);
export const reconciled = condition(
  'Reconciled',
  'True',
  'Reconciled',
  'Reconciled',
);

export const request = (status: object = {}, metadata: object = {}) =>
  readRequest(
    object(
      'Team',
      { name: 'a', creationTimestamp: '2026-01-01T00:00:00Z', ...metadata },
      {
        status: {
          observedGeneration: 1,
          conditions: [done, reconciled, worksDone],
          ...status,
        },
      },
    ),
    { platform: 'local', promise: 'team' },
  );

export const promise = (
  status: object = { status: 'Available' },
  metadata = {},
) =>
  readPromise(
    object(
      'Promise',
      { name: 'team', ...metadata },
      {
        spec: {
          workflows: {
            resource: { configure: [{ metadata: { name: 'configure' } }] },
          },
        },
        status,
      },
    ),
  );

export const GOLD = { environment: 'backstage', tier: 'gold' };

export const work = (
  status: object[] = [],
  generation = 1,
  matchLabels: Record<string, string> = GOLD,
) =>
  readWork(
    object(
      'Work',
      {
        name: 'w',
        generation,
        labels: {
          'kratix.io/promise-name': 'team',
          'kratix.io/resource-name': 'a',
        },
      },
      {
        spec: {
          workloadGroups: [
            {
              id: 'g',
              directory: 'backstage',
              destinationSelectors: [
                {
                  matchLabels,
                  source: 'resource-workflow',
                },
              ],
              workloads: [{ filepath: 'group.yaml' }],
            },
          ],
        },
        status: { conditions: status },
      },
    ),
  );

export const placement = (conditions: object[], generation = 1) =>
  readPlacement(
    object(
      'WorkPlacement',
      { name: 'w.catalog-g', labels: { 'kratix.io/work': 'w' } },
      {
        spec: {
          targetDestinationName: 'catalog',
          id: 'g',
          generation,
          workloads: [{ filepath: 'group.yaml' }],
        },
        status: { conditions },
      },
    ),
  );

export const destination = (name: string, labels: Record<string, string>) =>
  readDestination(
    object(
      'Destination',
      { name, labels },
      { spec: { path: name, stateStoreRef: { kind: 'GitStateStore', name } } },
    ),
  );

export const catalog = destination('catalog', GOLD);

export const store = (...conditions: object[]) =>
  readStateStore(
    object('GitStateStore', { name: 'catalog' }, { status: { conditions } }),
  );

export const written = condition(
  'WriteSucceeded',
  'True',
  'Written',
  'Written',
);
export const scheduled = condition(
  'ScheduleSucceeded',
  'True',
  'Scheduled',
  'Yes',
);

export const pod = (
  status: object,
  {
    name = 'p',
    createdAt = '2026-01-01T00:00:01Z',
    pipeline = 'configure',
  } = {},
) =>
  readPod(
    object(
      'Pod',
      {
        name,
        creationTimestamp: createdAt,
        labels: {
          'kratix.io/promise-name': 'team',
          'kratix.io/resource-name': 'a',
          'kratix.io/pipeline-name': pipeline,
        },
      },
      {
        spec: {
          initContainers: [
            { name: 'reader', image: 'kratix' },
            { name: 'render', image: 'registry.example/render:v1' },
            { name: 'work-writer', image: 'kratix' },
          ],
          containers: [{ name: 'status-writer', image: 'kratix' }],
        },
        status,
      },
    ),
  );

export const step = (name: string, state: object, more: object = {}) => ({
  phase: 'Pending',
  initContainerStatuses: [
    { name: 'reader', state: { terminated: { exitCode: 0 } } },
    { name, state, ...more },
  ],
});

export const inProgress = {
  conditions: [running],
  kratix: {
    workflows: { pipelines: [{ name: 'configure', phase: 'Running' }] },
  },
};

export function diagnose(parts: Partial<DiagnosisInput> = {}) {
  const input = {
    request: request(),
    promise: promise(),
    works: [work([scheduled])],
    placements: [placement([scheduled, written])],
    destinations: [catalog],
    stateStores: [store()],
    now: '2026-01-01T00:10:00Z',
    ...parts,
  };
  return diagnoseRequest({ ...input, state: deriveRequestState(input) });
}
