import { equalJson, isJsonObject, JsonObject } from '../json';
import { memberSchema, Schema } from '../schema/Schema';
import { list, map, object, text } from '../resources/schemaBuilders';

const directive = '$patch';
const setOrder = '$setElementOrder/';
const deleteFrom = '$deleteFromPrimitiveList/';
const retainKeys = '$retainKeys';

/** Lists of metadata that are merged; the schemas of kinds leave metadata out. */
const metadata: Schema = object({
  labels: map(text),
  annotations: map(text),
  finalizers: { ...list(text), 'x-kubernetes-patch-strategy': 'merge' },
  ownerReferences: list(object({ uid: text }), 'uid'),
});

function isDirective(key: string): boolean {
  return (
    key === directive ||
    key === retainKeys ||
    key.startsWith(setOrder) ||
    key.startsWith(deleteFrom)
  );
}

function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value
      .filter(one => !isJsonObject(one) || one[directive] === undefined)
      .map(withoutDirectives);
  }
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, child]) => !isDirective(key) && child !== null)
      .map(([key, child]) => [key, withoutDirectives(child)]),
  );
}

function mergeObject(
  current: unknown,
  patch: JsonObject,
  schema: Schema | undefined,
): JsonObject {
  if (patch[directive] === 'replace') {
    return withoutDirectives(patch) as JsonObject; // an object in, an object out
  }
  const result: JsonObject = isJsonObject(current) ? { ...current } : {};
  const retained = patch[retainKeys];
  if (Array.isArray(retained)) {
    for (const key of Object.keys(result)) {
      if (!retained.includes(key)) delete result[key];
    }
  }
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith(deleteFrom) && Array.isArray(value)) {
      const name = key.slice(deleteFrom.length);
      const list_ = result[name];
      if (Array.isArray(list_)) {
        result[name] = list_.filter(
          one => !value.some(gone => equalJson(gone, one)),
        );
      }
    }
  }
  for (const [key, value] of Object.entries(patch)) {
    if (isDirective(key)) continue;
    const child = schema && memberSchema(schema, key);
    if (
      value === null ||
      (isJsonObject(value) && value[directive] === 'delete')
    ) {
      delete result[key];
    } else if (isJsonObject(value)) {
      result[key] = mergeObject(result[key], value, child);
    } else if (Array.isArray(value)) {
      result[key] = mergeList(result[key], value, child);
    } else {
      result[key] = value;
    }
  }
  for (const [key, order] of Object.entries(patch)) {
    if (!key.startsWith(setOrder) || !Array.isArray(order)) continue;
    const name = key.slice(setOrder.length);
    const list_ = result[name];
    if (Array.isArray(list_)) {
      result[name] = reorder(
        list_,
        order,
        schema && memberSchema(schema, name),
      );
    }
  }
  return result;
}

function mergeList(
  current: unknown,
  patch: unknown[],
  schema: Schema | undefined,
): unknown[] {
  const replaces = patch.some(
    one => isJsonObject(one) && one[directive] === 'replace',
  );
  if (schema?.['x-kubernetes-patch-strategy'] !== 'merge' || replaces) {
    return withoutDirectives(patch) as unknown[]; // a list in, a list out
  }
  const result: unknown[] = Array.isArray(current) ? [...current] : [];
  const mergeKey = schema['x-kubernetes-patch-merge-key'];
  for (const item of patch) {
    if (!mergeKey || !isJsonObject(item)) {
      if (!result.some(one => equalJson(one, item))) result.push(item);
      continue;
    }
    const at = result.findIndex(
      one => isJsonObject(one) && equalJson(one[mergeKey], item[mergeKey]),
    );
    if (item[directive] === 'delete') {
      if (at >= 0) result.splice(at, 1);
    } else if (at >= 0) {
      result[at] = mergeObject(result[at], item, schema.items);
    } else {
      result.push(withoutDirectives(item));
    }
  }
  return result;
}

/** Items named by the order come in that order; the others keep their place behind what they followed. */
function reorder(
  items: unknown[],
  order: unknown[],
  schema: Schema | undefined,
): unknown[] {
  const mergeKey = schema?.['x-kubernetes-patch-merge-key'];
  const position = (item: unknown) =>
    order.findIndex(one =>
      mergeKey && isJsonObject(one) && isJsonObject(item)
        ? equalJson(one[mergeKey], item[mergeKey])
        : equalJson(one, item),
    );
  let last = -1;
  return items
    .map((item, index) => {
      const at = position(item);
      if (at >= 0) last = at;
      return { item, rank: at >= 0 ? at : last + 0.5, index };
    })
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ item }) => item);
}

/**
 * Applies a strategic merge patch: lists are merged by key where the schema says so (`x-kubernetes-patch-strategy`),
 * and the directives `$patch`, `$setElementOrder`, `$deleteFromPrimitiveList` and `$retainKeys` are followed.
 */
export function strategicMergePatch(
  current: JsonObject,
  patch: JsonObject,
  schema: Schema,
): JsonObject {
  return mergeObject(structuredClone(current), patch, {
    ...schema,
    properties: { ...schema.properties, metadata },
  });
}
