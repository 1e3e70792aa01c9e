import {
  ANNOTATION_EDIT_URL,
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  ANNOTATION_VIEW_URL,
  Entity,
} from '@backstage/catalog-model';
import { KratixAnnotations } from 'backstage-plugin-kratix-common';

const TECHDOCS_REF = 'backstage.io/techdocs-ref';

/** Backstage, or this provider, says these; a file never does. */
function isReserved(key: string): boolean {
  return (
    key.startsWith('backstage.io/managed-by-') ||
    key === ANNOTATION_SOURCE_LOCATION ||
    key === 'backstage.io/orphan' ||
    key === KratixAnnotations.platform
  );
}

/** Whether a value of an annotation makes nobody fetch or open what the file's author chose. */
function isHarmless(key: string, value: string): boolean {
  switch (key) {
    case ANNOTATION_VIEW_URL:
    case ANNOTATION_EDIT_URL:
      return /^https?:\/\//i.test(value);
    case TECHDOCS_REF:
      // Any other form is fetched by the backend, with its own credentials.
      return /^dir:(?!.*\.\.)/.test(value);
    default:
      return true;
  }
}

/**
 * The entity as written, with where it comes from. Annotations that Backstage or this provider
 * writes are replaced or left out.
 */
export function annotateEntity(
  entity: Entity,
  origin: { platform: string; location: string },
): Entity {
  // Filled one by one: what is made of a list of entries is slow to copy and to write out, for each of
  // thousands.
  const annotations: Record<string, string> = {};
  for (const [key, value] of Object.entries(
    entity.metadata.annotations ?? {},
  )) {
    if (!isReserved(key) && isHarmless(key, value)) {
      annotations[key] = value;
    }
  }
  annotations[KratixAnnotations.platform] = origin.platform;
  annotations[ANNOTATION_LOCATION] = origin.location;
  annotations[ANNOTATION_ORIGIN_LOCATION] = origin.location;
  return { ...entity, metadata: { ...entity.metadata, annotations } };
}
