import { Entity } from '@backstage/catalog-model';
import {
  KratixAnnotations,
  PlatformSummary,
  PromiseSummary,
  RequestRef,
} from 'backstage-plugin-kratix-common';
import { entityApi, isPromiseEntity } from './isKratixAvailable';

/** What an entity stands for on a platform, or what is wrong with what it says. */
export type EntitySubject =
  | { request: RequestRef }
  | { promise: { platform: string; name: string } }
  | { missing: string[] }
  | { unknownPlatform: string }
  | { whichPlatform: true }
  /** It names an API, and whose that is has to be looked up. */
  | { whosePromise: { group: string; kind: string } }
  | { unknownApi: { group: string; kind: string } };

/** What there is on the platforms. */
export interface KnownPlaces {
  platforms: PlatformSummary[];
  /** Absent until they have been asked for. */
  promises?: PromiseSummary[];
}

/** The annotations that an entity lacks to be found. */
function missingAnnotations(entity: Entity): string[] {
  const annotations = entity.metadata.annotations ?? {};
  const needed = isPromiseEntity(entity)
    ? [KratixAnnotations.promiseName]
    : [
        KratixAnnotations.promiseName,
        KratixAnnotations.namespace,
        KratixAnnotations.name,
      ];
  return needed.filter(key => !annotations[key]);
}

/**
 * Reads from the annotations of an entity which Promise or request it stands for. Kratix's own
 * integration knows of one platform only and writes no annotation for it: where exactly one is
 * configured, it is that one. Where it names no Promise, the Promise is that of the API it names, and
 * an entity of type `promise` is named by `kratix.io/name`.
 */
export function entitySubject(
  entity: Entity,
  { platforms, promises }: KnownPlaces,
): EntitySubject {
  const annotations = entity.metadata.annotations ?? {};
  const isPromise = isPromiseEntity(entity);
  const api = entityApi(entity);
  const name = annotations[KratixAnnotations.name];
  const promiseName =
    annotations[KratixAnnotations.promiseName] ||
    (isPromise ? name : undefined);
  const missing = missingAnnotations(entity).filter(
    key => key !== KratixAnnotations.promiseName || !(promiseName || api),
  );
  if (missing.length) {
    return { missing };
  }
  const named = annotations[KratixAnnotations.platform];
  if (!named && platforms.length !== 1) {
    return { whichPlatform: true };
  }
  const platform = named || platforms[0].name;
  if (!platforms.some(known => known.name === platform)) {
    return { unknownPlatform: platform };
  }
  if (isPromise && promiseName) {
    return { promise: { platform, name: promiseName } };
  }
  const promise = promiseName ?? promiseOf(api, platform, promises);
  if (promise) {
    const namespace = annotations[KratixAnnotations.namespace];
    return { request: { platform, promise, namespace, name } };
  }
  if (!api) {
    return { missing: [KratixAnnotations.promiseName] };
  }
  return promises ? { unknownApi: api } : { whosePromise: api };
}

function promiseOf(
  api: { group: string; kind: string } | undefined,
  platform: string,
  promises: PromiseSummary[] | undefined,
): string | undefined {
  return promises?.find(
    promise =>
      promise.platform === platform &&
      promise.api?.group === api?.group &&
      promise.api?.kind === api?.kind,
  )?.name;
}
