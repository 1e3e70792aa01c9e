import { KubeClient, KubeStatusError } from '../kube';
import { namespaces } from './resources/builtin/namespaces';

const names = ['default', 'kube-system', 'kratix-platform-system'];

/** Makes the namespaces that always exist. */
export async function createSystemNamespaces(
  client: KubeClient,
): Promise<void> {
  for (const name of names) {
    try {
      await client.create(namespaces, {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name },
      });
    } catch (error) {
      const exists =
        error instanceof KubeStatusError && error.reason === 'AlreadyExists';
      if (!exists) throw error;
    }
  }
}
