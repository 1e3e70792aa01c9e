import type { KubeObject, ResourceType } from '../../kube';

/** A resource type for tests. */
export const teams: ResourceType = {
  group: 'test.kratix.io',
  version: 'v1',
  resource: 'teams',
};

/** A CRD with patterns, defaults, rules, columns, a status subresource, a short name and a category. */
export function teamCrd(): KubeObject {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'teams.test.kratix.io' },
    spec: {
      group: 'test.kratix.io',
      scope: 'Namespaced',
      names: {
        plural: 'teams',
        kind: 'Team',
        shortNames: ['tm'],
        categories: ['kratix'],
      },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          subresources: { status: {} },
          additionalPrinterColumns: [
            { name: 'Id', type: 'string', jsonPath: '.spec.id' },
            {
              name: 'Ready',
              type: 'string',
              jsonPath: '.status.conditions[?(@.type=="Ready")].status',
            },
            {
              name: 'Size',
              type: 'integer',
              jsonPath: '.spec.size',
              priority: 1,
            },
          ],
          selectableFields: [{ jsonPath: '.spec.id' }],
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: {
                spec: {
                  type: 'object',
                  description: 'What the team is to be.',
                  required: ['id', 'name'],
                  properties: {
                    id: {
                      type: 'string',
                      description: 'Short name of the team.',
                      pattern: '^[a-z][a-z0-9-]*$',
                      maxLength: 40,
                      'x-kubernetes-validations': [
                        {
                          rule: 'self == oldSelf',
                          message: 'id cannot change',
                        },
                      ],
                    },
                    name: { type: 'string', minLength: 1 },
                    email: { type: 'string', format: 'email' },
                    size: { type: 'integer', default: 3, minimum: 1 },
                    tier: {
                      type: 'string',
                      enum: ['dev', 'prod'],
                      default: 'dev',
                    },
                    labels: {
                      type: 'object',
                      additionalProperties: { type: 'string' },
                    },
                    extra: {
                      type: 'object',
                      'x-kubernetes-preserve-unknown-fields': true,
                    },
                  },
                  'x-kubernetes-validations': [
                    {
                      rule: "self.tier != 'prod' || self.size >= 5",
                      message: 'production needs five people',
                    },
                  ],
                },
                status: {
                  type: 'object',
                  'x-kubernetes-preserve-unknown-fields': true,
                },
              },
            },
          },
        },
      ],
    },
  };
}

/** A valid team. */
export function team(
  name: string,
  spec: Record<string, unknown> = {},
  metadata: Record<string, unknown> = {},
): KubeObject {
  return {
    apiVersion: 'test.kratix.io/v1',
    kind: 'Team',
    metadata: { namespace: 'default', ...metadata, name },
    spec: { id: name, name: `Team ${name}`, ...spec },
  };
}

/** The type of CRDs. */
export const crdType: ResourceType = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  resource: 'customresourcedefinitions',
};
