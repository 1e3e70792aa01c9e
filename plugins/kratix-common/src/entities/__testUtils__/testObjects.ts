import { readPromise } from '../../promise';
import { readRequest } from '../../request';
import { EntityRules } from '../EntityRules';

/** Rules with everything on. */
export const rules: EntityRules = {
  platform: { name: 'local', title: 'Local platform' },
  naming: { model: 'full', namespace: 'default' },
  requestKind: 'Resource',
  defaultOwner: 'group:default/platform',
  labels: ['app.kubernetes.io/*'],
  annotations: ['example.org/*'],
  tags: ['kratix'],
  appUrl: 'https://backstage.example.org/',
};

/** A Promise of databases. */
export function promiseOf(metadata: object = {}, spec: object = {}) {
  return readPromise({
    apiVersion: 'platform.kratix.io/v1alpha1',
    kind: 'Promise',
    metadata: { name: 'database', ...metadata },
    spec: {
      api: {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        spec: {
          group: 'example.org',
          names: { kind: 'Database', plural: 'databases' },
          versions: [
            {
              name: 'v1',
              served: true,
              storage: true,
              schema: { openAPIV3Schema: { description: 'A database.' } },
              additionalPrinterColumns: [
                { name: 'Engine', type: 'string', jsonPath: '.spec.engine' },
                { name: 'Host', type: 'string', jsonPath: '.status.host' },
                { name: 'Phase', type: 'string', jsonPath: '.status.phase' },
                {
                  name: 'Age',
                  type: 'date',
                  jsonPath: '.metadata.creationTimestamp',
                },
              ],
            },
          ],
        },
      },
      ...spec,
    },
  });
}

/** A request of a database. */
export function requestOf(
  metadata: object = {},
  rest: { spec?: object; status?: object } = {},
) {
  return readRequest(
    {
      apiVersion: 'example.org/v1',
      kind: 'Database',
      metadata: { name: 'orders', namespace: 'shop', ...metadata },
      ...rest,
    },
    { platform: 'local', promise: 'database' },
  );
}
