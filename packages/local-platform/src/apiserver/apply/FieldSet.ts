import { isJsonObject, JsonObject } from '../json';

/**
 * A way into an object, in the steps of Kubernetes' FieldsV1: `f:name` for a member, `k:{"name":"a"}` for the item of
 * a list that has those keys, `v:"a"` for that value in a set.
 */
export type FieldPath = readonly string[];

/** Fields of an object: its leaves, and the items of its lists and its empty maps themselves. */
export class FieldSet {
  private readonly paths = new Map<string, FieldPath>();

  constructor(paths: Iterable<FieldPath> = []) {
    for (const path of paths) {
      this.paths.set(path.join('\n'), path);
    }
  }

  /** Reads `fieldsV1` of an entry of `managedFields`. */
  static fromFieldsV1(fields: unknown): FieldSet {
    const paths: FieldPath[] = [];
    const walk = (node: JsonObject, path: FieldPath) => {
      const keys = Object.keys(node);
      if (path.length && (keys.length === 0 || keys.includes('.'))) {
        paths.push(path);
      }
      for (const key of keys) {
        const child = node[key];
        if (key !== '.' && isJsonObject(child)) {
          walk(child, [...path, key]);
        }
      }
    };
    walk(isJsonObject(fields) ? fields : {}, []);
    return new FieldSet(paths);
  }

  /** As `fieldsV1` of an entry of `managedFields`. */
  toFieldsV1(): JsonObject {
    const root: JsonObject = {};
    for (const path of this) {
      let node = root;
      for (const key of path) {
        const child = node[key];
        const next = isJsonObject(child) ? child : {};
        node[key] = next;
        node = next;
      }
      // A node that also has children is told from one that is only passed through by the key `.`.
      node['.'] = {};
    }
    return withoutDotsOfLeaves(root);
  }

  get size(): number {
    return this.paths.size;
  }

  has(path: FieldPath): boolean {
    return this.paths.has(path.join('\n'));
  }

  /** Whether it has fields that lie inside of a field. */
  hasInside(path: FieldPath): boolean {
    return [...this].some(
      own =>
        own.length > path.length &&
        path.every((step, index) => step === own[index]),
    );
  }

  filter(keep: (path: FieldPath) => boolean): FieldSet {
    return new FieldSet([...this].filter(keep));
  }

  union(other: FieldSet): FieldSet {
    return new FieldSet([...this, ...other]);
  }

  equals(other: FieldSet): boolean {
    return this.size === other.size && [...this].every(path => other.has(path));
  }

  [Symbol.iterator](): IterableIterator<FieldPath> {
    return this.paths.values();
  }
}

function withoutDotsOfLeaves(node: JsonObject): JsonObject {
  const keys = Object.keys(node);
  return Object.fromEntries(
    keys
      .filter(key => key !== '.' || keys.length > 1)
      .map(key => {
        const child = node[key];
        return [key, isJsonObject(child) ? withoutDotsOfLeaves(child) : child];
      }),
  );
}

/** A path as error messages show it: `.spec.containers[name="a"].image`. */
export function showPath(path: FieldPath): string {
  return path
    .map(step => {
      const rest = step.slice(2);
      if (step.startsWith('f:')) {
        return `.${rest}`;
      }
      if (step.startsWith('v:')) {
        return `[=${rest}]`;
      }
      const keys: unknown = JSON.parse(rest);
      return `[${Object.entries(isJsonObject(keys) ? keys : {})
        .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
        .join(',')}]`;
    })
    .join('');
}
