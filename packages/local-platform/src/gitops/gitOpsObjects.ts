import { KubeObject } from '../kube';
import { FLUX_NAMESPACE } from './fluxTypes';

const SOURCE = 'kratix';

/**
 * What applies the platform's own Destination to the platform: a GitRepository, and a Kustomization for the
 * dependencies and one for the resources that Kratix writes below its path.
 *
 * @param url - the repository
 * @param path - the Destination's path in it
 */
export function gitOpsObjects(url: string, path: string): KubeObject[] {
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: FLUX_NAMESPACE },
    },
    {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'GitRepository',
      metadata: { name: SOURCE, namespace: FLUX_NAMESPACE },
      spec: { url, interval: '1m0s', ref: { branch: 'main' } },
    },
    ...['dependencies', 'resources'].map(part => ({
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: {
        name: `kratix-platform-${part}`,
        namespace: FLUX_NAMESPACE,
      },
      spec: {
        interval: '1m0s',
        retryInterval: '10s',
        path: `./${path}/${part}`,
        prune: true,
        sourceRef: { kind: 'GitRepository', name: SOURCE },
      },
    })),
  ];
}
