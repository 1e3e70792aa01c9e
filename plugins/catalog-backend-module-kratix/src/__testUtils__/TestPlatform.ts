import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiServer, createApiServer } from 'kratix-local-platform';

const GROUP = 'platform.kratix.io';
const VERSION = 'v1alpha1';

const kinds = [
  ['Promise', 'promises', 'Cluster'],
  ['Destination', 'destinations', 'Cluster'],
  ['GitStateStore', 'gitstatestores', 'Cluster'],
  ['BucketStateStore', 'bucketstatestores', 'Cluster'],
  ['Work', 'works', 'Namespaced'],
  ['WorkPlacement', 'workplacements', 'Namespaced'],
];

/** A Kubernetes API with Kratix's kinds, over HTTPS, whose objects the test writes. */
export class TestPlatform {
  static async start(): Promise<TestPlatform> {
    const directory = await mkdtemp(join(tmpdir(), 'kratix-test-platform-'));
    const server = await createApiServer({
      file: join(directory, 'platform.sqlite'),
      token: 'test-token',
    });
    for (const [kind, plural, scope] of kinds) {
      await server.client.create(
        {
          group: 'apiextensions.k8s.io',
          version: 'v1',
          resource: 'customresourcedefinitions',
        },
        {
          apiVersion: 'apiextensions.k8s.io/v1',
          kind: 'CustomResourceDefinition',
          metadata: { name: `${plural}.${GROUP}` },
          spec: {
            group: GROUP,
            names: { kind, plural, singular: kind.toLowerCase() },
            scope,
            versions: [
              {
                name: VERSION,
                served: true,
                storage: true,
                schema: {
                  openAPIV3Schema: {
                    type: 'object',
                    'x-kubernetes-preserve-unknown-fields': true,
                  },
                },
              },
            ],
          },
        },
      );
    }
    await server.listen();
    const kubeconfig = join(directory, 'kubeconfig');
    await writeFile(kubeconfig, server.kubeconfig('local'));
    return new TestPlatform(server, directory, kubeconfig);
  }

  private constructor(
    private readonly server: ApiServer,
    private readonly directory: string,
    readonly kubeconfig: string,
  ) {}

  async create(
    kind: string,
    name: string,
    content: { spec: object; status?: object; namespace?: string },
  ): Promise<void> {
    const { namespace, ...rest } = content;
    await this.server.client.create(this.typeOf(kind), {
      apiVersion: `${GROUP}/${VERSION}`,
      kind,
      metadata: { name, ...(namespace && { namespace }) },
      ...rest,
    });
  }

  async delete(kind: string, name: string, namespace?: string): Promise<void> {
    await this.server.client.delete(this.typeOf(kind), name, namespace);
  }

  async stop(): Promise<void> {
    await this.server.close();
    await rm(this.directory, { recursive: true, force: true });
  }

  private typeOf(kind: string) {
    const resource = kinds.find(([other]) => other === kind)?.[1] ?? '';
    return { group: GROUP, version: VERSION, resource };
  }
}
