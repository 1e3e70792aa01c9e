import { KubeObject } from 'backstage-plugin-kratix-common';
import { ChangeType } from '../KratixPlatforms';
import { Fingerprint } from './Fingerprint';
import { WatchEvent } from './KindSource';

/** A change of what the store shows. A deletion carries the last value. */
export interface KindChange<T> {
  type: ChangeType;
  key: string;
  value: T;
}

/** A list that is being read. */
export interface ListDraft<T> {
  readonly startedAt: number;
  /** Writes that were sent later than this are not in the list. */
  snapshotBefore?: number;
  readonly entries: Map<string, Entry<T>>;
}

/** A write that is under way, and what the watch has reported of its object meanwhile. */
export interface PendingWrite {
  readonly key: string;
  readonly sentAt: number;
  readonly seenVersions: Set<string | undefined>;
  readonly deletedUids: Set<string | undefined>;
  /** A list or another write has overlapped: what came first cannot be told. */
  ambiguous: boolean;
}

/** How a write ended. `unknown`: it failed, or nobody knows whether it took effect. */
export type WriteOutcome =
  | { type: 'written'; object: KubeObject }
  | { type: 'gone'; uid?: string }
  | { type: 'unknown' };

/** What a transition brought: changes to tell, and objects to read again (see {@link KindStore}). */
export interface Transition<T> {
  changes: KindChange<T>[];
  doubts: string[];
}

interface Entry<T> {
  uid?: string;
  version?: string;
  apiVersion: string;
  /** Undefined for objects that are not shown. */
  value: T | undefined;
}

type Overlay<T> = { sentAt: number; doneAt: number } & (
  | { type: 'written'; entry: Entry<T> }
  | { type: 'gone'; uid: string }
);

const versionOf = ({ uid, version }: { uid?: string; version?: string }) =>
  `${uid} ${version}`;

/** `namespace/name`, or the name alone. */
export function objectKey(id: { namespace?: string; name: string }): string {
  // A joined string takes less memory than an added one, and there are many.
  return id.namespace ? [id.namespace, id.name].join('/') : id.name;
}

/**
 * The objects of one kind as last known. No I/O and no clock: each method is one transition.
 *
 * What list and watch report is the base. The result of a write of our own is laid over it, so that it
 * is seen at once, until the base has caught up. Resource versions cannot be ordered, so the store
 * relies on three facts: the watch reports every version of an object, in order; a list that was asked
 * for after a write holds it; an object that was deleted never comes back with the same uid. Hence an
 * overlay ends when the watch reports that very version, or the deletion of that uid. Where a list and
 * a write overlapped in time, nothing tells which is newer: the key is a *doubt*, to be settled by
 * reading the object once more, which counts as a write that changes nothing.
 */
export class KindStore<T> {
  /** Of the versions of the objects that are shown. */
  readonly fingerprint = new Fingerprint();
  private readonly read: (object: KubeObject) => T | undefined;
  private base = new Map<string, Entry<T>>();
  private readonly overlays = new Map<string, Overlay<T>>();
  private readonly shown = new Map<string, { entry: Entry<T>; value: T }>();
  private readonly pending = new Map<string, Set<PendingWrite>>();
  private now = 0;

  /** @param read - gives what is kept of an object; undefined for one that is not to be shown. */
  constructor(read: (object: KubeObject) => T | undefined) {
    this.read = read;
  }

  get size(): number {
    return this.shown.size;
  }

  get(key: string): T | undefined {
    return this.shown.get(key)?.value;
  }

  *values(): IterableIterator<T> {
    for (const { value } of this.shown.values()) {
      yield value;
    }
  }

  /** Keys whose latest write the base has not confirmed. */
  unconfirmed(): string[] {
    return [...this.overlays.keys()];
  }

  beginList(): ListDraft<T> {
    return { startedAt: this.tick(), entries: new Map() };
  }

  addPage(draft: ListDraft<T>, objects: KubeObject[]) {
    draft.snapshotBefore ??= this.tick();
    for (const object of objects) {
      draft.entries.set(objectKey(object.metadata), this.entryOf(object));
    }
  }

  /** Replaces the base by a complete list. */
  finishList(draft: ListDraft<T>): Transition<T> {
    const snapshotBefore = draft.snapshotBefore ?? this.tick();
    const before = this.base;
    this.base = draft.entries;
    const doubts = [];
    for (const [key, overlay] of this.overlays) {
      const listed = draft.entries.get(key);
      const confirmed =
        overlay.type === 'written' &&
        listed?.version === overlay.entry.version &&
        listed?.uid === overlay.entry.uid;
      if (confirmed || overlay.doneAt < draft.startedAt) {
        this.overlays.delete(key);
      } else if (overlay.sentAt < snapshotBefore && !this.pending.has(key)) {
        doubts.push(key);
      }
    }
    for (const write of [...this.pending.values()].flatMap(set => [...set])) {
      write.seenVersions.add(draft.entries.get(write.key)?.version);
      write.ambiguous ||= write.sentAt < snapshotBefore;
    }
    const keys = new Set([
      ...before.keys(),
      ...draft.entries.keys(),
      ...this.shown.keys(),
    ]);
    return { changes: [...keys].flatMap(key => this.settle(key)), doubts };
  }

