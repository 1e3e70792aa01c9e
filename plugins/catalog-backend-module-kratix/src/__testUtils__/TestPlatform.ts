import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalPlatform, startLocalPlatform } from 'kratix-local-platform';

const placements = {
  group: 'platform.kratix.io',
  version: 'v1alpha1',
  resource: 'workplacements',
};

/** A local platform without Promises, with a Destination `catalog` at the path `catalog`. */
export class TestPlatform {
  static async start(): Promise<TestPlatform> {
    const directory = await mkdtemp(join(tmpdir(), 'kratix-test-platform-'));
    const platform = await startLocalPlatform({
      dataDir: directory,
      port: 0,
      gitPort: 0,
      retryBackoffMs: 50,
    });
    return new TestPlatform(platform, directory);
  }

  private constructor(
    private readonly platform: LocalPlatform,
    private readonly directory: string,
  ) {}

  get url(): string {
    return this.platform.url;
  }

  get token(): string {
    return this.platform.token;
  }

  get certificateAuthority(): string {
    return this.platform.certificateAuthority;
  }

  /** The platform's API, without HTTP. */
  get client(): LocalPlatform['client'] {
    return this.platform.client;
  }

  get kubeconfig(): string {
    return this.platform.kubeconfigPath;
  }

  /** The repository behind the Destination `catalog`, and where it is served. */
  get catalogRepository(): { directory: string; url: string } {
    return {
      directory: join(this.directory, 'repositories', 'catalog.git'),
      url: `${this.platform.gitUrl}/catalog.git`,
    };
  }

  /** Makes a placement on a Destination, which Kratix then says to be written. */
  async writePlacement(name: string, destination = 'catalog'): Promise<void> {
    await this.platform.client.create(placements, {
      apiVersion: 'platform.kratix.io/v1alpha1',
      kind: 'WorkPlacement',
      metadata: { name, namespace: 'default' },
      spec: { targetDestinationName: destination, workloads: [] },
    });
  }

  async deletePlacement(name: string): Promise<void> {
    await this.platform.client.delete(placements, name, 'default');
  }

  async stop(): Promise<void> {
    await this.platform.stop();
    await rm(this.directory, { recursive: true, force: true });
  }
}
