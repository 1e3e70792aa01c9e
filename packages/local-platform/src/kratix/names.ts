import { createHash, randomUUID } from 'node:crypto';
import { stableStringify } from './json';

/** Longest stem that leaves room for a dash and five characters in a label of 63. */
const MAX_STEM = 57;

export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

/** The five characters by which a directory appears in paths and placement names; `.` is `5058f`. */
export function shortId(id: string): string {
  return id.slice(0, 5);
}

function stem(name: string): string {
  const cut = name.length > MAX_STEM ? name.slice(0, MAX_STEM - 1) : name;
  return cut.replace(/[^A-Za-z0-9]+$/, '');
}

/**
 * A name that is always the same for the same input: the stem and the start of an md5 over the
 * hashing inputs, or over the name when there are none.
 */
export function deterministicName(
  name: string,
  ...hashingInputs: string[]
): string {
  const hashed = hashingInputs.length > 0 ? hashingInputs.join('-') : name;
  return `${stem(name)}-${shortId(md5(hashed))}`;
}

/** A name of its own for each call: the stem and five random characters. */
export function randomName(
  name: string,
  uuid: () => string = randomUUID,
): string {
  return `${stem(name)}-${uuid().slice(0, 5)}`;
}

/** The hash of an object's `spec`, the same for the same content whatever the order of its keys. */
export function specHash(spec: unknown): string {
  return md5(stableStringify(spec ?? null));
}

/** A request's name as a label value: hashed when it is longer than a label may be. */
export function resourceNameLabel(name: string): string {
  return name.length <= 63 ? name : deterministicName(name);
}
