import { isJsonObject, JsonObject } from '../json';
import { FieldSet } from './FieldSet';

/** Who owns which fields of an object, in what way. */
export interface FieldManager {
  manager: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  subresource?: 'status';
  /** RFC 3339, in seconds. */
  time?: string;
  fields: FieldSet;
}

/** Reads `metadata.managedFields`. */
export function readManagers(value: unknown): FieldManager[] {
  return (Array.isArray(value) ? value : []).filter(isJsonObject).map(one => ({
    manager: String(one.manager ?? ''),
    operation: one.operation === 'Apply' ? 'Apply' : 'Update',
    apiVersion: String(one.apiVersion ?? ''),
    ...(one.subresource === 'status' ? { subresource: 'status' } : {}),
    ...(typeof one.time === 'string' ? { time: one.time } : {}),
    fields: FieldSet.fromFieldsV1(one.fieldsV1),
  }));
}

/** As `metadata.managedFields`; managers of nothing are left out. */
export function writeManagers(managers: FieldManager[]): JsonObject[] {
  return managers
    .filter(({ fields }) => fields.size > 0)
    .map(({ fields, subresource, time, ...one }) => ({
      manager: one.manager,
      operation: one.operation,
      apiVersion: one.apiVersion,
      ...(time ? { time } : {}),
      fieldsType: 'FieldsV1',
      fieldsV1: fields.toFieldsV1(),
      ...(subresource ? { subresource } : {}),
    }));
}

/** Whether two entries are those of one manager in one role. */
export function isSameManager(
  a: Omit<FieldManager, 'fields'>,
  b: Omit<FieldManager, 'fields'>,
): boolean {
  return (
    a.manager === b.manager &&
    a.operation === b.operation &&
    a.subresource === b.subresource &&
    (a.operation === 'Apply' || a.apiVersion === b.apiVersion)
  );
}

/**
 * The managers after one of them has another set of fields: in its old place, with a new time if the set is another;
 * at the end when it is new.
 */
export function replaceManager(
  managers: FieldManager[],
  next: FieldManager,
): FieldManager[] {
  const index = managers.findIndex(one => isSameManager(one, next));
  if (index < 0) {
    return [...managers, next];
  }
  const old = managers[index];
  const same =
    old.apiVersion === next.apiVersion && old.fields.equals(next.fields);
  return managers.map(one => {
    if (one !== old) {
      return one;
    }
    return same ? old : next;
  });
}

/** How a manager is named in a conflict. */
export function showManager({
  manager,
  operation,
  apiVersion,
  time,
}: FieldManager): string {
  const name = JSON.stringify(manager);
  if (operation === 'Apply') {
    return name;
  }
  return `${name} using ${apiVersion}${time ? ` at ${time}` : ''}`;
}
