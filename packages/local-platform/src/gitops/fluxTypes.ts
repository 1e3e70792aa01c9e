import { ResourceType } from '../kube';

/** As Flux names them: https://fluxcd.io/flux/components/source/gitrepositories/ */
export const GIT_REPOSITORIES: ResourceType = {
  group: 'source.toolkit.fluxcd.io',
  version: 'v1',
  resource: 'gitrepositories',
};

/** As Flux names them: https://fluxcd.io/flux/components/kustomize/kustomizations/ */
export const KUSTOMIZATIONS: ResourceType = {
  group: 'kustomize.toolkit.fluxcd.io',
  version: 'v1',
  resource: 'kustomizations',
};

/** Where the platform's own Flux objects are. */
export const FLUX_NAMESPACE = 'flux-system';

/** On what a Kustomization applies: which one it was. */
export const ownerLabels = {
  name: 'kustomize.toolkit.fluxcd.io/name',
  namespace: 'kustomize.toolkit.fluxcd.io/namespace',
} as const;

/** What an object says about how it is applied, as label or annotation. */
export const controls = {
  /** `disabled` keeps the object when it leaves the repository. */
  prune: 'kustomize.toolkit.fluxcd.io/prune',
  /** `disabled` leaves the object as it is. */
  reconcile: 'kustomize.toolkit.fluxcd.io/reconcile',
} as const;

/** Holds a Kustomization that is being deleted until what it applied is pruned. */
export const FINALIZER = 'finalizers.fluxcd.io';

/** Under which name the agent owns fields, and as whom it acts. */
export const FIELD_MANAGER = 'kustomize-controller';
export const USER_NAME = `system:serviceaccount:${FLUX_NAMESPACE}:${FIELD_MANAGER}`;

/** A commit as Flux writes it, for example `main@sha1:4fd1…`. */
export function revisionOf(branch: string, sha: string): string {
  return `${branch}@sha1:${sha}`;
}

/** The commit of a revision; undefined for what is none. */
export function shaOf(revision: string): string | undefined {
  return /@sha1:([0-9a-f]{40})$/.exec(revision)?.[1];
}
