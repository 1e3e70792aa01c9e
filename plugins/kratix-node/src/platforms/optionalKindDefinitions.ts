import {
  GitOpsAgent,
  GitOpsRepository,
  KratixBinding,
  KratixRelease,
  KratixRevision,
  readApplication,
  readBinding,
  readGitRepository,
  readKustomization,
  readRelease,
  readRevision,
} from 'backstage-plugin-kratix-common';
import { KindDefinition, kratixKind } from './kinds';

export const revisionKind: KindDefinition<KratixRevision> = {
  address: kratixKind('PromiseRevision', 'promiserevisions'),
  of: 'revision',
  read: readRevision,
  change: (type, object) => ({ kind: 'revision', type, object }),
};

export const bindingKind: KindDefinition<KratixBinding> = {
  address: kratixKind('ResourceBinding', 'resourcebindings'),
  of: 'binding',
  read: readBinding,
  change: (type, object) => ({ kind: 'binding', type, object }),
};

export const releaseKind: KindDefinition<KratixRelease> = {
  address: kratixKind('PromiseRelease', 'promisereleases'),
  of: 'release',
  read: readRelease,
  change: (type, object) => ({ kind: 'release', type, object }),
};

/** @param version - that the cluster prefers, as of the others */
export function kustomizationKind(
  version: string,
): KindDefinition<GitOpsAgent> {
  return {
    address: {
      group: 'kustomize.toolkit.fluxcd.io',
      version,
      kind: 'Kustomization',
      plural: 'kustomizations',
    },
    of: 'agent',
    read: readKustomization,
    change: (type, object) => ({ kind: 'agent', type, object }),
  };
}

export function gitRepositoryKind(
  version: string,
): KindDefinition<GitOpsRepository> {
  return {
    address: {
      group: 'source.toolkit.fluxcd.io',
      version,
      kind: 'GitRepository',
      plural: 'gitrepositories',
    },
    of: 'repository',
    read: readGitRepository,
    change: (type, object) => ({ kind: 'repository', type, object }),
  };
}

export function applicationKind(version: string): KindDefinition<GitOpsAgent> {
  return {
    address: {
      group: 'argoproj.io',
      version,
      kind: 'Application',
      plural: 'applications',
    },
    of: 'agent',
    read: readApplication,
    change: (type, object) => ({ kind: 'agent', type, object }),
  };
}
