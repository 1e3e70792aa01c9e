import type { KubeObject } from '../../kube';
import { equalJson, isJsonObject, JsonObject } from '../json';
import { memberSchema, Schema } from '../schema/Schema';
import {
  fieldsOf,
  isGranular,
  itemIndex,
  itemStep,
  listKind,
  removeAt,
  valueAt,
} from './fields';
import type { FieldPath, FieldSet } from './FieldSet';
import { FieldManager, isSameManager, replaceManager } from './managers';
import type { TrackedPart } from './trackedPart';

/** Fields that another manager owns with another value. */
export interface FieldConflict {
  manager: FieldManager;
  path: FieldPath;
}

/** What server-side apply comes to. */
export interface Applied {
  object: JsonObject;
  managers: FieldManager[];
  /** Empty when it may be done. */
  conflicts: FieldConflict[];
}

/**
 * Server-side apply, after https://kubernetes.io/docs/reference/using-api/server-side-apply/: merges what is applied
 * into the object, field by field; takes out what the manager applied before, applies no more and nobody else owns;
 * and says whose fields would change that are not the manager's.
 *
 * @param live - the object as it is, `{}` when there is none
 * @param applied - what the manager wants, without the fields that identify the object
 * @param force - takes fields over from others
 */
export function applyFields(options: {
  live: JsonObject;
  applied: JsonObject;
  schema: Schema;
  managers: FieldManager[];
  manager: Omit<FieldManager, 'fields'>;
  force: boolean;
}): Applied {
  const { live, applied, schema, manager, force } = options;
  const fields = fieldsOf(applied, schema);
  const isSelf = (one: FieldManager) => isSameManager(one, manager);
  const merged = mergeValue(live, applied, schema);
  const object: JsonObject = isJsonObject(merged) ? merged : {};
  const changed = fields.filter(
    path => !equalJson(valueAt(live, path), valueAt(object, path)),
  );
  const others = options.managers.filter(one => !isSelf(one));
  const conflicts = others.flatMap(one =>
    [...changed]
      .filter(path => owns(one, path, live))
      .map(path => ({ manager: one, path })),
  );
  if (conflicts.length && !force) {
    return { object: live, managers: options.managers, conflicts };
  }
  const wanted = others.reduce(
    (sum, one) => sum.union(one.fields.filter(path => !changed.has(path))),
    fields,
  );
  const before = options.managers.find(isSelf);
  const dropped = [...(before?.fields ?? [])]
    .filter(path => !wanted.has(path) && !wanted.hasInside(path))
    // What lies inside goes before what holds it.
    .sort((a, b) => b.length - a.length);
  for (const path of dropped) {
    removeAt(object, path);
    removeEmptyParents(object, path, wanted);
  }
  return {
    object,
    managers: replaceManager(
      options.managers.map(one =>
        isSelf(one)
          ? one
          : {
              ...one,
              fields: one.fields.filter(
                path =>
                  !changed.has(path) && valueAt(object, path) !== undefined,
              ),
            },
      ),
      { ...manager, fields },
    ),
    conflicts: [],
  };
}

/** Whether a manager owns a field, one inside of it, or the value that must go for it. */
function owns({ fields }: FieldManager, path: FieldPath, live: JsonObject) {
  const isValue = (value: unknown) =>
    value !== undefined && typeof value !== 'object';
  return (
    fields.has(path) ||
    fields.hasInside(path) ||
    path.some((_, length) => {
      const holder = path.slice(0, length);
      return fields.has(holder) && isValue(valueAt(live, holder));
    })
  );
}

/** Maps and lists that held nothing but what was taken out go as well. */
function removeEmptyParents(
  object: JsonObject,
  path: FieldPath,
  kept: FieldSet,
): void {
  for (let length = path.length - 1; length > 0; length--) {
    const parent = path.slice(0, length);
    const value = valueAt(object, parent);
    const isEmpty =
      (isJsonObject(value) && Object.keys(value).length === 0) ||
      (Array.isArray(value) && value.length === 0);
    if (!isEmpty || kept.has(parent)) {
      return;
    }
    removeAt(object, parent);
  }
}

function mergeValue(
  live: unknown,
  applied: unknown,
  schema: Schema | undefined,
): unknown {
  if (isJsonObject(applied) && isGranular(schema)) {
    const result: JsonObject = isJsonObject(live) ? { ...live } : {};
    for (const [key, value] of Object.entries(applied)) {
      result[key] = mergeValue(
        result[key],
        value,
        schema && memberSchema(schema, key),
      );
    }
    return result;
  }
  const kind = Array.isArray(applied) ? listKind(schema) : undefined;
  if (!Array.isArray(applied) || !kind || !Array.isArray(live)) {
    return structuredClone(applied);
  }
  const result: unknown[] = [...live];
  for (const item of applied) {
    const index = itemIndex(result, itemStep(item, kind, schema));
    if (index < 0) {
      result.push(structuredClone(item));
    } else if (kind.type === 'map') {
      result[index] = mergeValue(result[index], item, schema?.items);
    }
  }
  return result;
}

/**
 * The managers after a write that is no apply: who wrote owns what it changed, and nobody owns what is gone.
 *
 * @param part - what the write can change
 * @param manager - who wrote
 */
export function trackUpdate(options: {
  before: KubeObject;
  after: KubeObject;
  part: TrackedPart;
  schema: Schema;
  managers: FieldManager[];
  manager: Omit<FieldManager, 'fields'>;
}): FieldManager[] {
  const { part, schema, managers, manager } = options;
  const before = part.of(options.before);
  const after = part.of(options.after);
  const had = fieldsOf(before, schema);
  const changed = fieldsOf(after, schema).filter(
    path =>
      !had.has(path) || !equalJson(valueAt(before, path), valueAt(after, path)),
  );
  const left = managers.map(one => ({
    ...one,
    fields: one.fields.filter(
      path =>
        !part.has(path) ||
        (valueAt(after, path) !== undefined &&
          (isSameManager(one, manager) || !changed.has(path))),
    ),
  }));
  if (changed.size === 0) {
    return left;
  }
  const own = left.find(one => isSameManager(one, manager));
  return replaceManager(left, {
    ...manager,
    fields: own ? own.fields.union(changed) : changed,
  });
}
