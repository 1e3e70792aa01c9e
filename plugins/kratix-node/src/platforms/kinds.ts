import {
  KratixDestination,
  KratixLabels,
  KratixPlacement,
  KratixPromise,
  KratixRequest,
  KratixStateStore,
  KratixWork,
  KubeObject,
  OwnerRules,
  PromiseApi,
  readDestination,
  readPlacement,
  readPromise,
  readRequest,
  readStateStore,
  readWork,
} from 'backstage-plugin-kratix-common';
import { ChangeType, PlatformChange, PlatformKind } from '../KratixPlatforms';
import { KindAddress } from '../watch/KubeKindSource';

/** What a kind of object is to a platform. */
export interface KindDefinition<T> {
  address: KindAddress;
  of: PlatformKind;
  /** For requests. */
  promise?: string;
  /** Gives what is kept; undefined for an object that is not shown. */
  read(object: KubeObject): T | undefined;
  change(type: ChangeType, value: T): PlatformChange;
}

/** A Promise with the object that it was read from. */
export interface PromiseRecord {
  promise: KratixPromise;
  manifest: KubeObject;
}

/** A request with the object that it was read from. */
export interface RequestRecord {
  request: KratixRequest;
  manifest: KubeObject;
}

/** A kind of Kratix' own. */
export function kratixKind(kind: string, plural: string): KindAddress {
  return { group: 'platform.kratix.io', version: 'v1alpha1', kind, plural };
}

/**
 * What Kratix makes for a dry run looks like the real thing, but is none; and neither is what is a part
 * of it: the names of its requests begin alike.
 */
function isDryRun({ metadata: { labels = {} } }: KubeObject): boolean {
  const parents = [
    labels['kratix.io/parent-resource-name'],
    labels['kratix.io/component-of-resource-name'],
  ];
  return (
    labels[KratixLabels.dryRun] === 'true' ||
    labels[KratixLabels.dryRunSummary] === 'true' ||
    labels['kratix.io/dry-run-owner'] !== undefined ||
    parents.some(parent => parent?.startsWith('kratix-dry-run-'))
  );
}

export const promiseKind: KindDefinition<PromiseRecord> = {
  address: kratixKind('Promise', 'promises'),
  of: 'promise',
  read: manifest => ({ promise: readPromise(manifest), manifest }),
  change: (type, { promise }) => ({ kind: 'promise', type, object: promise }),
};

export const workKind: KindDefinition<KratixWork> = {
  address: kratixKind('Work', 'works'),
  of: 'work',
  read: object => (isDryRun(object) ? undefined : readWork(object)),
  change: (type, object) => ({ kind: 'work', type, object }),
};

export const placementKind: KindDefinition<KratixPlacement> = {
  address: kratixKind('WorkPlacement', 'workplacements'),
  of: 'placement',
  read: readPlacement,
  change: (type, object) => ({ kind: 'placement', type, object }),
};

export const destinationKind: KindDefinition<KratixDestination> = {
  address: kratixKind('Destination', 'destinations'),
  of: 'destination',
  read: readDestination,
  change: (type, object) => ({ kind: 'destination', type, object }),
};

function stateStoreKind(
  kind: string,
  plural: string,
): KindDefinition<KratixStateStore> {
  return {
    address: kratixKind(kind, plural),
    of: 'stateStore',
    read: readStateStore,
    change: (type, object) => ({ kind: 'stateStore', type, object }),
  };
}

export const gitStateStoreKind = stateStoreKind(
  'GitStateStore',
  'gitstatestores',
);

export const bucketStateStoreKind = stateStoreKind(
  'BucketStateStore',
  'bucketstatestores',
);

/** The kind that a Promise lets people request. */
export function requestKind(
  { platform, owners }: { platform: string; owners: OwnerRules },
  promise: string,
  api: PromiseApi,
): KindDefinition<RequestRecord> {
  return {
    address: {
      group: api.group,
      version: api.version,
      kind: api.kind,
      plural: api.plural,
    },
    of: 'request',
    promise,
    read: manifest =>
      isDryRun(manifest)
        ? undefined
        : {
            manifest,
            request: readRequest(manifest, { platform, promise }, owners),
          },
    change: (type, { request }) => ({ kind: 'request', type, object: request }),
  };
}
