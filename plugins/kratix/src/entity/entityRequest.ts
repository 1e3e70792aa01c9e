import { Entity } from '@backstage/catalog-model';
import {
  KratixAnnotations,
  PlatformSummary,
  RequestRef,
} from 'backstage-plugin-kratix-common';

/** The request that an entity says it comes from, or what is wrong with what it says. */
export type EntityRequest =
  | { ref: RequestRef }
  | { missing: string[] }
  | { unknownPlatform: string }
  | { whichPlatform: true };

/**
 * Reads the coordinates of a request from the annotations of an entity. Kratix's own integration
 * knows of one platform only and writes no annotation for it: where exactly one is configured, it
 * is that one.
 */
export function entityRequest(
  entity: Entity,
  platforms: PlatformSummary[],
): EntityRequest {
  const annotations = entity.metadata.annotations ?? {};
  const promise = annotations[KratixAnnotations.promiseName];
  const namespace = annotations[KratixAnnotations.namespace];
  const name = annotations[KratixAnnotations.name];
  if (!promise || !namespace || !name) {
    return {
      missing: [
        KratixAnnotations.promiseName,
        KratixAnnotations.namespace,
        KratixAnnotations.name,
      ].filter(key => !annotations[key]),
    };
  }
  const named = annotations[KratixAnnotations.platform];
  if (!named && platforms.length !== 1) {
    return { whichPlatform: true };
  }
  const platform = named || platforms[0].name;
  return platforms.some(item => item.name === platform)
    ? { ref: { platform, promise, namespace, name } }
    : { unknownPlatform: platform };
}
