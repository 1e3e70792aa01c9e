import { Config } from '@backstage/config';
import { z } from 'zod';
import { AccessSettings } from '../cluster/AccessSettings';

/** A cluster of Backstage's own Kubernetes plugin. */
export interface KubernetesCluster {
  access: AccessSettings;
  /** The auth provider whose token of a person the cluster takes. */
  tokenProvider?: string;
}

const text = z.string().min(1);

const clusterSchema = z.object({
  name: text,
  url: text,
  authProvider: text.optional(),
  serviceAccountToken: text.optional(),
  authMetadata: z.object({ serviceAccountToken: text.optional() }).optional(),
  oidcTokenProvider: text.optional(),
  caData: text.optional(),
  caFile: text.optional(),
  skipTLSVerify: z.boolean().default(false),
});

const methodsSchema = z.array(
  z.object({ type: z.string(), clusters: z.array(z.unknown()).default([]) }),
);

const nameSchema = z.object({ name: z.string() });

/**
 * Finds a cluster under `kubernetes.clusterLocatorMethods` (those of type `config`) and reads how its
 * service account reaches it.
 *
 * @throws Error that names what is missing there
 */
export function readKubernetesCluster(
  config: Config,
  name: string,
): KubernetesCluster {
  const methods = methodsSchema
    .catch([])
    .parse(config.getOptional('kubernetes.clusterLocatorMethods'));
  const named = methods
    .filter(({ type }) => type === 'config')
    .flatMap(({ clusters }) =>
      clusters.flatMap(cluster => {
        const parsed = nameSchema.safeParse(cluster);
        return parsed.success ? [{ name: parsed.data.name, cluster }] : [];
      }),
    );
  const found = named.find(cluster => cluster.name === name);
  if (!found) {
    throw new Error(
      `there is no cluster ${name} under kubernetes.clusterLocatorMethods of type config; ${
        named.length
          ? `there are ${named.map(cluster => cluster.name).join(', ')}`
          : 'there is none at all'
      }. Clusters that other locators find cannot be used.`,
    );
  }
  const parsed = clusterSchema.safeParse(found.cluster);
  if (!parsed.success) {
    throw new Error(
      `cluster ${name} of the kubernetes configuration is not complete: ${parsed.error.issues
        .map(({ path, message }) => `${path.join('.')}: ${message}`)
        .join('; ')}.`,
    );
  }
  return toCluster(parsed.data);
}

function toCluster(cluster: z.output<typeof clusterSchema>): KubernetesCluster {
  const { name, url, caData, caFile, skipTLSVerify } = cluster;
  const token =
    cluster.serviceAccountToken ?? cluster.authMetadata?.serviceAccountToken;
  const tokenProvider = cluster.oidcTokenProvider;
  if (token) {
    return {
      access: {
        type: 'url',
        url,
        caData: caFile ? undefined : caData,
        caFile,
        token,
        skipTLSVerify,
        origin: `serviceAccountToken of cluster ${name} of the kubernetes configuration`,
      },
      tokenProvider,
    };
  }
  if (cluster.authProvider === 'serviceAccount') {
    // As the Kubernetes plugin does: the account of the pod.
    return { access: { type: 'inCluster' }, tokenProvider };
  }
  throw new Error(
    `cluster ${name} of the kubernetes configuration has no serviceAccountToken, and its authProvider ${
      cluster.authProvider ?? '(none)'
    } gives credentials to people only. Add serviceAccountToken there, for what Backstage reads by itself, or use another access.`,
  );
}