  /** Takes up an event of the watch. */
  apply(event: Exclude<WatchEvent, { type: 'BOOKMARK' }>): KindChange<T>[] {
    const key = objectKey(event.object.metadata);
    const { uid, resourceVersion } = event.object.metadata;
    const overlay = this.overlays.get(key);
    if (event.type === 'DELETED') {
      this.base.delete(key);
      this.pending.get(key)?.forEach(write => write.deletedUids.add(uid));
      const overlaid =
        overlay?.type === 'written' ? overlay.entry.uid : overlay?.uid;
      if (overlay && overlaid === uid) {
        this.overlays.delete(key);
      }
    } else {
      this.base.set(key, this.entryOf(event.object));
      this.pending
        .get(key)
        ?.forEach(write => write.seenVersions.add(resourceVersion));
      if (
        overlay?.type === 'written' &&
        overlay.entry.version === resourceVersion
      ) {
        this.overlays.delete(key);
      }
    }
    return this.settle(key);
  }

  /** To be called before a write (or a read that settles a doubt) is sent. */
  beginWrite(key: string): PendingWrite {
    const others = this.pending.get(key) ?? new Set();
    const write: PendingWrite = {
      key,
      sentAt: this.tick(),
      seenVersions: new Set([this.base.get(key)?.version]),
      deletedUids: new Set(),
      ambiguous: others.size > 0,
    };
    others.forEach(other => {
      other.ambiguous = true;
    });
    this.pending.set(key, others.add(write));
    return write;
  }

  /** To be called with the answer to a write. */
  finishWrite(write: PendingWrite, outcome: WriteOutcome): Transition<T> {
    const { key } = write;
    const others = this.pending.get(key);
    others?.delete(write);
    if (!others?.size) {
      this.pending.delete(key);
    }
    if (outcome.type !== 'unknown') {
      const overlay = this.overlayOf(write, outcome);
      if (overlay) {
        this.overlays.set(key, overlay);
      } else if (!write.ambiguous) {
        this.overlays.delete(key);
      }
    }
    const doubtful =
      write.ambiguous && this.overlays.has(key) && !this.pending.has(key);
    return { changes: this.settle(key), doubts: doubtful ? [key] : [] };
  }

  /** Shows what the base has: it may lag behind, but follows the watch. */
  dropOverlay(key: string): KindChange<T>[] {
    this.overlays.delete(key);
    return this.settle(key);
  }

  /** Forgets everything. */
  clear(): KindChange<T>[] {
    this.base = new Map();
    this.overlays.clear();
    return [...this.shown.keys()].flatMap(key => this.settle(key));
  }

  /** Undefined where the base already is as new as the outcome. */
  private overlayOf(
    write: PendingWrite,
    outcome: Exclude<WriteOutcome, { type: 'unknown' }>,
  ): Overlay<T> | undefined {
    const times = { sentAt: write.sentAt, doneAt: this.tick() };
    if (outcome.type === 'gone') {
      const uid = outcome.uid ?? this.base.get(write.key)?.uid;
      return uid === undefined || write.deletedUids.has(uid)
        ? undefined
        : { type: 'gone', uid, ...times };
    }
    const { uid, resourceVersion } = outcome.object.metadata;
    return write.seenVersions.has(resourceVersion) || write.deletedUids.has(uid)
      ? undefined
      : { type: 'written', entry: this.entryOf(outcome.object), ...times };
  }

  private entryOf(object: KubeObject): Entry<T> {
    const { uid, resourceVersion: version } = object.metadata;
    const { apiVersion } = object;
    const known = this.shown.get(objectKey(object.metadata))?.entry;
    return known?.uid === uid &&
      known?.version === version &&
      known?.apiVersion === apiVersion
      ? known
      : { uid, version, apiVersion, value: this.read(object) };
  }

  /** Brings what is shown in line with base and overlay. */
  private settle(key: string): KindChange<T>[] {
    const before = this.shown.get(key);
    const overlay = this.overlays.get(key);
    const covered = overlay?.type === 'gone' ? undefined : overlay?.entry;
    const entry = overlay ? covered : this.base.get(key);
    if (before && before.entry === entry) {
      return [];
    }
    if (before) {
      this.fingerprint.toggle(versionOf(before.entry));
    }
    if (entry?.value === undefined) {
      this.shown.delete(key);
      return before ? [{ type: 'deleted', key, value: before.value }] : [];
    }
    const { value } = entry;
    this.shown.set(key, { entry, value });
    this.fingerprint.toggle(versionOf(entry));
    if (!before) {
      return [{ type: 'added', key, value }];
    }
    return before.entry.uid === entry.uid
      ? [{ type: 'modified', key, value }]
      : [
          { type: 'deleted', key, value: before.value },
          { type: 'added', key, value },
        ];
  }

  private tick(): number {
    this.now += 1;
    return this.now;
  }
}
