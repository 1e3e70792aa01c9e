import { InputError } from '@backstage/errors';

const SEGMENT = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i;

/** Whatever is put into the path of a URL must not lead out of its place. */
export function checkSegment(segment: string): string {
  if (!SEGMENT.test(segment) || segment.length > 253) {
    throw new InputError(
      `'${segment.slice(
        0,
        100,
      )}' is no valid Kubernetes name: use lower-case letters, digits, hyphens and dots.`,
    );
  }
  return segment;
}
