import { KubeObject, ResourceType } from '../../kube';
import { STEP_IMAGE } from './TestPlatform';

/** The resource type of the requests of {@link redisPromise}. */
export const redis: ResourceType = {
  group: 'marketplace.kratix.io',
  version: 'v1alpha1',
  resource: 'redis',
};

export function pipeline(
  name: string,
  env: Record<string, string> = {},
): Record<string, unknown> {
  return {
    apiVersion: 'platform.kratix.io/v1alpha1',
    kind: 'Pipeline',
    metadata: { name },
    spec: {
      jobOptions: { backoffLimit: 0 },
      restartPolicy: 'Never',
      containers: [
        {
          name: 'step',
          image: STEP_IMAGE,
          env: Object.entries(env).map(([key, value]) => ({
            name: key,
            value,
          })),
        },
      ],
    },
  };
}

/** A Promise like the one of Kratix' documentation. */
export function redisPromise(options: {
  resource?: { configure?: unknown[]; delete?: unknown[] };
  promise?: { configure?: unknown[]; delete?: unknown[] };
  selectors?: Record<string, string>[];
  labels?: Record<string, string>;
  dependencies?: unknown[];
  required?: { name: string; version: string }[];
  name?: string;
}): KubeObject {
  const name = options.name ?? 'redis';
  return {
    apiVersion: 'platform.kratix.io/v1alpha1',
    kind: 'Promise',
    metadata: { name, ...(options.labels && { labels: options.labels }) },
    spec: {
      destinationSelectors: (options.selectors ?? [{ environment: 'dev' }]).map(
        matchLabels => ({ matchLabels }),
      ),
      ...(options.dependencies && { dependencies: options.dependencies }),
      ...(options.required && { requiredPromises: options.required }),
      api: {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: `${name}.marketplace.kratix.io` },
        spec: {
          group: 'marketplace.kratix.io',
          names: { kind: name, plural: name, singular: name },
          scope: 'Namespaced',
          versions: [
            {
              name: 'v1alpha1',
              served: true,
              storage: true,
              schema: {
                openAPIV3Schema: {
                  type: 'object',
                  properties: {
                    spec: {
                      type: 'object',
                      properties: {
                        size: { type: 'string', default: 'small' },
                      },
                    },
                  },
                },
              },
            },
          ],
        },
      },
      workflows: {
        resource: options.resource ?? {
          configure: [pipeline('instance-configure')],
        },
        ...(options.promise && { promise: options.promise }),
      },
    },
  };
}

export function redisRequest(
  name: string,
  spec: Record<string, unknown> = { size: 'small' },
): KubeObject {
  return {
    apiVersion: 'marketplace.kratix.io/v1alpha1',
    kind: 'redis',
    metadata: { name, namespace: 'default' },
    spec,
  };
}
