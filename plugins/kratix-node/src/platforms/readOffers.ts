import { KratixFeature } from 'backstage-plugin-kratix-common';
import { z } from 'zod';
import { KubeHttp } from '../cluster/KubeHttp';

/** Which kinds a cluster has that not all have; agents by the version that it prefers. */
export interface Offers {
  revisions: boolean;
  flux?: { kustomize: string; source: string };
  argoCd?: string;
}

const groupsSchema = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      preferredVersion: z.object({ version: z.string() }),
    }),
  ),
});

/** Asks the API server which of its groups of kinds matter. One call; none where it does not tell. */
export async function readOffers(
  http: KubeHttp,
  features: Record<KratixFeature, boolean>,
): Promise<Offers> {
  const { revisions } = features;
  try {
    const { body } = await http.call({ method: 'GET', path: '/apis' });
    const versions = new Map(
      groupsSchema
        .parse(body)
        .groups.map(group => [group.name, group.preferredVersion.version]),
    );
    const kustomize = versions.get('kustomize.toolkit.fluxcd.io');
    const source = versions.get('source.toolkit.fluxcd.io');
    return {
      revisions,
      flux: kustomize && source ? { kustomize, source } : undefined,
      argoCd: versions.get('argoproj.io'),
    };
  } catch {
    // What agents say is an addition: without it nothing else fails.
    return { revisions };
  }
}
