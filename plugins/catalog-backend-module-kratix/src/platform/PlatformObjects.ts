import { hash } from 'node:crypto';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import {
  EntityRules,
  EntityShapes,
  KratixPromise,
  KratixRequest,
  promiseEntities,
  requestEntity,
} from 'backstage-plugin-kratix-common';
import { KratixPlatform } from 'backstage-plugin-kratix-node';
import { ReadFile } from '../reading/readEntities';
import { crdDefinition } from './crdDefinition';
import { fromPath, toPath } from './objectPath';
import { PlatformSourceSettings, takesName } from './PlatformSourceSettings';

/** What the cache of a platform says about a path. */
export type ObjectReading =
  | { type: 'there'; file: ReadFile }
  | { type: 'gone' }
  /** Its kind has not been listed completely, or its watch fails: nobody knows. */
  | { type: 'unknown' };

/** The objects of a platform, as far as a source takes them, as entities. Calls nothing. */
export class PlatformObjects {
  readonly #platform: KratixPlatform;
  readonly #settings: PlatformSourceSettings;
  readonly #rules: EntityRules;
  /** Definitions are long: one is written once, not whenever everything is looked at. */
  readonly #definitions = new WeakMap<object, string | undefined>();

  constructor(
    platform: KratixPlatform,
    settings: PlatformSourceSettings,
    appUrl: string | undefined,
  ) {
    const { naming, requestKind, defaultOwner } = settings;
    const { labels, annotations, tags } = settings;
    this.#platform = platform;
    this.#settings = settings;
    this.#rules = {
      platform: { name: platform.name, title: platform.title },
      ...{ naming, requestKind, defaultOwner, labels, annotations, tags },
      appUrl,
    };
  }

  /** Equal where all entities are shaped alike. */
  get shape(): unknown {
    return [this.#rules, this.#platform.owners];
  }

  /** Paths of all objects that are taken. */
  paths(): string[] {
    return [
      ...this.#platform
        .promises()
        .filter(promise => this.#takesPromise(promise.name))
        .map(({ name }) => toPath({ type: 'promise', name })),
      ...this.#platform
        .requests()
        .filter(request => this.#takesRequest(request))
        .map(({ ref }) => toPath({ type: 'request', ...ref })),
    ];
  }

  /** Whether the platform has told completely what lies under such a path, and goes on telling. */
  knows(path: string): boolean {
    const object = fromPath(path);
    if (!object || !this.#platform.isSynced('promise')) {
      return false;
    }
    if (
      object.type === 'promise' ||
      // Without its Promise a request is gone.
      !this.#platform.promise(object.promise)
    ) {
      return this.#platform.isCurrent();
    }
    // One whose API cannot be read may be there or not.
    return (
      !this.#takesRequestAt(object.promise, object.namespace) ||
      this.#platform.isCurrent(object.promise)
    );
  }

  /** Promises that are taken and whose requests are not known completely, or only as they were. */
  gaps(): string[] {
    return this.#platform
      .promises()
      .map(({ name }) => name)
      .filter(
        name => this.#takesPromise(name) && !this.#platform.isCurrent(name),
      );
  }

  read(path: string): ObjectReading {
    const object = fromPath(path);
    if (!this.knows(path)) {
      return { type: 'unknown' };
    }
    try {
      const shapes = object && this.#shapesOf(object);
      if (shapes) {
        return { type: 'there', file: toFile(path, shapes) };
      }
    } catch (error) {
      // One object that cannot be shaped must not hide the others; its last good version stays.
      const reason = `cannot be made an entity: ${toError(error).message}`;
      const rejections = [{ line: 1, reason, broken: true }];
      return { type: 'there', file: { path, entities: [], rejections } };
    }
    return { type: 'gone' };
  }

  #shapesOf(
    object: NonNullable<ReturnType<typeof fromPath>>,
  ): EntityShapes | undefined {
    if (object.type === 'promise') {
      const promise = this.#platform.promise(object.name);
      return promise && this.#takesPromise(promise.name)
        ? this.#promiseShapes(promise)
        : undefined;
    }
    const request = this.#platform.request(object);
    return request && this.#takesRequest(request)
      ? requestEntity(request, {
          rules: this.#rules,
          promise: this.#platform.promise(object.promise),
        })
      : undefined;
  }

  #promiseShapes(promise: KratixPromise): EntityShapes {
    const definition = promise.crd && this.#definitionOf(promise.crd);
    const shapes = promiseEntities(promise, {
      rules: this.#rules,
      owners: this.#platform.owners,
      definition,
    });
    return promise.crd && definition === undefined
      ? {
          ...shapes,
          notes: [
            ...shapes.notes,
            'the API is left out: its definition is too long',
          ],
        }
      : shapes;
  }

  #definitionOf(crd: Record<string, unknown>): string | undefined {
    if (!this.#definitions.has(crd)) {
      this.#definitions.set(crd, crdDefinition(crd));
    }
    return this.#definitions.get(crd);
  }

  #takesPromise(name: string): boolean {
    return takesName(this.#settings.promises, name);
  }

  #takesRequest({ ref }: KratixRequest): boolean {
    return this.#takesRequestAt(ref.promise, ref.namespace);
  }

  #takesRequestAt(promise: string, namespace: string): boolean {
    return (
      this.#takesPromise(promise) &&
      takesName(this.#settings.namespaces, namespace)
    );
  }
}

function toFile(path: string, { entities, notes }: EntityShapes): ReadFile {
  return {
    path,
    entities: entities.map(entity => ({
      ref: stringifyEntityRef(entity),
      entity,
      line: 1,
      hash: hash('sha256', JSON.stringify(entity)),
    })),
    rejections: notes.map(reason => ({ line: 1, reason, broken: false })),
  };
}
