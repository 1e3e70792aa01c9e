import { KubeObject } from 'backstage-plugin-kratix-common';

/** A Promise `team` whose `spec.id` only one request may hold. */
export const TEAM_PROMISE: KubeObject = {
  apiVersion: 'platform.kratix.io/v1alpha1',
  kind: 'Promise',
  metadata: {
    name: 'team',
    annotations: { 'kratix.backstage.io/unique-fields': 'spec.id' },
  },
  spec: {
    api: {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'teams.example.org' },
      spec: {
        group: 'example.org',
        scope: 'Namespaced',
        names: { kind: 'Team', plural: 'teams', singular: 'team' },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: {
              openAPIV3Schema: { type: 'object', description: 'A team.' },
            },
          },
        ],
      },
    },
  },
  status: { status: 'Available' },
};

/** A Promise from which nothing can be requested. */
export const DEPENDENCIES_PROMISE: KubeObject = {
  apiVersion: 'platform.kratix.io/v1alpha1',
  kind: 'Promise',
  metadata: { name: 'base' },
  spec: {},
};

/** A request of {@link TEAM_PROMISE}. */
export function team(
  name: string,
  options: {
    namespace?: string;
    owner?: string;
    spec?: Record<string, unknown>;
    labels?: Record<string, string>;
  } = {},
): KubeObject {
  const { namespace = 'default', owner, spec, labels } = options;
  return {
    apiVersion: 'example.org/v1',
    kind: 'Team',
    metadata: {
      name,
      namespace,
      labels: { 'kratix.io/promise-name': 'team', ...labels },
      annotations: owner ? { 'kratix.backstage.io/owner': owner } : {},
    },
    spec: { id: name, name: `Team ${name}`, ...spec },
  };
}

/** What Kratix writes once it is done with a request that has no output. */
export function readyStatus(generation: number) {
  const condition = (type: string, reason: string) => ({
    type,
    reason,
    status: 'True',
    lastTransitionTime: '2026-01-01T00:00:00Z',
  });
  return {
    observedGeneration: generation,
    conditions: [
      condition('ConfigureWorkflowCompleted', 'PipelinesExecutedSuccessfully'),
      condition('Reconciled', 'Reconciled'),
      condition('WorksSucceeded', 'WorksSucceeded'),
    ],
    kratix: {
      workflows: { pipelines: [{ name: 'configure', phase: 'Succeeded' }] },
    },
  };
}

/** What Kratix writes when a Pipeline has failed. */
export const FAILED_STATUS = {
  conditions: [
    {
      type: 'ConfigureWorkflowCompleted',
      status: 'False',
      reason: 'ConfigureWorkflowFailed',
      message: 'A Configure Pipeline has failed: configure',
    },
  ],
  kratix: {
    workflows: { pipelines: [{ name: 'configure', phase: 'Failed' }] },
  },
};
