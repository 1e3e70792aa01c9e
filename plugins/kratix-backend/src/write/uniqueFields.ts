import { KubeObject } from 'backstage-plugin-kratix-common';
import { isJsonMap } from './mergePatch';

/**
 * Reads a field by its path, for example `spec.id`.
 *
 * @returns the value as text, or undefined where there is none or it is no scalar
 */
export function readField(
  object: KubeObject,
  path: string,
): string | undefined {
  const value = path
    .split('.')
    .reduce<unknown>(
      (parent, key) =>
        isJsonMap(parent) && Object.hasOwn(parent, key)
          ? parent[key]
          : undefined,
      { ...object },
    );
  return ['string', 'number', 'boolean'].includes(typeof value)
    ? String(value)
    : undefined;
}

/** A field of a proposed request that another request already holds. */
export interface TakenField {
  field: string;
  value: string;
  holder: KubeObject;
}

/**
 * The first field whose value only one request may hold and that another one holds. Fields that the
 * proposal leaves as they are do not count: an edit of something else must stay possible where two
 * requests came to hold one value by another way.
 *
 * @param others - all other requests of the Promise on the platform
 */
export function findTakenField(
  uniqueFields: string[],
  proposed: KubeObject,
  live: KubeObject | undefined,
  others: KubeObject[],
): TakenField | undefined {
  for (const field of uniqueFields) {
    const value = readField(proposed, field);
    if (value !== undefined && !(live && readField(live, field) === value)) {
      const holder = others.find(other => readField(other, field) === value);
      if (holder) {
        return { field, value, holder };
      }
    }
  }
  return undefined;
}
