import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
} from '@backstage/catalog-model';
import { cleanText } from './text';

/** Where an entity comes from: an object of a platform. */
export function locationAnnotations(
  platform: string,
  path: string,
): Record<string, string> {
  const location = `kratix:${platform}/${cleanText(path, 800)}`;
  return {
    [ANNOTATION_LOCATION]: location,
    [ANNOTATION_ORIGIN_LOCATION]: location,
  };
}
