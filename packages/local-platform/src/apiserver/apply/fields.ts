import { equalJson, isJsonObject, JsonObject } from '../json';
import { list, map, object, text } from '../resources/schemaBuilders';
import { memberSchema, Schema } from '../schema/Schema';
import { FieldPath, FieldSet } from './FieldSet';

/** The schemas of kinds leave metadata out. */
const metadata: Schema = object({
  labels: map(text),
  annotations: map(text),
  finalizers: { ...list(text), 'x-kubernetes-list-type': 'set' },
  ownerReferences: list(object({ uid: text }), 'uid'),
});

/** The schema of a whole object, metadata included. */
export function wholeSchema(schema: Schema): Schema {
  return { ...schema, properties: { ...schema.properties, metadata } };
}

/** How the items of a list are told apart; undefined when it is one value as a whole. */
export type ListKind = { type: 'map'; keys: string[] } | { type: 'set' };

/** How a list is merged: by the keys of its items, as a set, or not at all. */
export function listKind(schema: Schema | undefined): ListKind | undefined {
  const keys = schema?.['x-kubernetes-list-map-keys'];
  switch (schema?.['x-kubernetes-list-type']) {
    case 'map':
      return { type: 'map', keys: keys ?? [] };
    case 'set':
      return { type: 'set' };
    case 'atomic':
      return undefined;
    default:
  }
  if (schema?.['x-kubernetes-patch-strategy'] !== 'merge') {
    return undefined;
  }
  const key = schema['x-kubernetes-patch-merge-key'];
  return key ? { type: 'map', keys: [key] } : { type: 'set' };
}

/** The step to an item of a list. */
export function itemStep(
  item: unknown,
  kind: ListKind,
  schema: Schema | undefined,
): string {
  if (kind.type === 'set') {
    return `v:${JSON.stringify(item)}`;
  }
  const keys: JsonObject = {};
  for (const key of [...kind.keys].sort()) {
    const value =
      (isJsonObject(item) ? item[key] : undefined) ??
      schema?.items?.properties?.[key]?.default;
    if (value !== undefined) {
      keys[key] = value;
    }
  }
  return `k:${JSON.stringify(keys)}`;
}

/** Whether a map is merged by its members. */
export function isGranular(schema: Schema | undefined): boolean {
  return schema?.['x-kubernetes-map-type'] !== 'atomic';
}

/** The fields that a value has. */
export function fieldsOf(value: unknown, schema: Schema): FieldSet {
  const paths: FieldPath[] = [];
  const walk = (
    node: unknown,
    nodeSchema: Schema | undefined,
    path: FieldPath,
  ) => {
    if (isJsonObject(node) && isGranular(nodeSchema)) {
      const keys = Object.keys(node);
      if (keys.length === 0 && path.length) {
        paths.push(path);
      }
      for (const key of keys) {
        walk(node[key], nodeSchema && memberSchema(nodeSchema, key), [
          ...path,
          `f:${key}`,
        ]);
      }
      return;
    }
    const kind = Array.isArray(node) ? listKind(nodeSchema) : undefined;
    if (!Array.isArray(node) || !kind || node.length === 0) {
      paths.push(path);
      return;
    }
    for (const item of node) {
      const itemPath = [...path, itemStep(item, kind, nodeSchema)];
      paths.push(itemPath);
      if (kind.type === 'map') {
        walk(item, nodeSchema?.items, itemPath);
      }
    }
  };
  walk(value, schema, []);
  return new FieldSet(paths);
}

/** What is at a path; undefined where there is nothing. */
export function valueAt(value: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>((node, step) => {
    if (step.startsWith('f:')) {
      const key = step.slice(2);
      return isJsonObject(node) && Object.hasOwn(node, key)
        ? node[key]
        : undefined;
    }
    const index = itemIndex(node, step);
    return Array.isArray(node) && index >= 0 ? node[index] : undefined;
  }, value);
}

/** The place of the item that a step leads to; -1 when there is none. */
export function itemIndex(node: unknown, step: string): number {
  if (!Array.isArray(node)) {
    return -1;
  }
  const wanted: unknown = JSON.parse(step.slice(2));
  return node.findIndex(item =>
    step.startsWith('v:')
      ? equalJson(item, wanted)
      : isJsonObject(item) &&
        isJsonObject(wanted) &&
        Object.entries(wanted).every(([key, value]) =>
          equalJson(item[key] ?? value, value),
        ),
  );
}

/** Takes what is at a path out of a value, in place. */
export function removeAt(value: unknown, path: FieldPath): void {
  const parent = valueAt(value, path.slice(0, -1));
  const last = path[path.length - 1];
  if (last.startsWith('f:')) {
    if (isJsonObject(parent)) {
      delete parent[last.slice(2)];
    }
    return;
  }
  const index = itemIndex(parent, last);
  if (Array.isArray(parent) && index >= 0) {
    parent.splice(index, 1);
  }
}
