import { Entity } from '@backstage/catalog-model';
import {
  KratixAnnotations,
  PlatformSummary,
  RequestRef,
} from 'backstage-plugin-kratix-common';
import { isPromiseEntity } from './isKratixAvailable';

/** What an entity stands for on a platform, or what is wrong with what it says. */
export type EntitySubject =
  | { request: RequestRef }
  | { promise: { platform: string; name: string } }
  | { missing: string[] }
  | { unknownPlatform: string }
  | { whichPlatform: true };

/**
 * Reads from the annotations of an entity which Promise or request it stands for. Kratix's own
 * integration knows of one platform only and writes no annotation for it: where exactly one is
 * configured, it is that one.
 */
export function entitySubject(
  entity: Entity,
  platforms: PlatformSummary[],
): EntitySubject {
  const annotations = entity.metadata.annotations ?? {};
  const isPromise = isPromiseEntity(entity);
  const missing = (
    isPromise
      ? [KratixAnnotations.promiseName]
      : [
          KratixAnnotations.promiseName,
          KratixAnnotations.namespace,
          KratixAnnotations.name,
        ]
  ).filter(key => !annotations[key]);
  if (missing.length) {
    return { missing };
  }
  const named = annotations[KratixAnnotations.platform];
  if (!named && platforms.length !== 1) {
    return { whichPlatform: true };
  }
  const platform = named || platforms[0].name;
  if (!platforms.some(({ name }) => name === platform)) {
    return { unknownPlatform: platform };
  }
  const promise = annotations[KratixAnnotations.promiseName];
  return isPromise
    ? { promise: { platform, name: promise } }
    : {
        request: {
          platform,
          promise,
          namespace: annotations[KratixAnnotations.namespace],
          name: annotations[KratixAnnotations.name],
        },
      };
}
