import { KubeObject } from 'backstage-plugin-kratix-common';
import { eventually } from './eventually';
import { TestPlatform } from './TestPlatform';

const PROMISES = {
  group: 'platform.kratix.io',
  version: 'v1alpha1',
  resource: 'promises',
};
const REQUESTS = { group: 'example.org', version: 'v1', resource: 'databases' };

const PROMISE: KubeObject = {
  apiVersion: 'platform.kratix.io/v1alpha1',
  kind: 'Promise',
  metadata: { name: 'database' },
  spec: {
    api: {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'databases.example.org' },
      spec: {
        group: 'example.org',
        scope: 'Namespaced',
        names: { kind: 'Database', plural: 'databases', singular: 'database' },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: {
              openAPIV3Schema: {
                type: 'object',
                properties: {
                  spec: {
                    type: 'object',
                    properties: { size: { type: 'string' } },
                  },
                },
              },
            },
          },
        ],
      },
    },
  },
};

/** Requests of one Promise on a platform, as the platform itself has them. */
export class RequestModel {
  /** Names that were there at every moment since {@link RequestModel.begin}. */
  always = new Set<string>();

  constructor(private readonly platform: TestPlatform) {}

  async install(): Promise<void> {
    const { client } = this.platform;
    await client.create(PROMISES, PROMISE);
    await eventually(async () => await client.list(REQUESTS));
  }

  async begin(): Promise<void> {
    this.always = new Set(await this.names());
  }

  async names(): Promise<string[]> {
    const requests = await this.platform.client.list(REQUESTS);
    return requests.map(({ metadata }) => metadata.name);
  }

  async apply(name: string): Promise<void> {
    if (!(await this.names()).includes(name)) {
      await this.platform.client.create(REQUESTS, {
        apiVersion: 'example.org/v1',
        kind: 'Database',
        metadata: { name, namespace: 'default' },
        spec: {},
      });
    }
  }

  async delete(name: string): Promise<void> {
    this.always.delete(name);
    await this.platform.client.delete(REQUESTS, name, 'default');
  }
}
