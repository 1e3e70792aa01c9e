import { hash } from 'node:crypto';
import { KratixPromise } from 'backstage-plugin-kratix-common';
import {
  ChangeType,
  KratixPlatform,
  PlatformChange,
} from 'backstage-plugin-kratix-node';
import { giveWay } from '../reading/giveWay';
import { ReadFile } from '../reading/readEntities';
import { SourceReading } from '../provider/SourceReading';
import { toPath } from './objectPath';
import { PlatformObjects } from './PlatformObjects';

/** Equal for objects that give the same entities and the same notes. */
function fingerprintOf({ entities, rejections }: ReadFile): string {
  return JSON.stringify([
    entities.map(entity => entity.hash),
    rejections.map(({ reason }) => reason),
  ]);
}

/** Of what objects give, by path; the same in whatever order they come. */
function digestOf(objects: [path: string, fingerprint: string][]): string {
  return hash('sha256', JSON.stringify(objects.sort(byPath)));
}

function byPath([a]: [string, string], [b]: [string, string]): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

function nextRevision(since: string, found: [string, string][]): string {
  return found.length
    ? `${hash('sha256', since + digestOf(found)).slice(0, 32)}+`
    : since;
}

/** What the entities of requests take from their Promise. */
function influenceOf({ title, api }: KratixPromise): string {
  const version = api?.versions.find(({ name }) => name === api.version);
  return JSON.stringify([title, version?.printerColumns]);
}

/**
 * Keeps in mind which objects of a platform have changed since they were last ingested, and reads only
 * those. A change that leaves an object's entities as they are is no change.
 */
export class PlatformChanges {
  readonly #platform: KratixPlatform;
  readonly #objects: PlatformObjects;
  /** By path, which change it was: one that came while a reading was ingested stays. */
  readonly #changed = new Map<string, number>();
  readonly #influences = new Map<string, string>();
  /** By path, what has been ingested. */
  readonly #ingested = new Map<string, string>();
  #changes = 0;
  /** The last change after which everything is to be looked at. */
  #everythingAt?: number;

  constructor(platform: KratixPlatform, objects: PlatformObjects) {
    this.#platform = platform;
    this.#objects = objects;
    this.lookAtEverything();
  }

  get isEmpty(): boolean {
    return !this.#changed.size && this.#everythingAt === undefined;
  }

  /** Asks for a comparison of all objects with what was ingested, from the cache. */
  lookAtEverything(): void {
    this.#changes += 1;
    this.#everythingAt = this.#changes;
  }

  /** Takes up a change of the cache. @returns whether there may be something to ingest */
  note(change: PlatformChange): boolean {
    if (change.type === 'synced') {
      // What vanished while nobody watched is known only now.
      if (change.kind !== 'promise' && change.kind !== 'request') {
        return false;
      }
      this.lookAtEverything();
      return true;
    }
    if (change.kind === 'promise') {
      const { name } = change.object;
      this.#add(toPath({ type: 'promise', name }), change.type);
      const influence = influenceOf(change.object);
      if (this.#influences.get(name) !== influence) {
        this.#influences.set(name, influence);
        for (const { ref } of this.#platform.requests(name)) {
          this.#add(toPath({ type: 'request', ...ref }), 'modified');
        }
      }
      return true;
    }
    if (change.kind === 'request') {
      this.#add(toPath({ type: 'request', ...change.object.ref }), change.type);
      return true;
    }
    return false;
  }

  /**
   * Reads what has changed; everything where that was asked for, or where `since` is absent.
   *
   * The revision of everything is a digest of what all objects give: resource versions of several
   * kinds have no order, and one that is the same after a restart says nothing about what was deleted
   * meanwhile. That of a change follows from the change and the revision before it, and is never one of
   * everything: which other changes are in there, of other replicas for example, is not known.
   *
   * @returns the reading, and a function to be called when it has been ingested
   */
  async read(
    since: string | undefined,
  ): Promise<{ reading: SourceReading; ingested: () => void }> {
    const upTo = this.#changes;
    const complete = since === undefined || this.#everythingAt !== undefined;
    const paths = complete ? this.#objects.paths() : [...this.#changed.keys()];
    const found: [string, string][] = [];
    const files: ReadFile[] = [];
    const removed: string[] = [];
    for (const path of paths) {
      await giveWay();
      const object = this.#objects.read(path);
      if (object.type === 'gone') {
        removed.push(path);
        found.push([path, 'gone']);
      } else if (object.type === 'there') {
        const fingerprint = fingerprintOf(object.file);
        if (complete || this.#ingested.get(path) !== fingerprint) {
          files.push(object.file);
          found.push([path, fingerprint]);
        }
      }
    }
    return {
      reading: {
        revision: complete
          ? digestOf([...found, ...this.#gaps()]).slice(0, 32)
          : nextRevision(since, found),
        complete,
        covers: path => this.#objects.knows(path),
        files,
        removed: complete ? [] : removed,
      },
      ingested: () => this.#finish(upTo, complete, files, removed),
    };
  }

  /** What is not known counts: a reading with gaps never equals one without. */
  #gaps(): [string, string][] {
    return this.#objects.gaps().map(name => [name, 'unknown']);
  }

  #add(path: string, type: ChangeType): void {
    if (type === 'deleted') {
      // Another process may have taken it away, and not live to see that it is back.
      this.#ingested.delete(path);
    }
    this.#changes += 1;
    this.#changed.set(path, this.#changes);
  }

  #finish(
    upTo: number,
    isAll: boolean,
    files: ReadFile[],
    removed: string[],
  ): void {
    if (isAll) {
      this.#ingested.clear();
    }
    files.forEach(file => this.#ingested.set(file.path, fingerprintOf(file)));
    removed.forEach(path => this.#ingested.delete(path));
    for (const [path, change] of this.#changed) {
      if (change <= upTo) {
        this.#changed.delete(path);
      }
    }
    if (this.#everythingAt !== undefined && this.#everythingAt <= upTo) {
      this.#everythingAt = undefined;
    }
  }
}
