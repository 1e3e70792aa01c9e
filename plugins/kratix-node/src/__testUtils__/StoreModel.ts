import assert from 'node:assert/strict';
import { KubeObject } from 'backstage-plugin-kratix-common';
import {
  KindChange,
  KindStore,
  ListDraft,
  PendingWrite,
  Transition,
  WriteOutcome,
} from '../watch/KindStore';
import { objectOf, versionOf } from './versionedObject';

/**
 * A cluster with a history, and a store that learns of it by lists, watches and writes whose requests
 * and answers travel at any pace.
 */
export class StoreModel {
  readonly keys = ['a', 'b'];
  readonly store = new KindStore(versionOf);
  readonly objects = new Map<string, KubeObject>();
  private readonly history: {
    type: 'ADDED' | 'MODIFIED' | 'DELETED';
    object: KubeObject;
  }[] = [];
  private readonly mirror = new Map<string, string>();
  private watchedUpTo: number | undefined;
  private listing?: {
    draft: ListDraft<string>;
    snapshot?: { objects: KubeObject[]; at: number };
  };
  private calls: {
    pending: PendingWrite;
    act: 'put' | 'touch' | 'delete' | 'get';
    outcome?: WriteOutcome;
    at?: number;
  }[] = [];
  private readonly answered = new Map<string, number>();
  /** Position in the history up to which a finished write guarantees to be seen. */
  private readonly floors = new Map<string, number>();

  change(key: string) {
    const before = this.objects.get(key);
    const position = this.history.length + 1;
    const uid = before?.metadata.uid ?? `uid-${position}`;
    const object = objectOf(key, uid, `v${position}`);
    this.objects.set(key, object);
    this.history.push({ type: before ? 'MODIFIED' : 'ADDED', object });
    return object;
  }

  remove(key: string) {
    const before = this.objects.get(key);
    if (before) {
      this.objects.delete(key);
      const version = `v${this.history.length + 1}`;
      const object = objectOf(key, before.metadata.uid ?? '', version);
      this.history.push({ type: 'DELETED', object });
    }
    return before;
  }

  deliver() {
    if (this.watchedUpTo !== undefined) {
      const event = this.history[this.watchedUpTo];
      if (event) {
        this.watchedUpTo += 1;
        this.told(this.store.apply(event));
      }
    }
  }

  expire() {
    this.watchedUpTo = undefined;
  }

  /** Takes the list one step further: asked for, answered, arrived. */
  list() {
    if (!this.listing) {
      if (this.watchedUpTo === undefined) {
        this.listing = { draft: this.store.beginList() };
      }
    } else if (!this.listing.snapshot) {
      this.listing.snapshot = {
        objects: [...this.objects.values()],
        at: this.history.length,
      };
    } else {
      const { draft, snapshot } = this.listing;
      this.listing = undefined;
      const middle = Math.floor(snapshot.objects.length / 2);
      this.store.addPage(draft, snapshot.objects.slice(0, middle));
      this.store.addPage(draft, snapshot.objects.slice(middle));
      this.watchedUpTo = snapshot.at;
      this.transition(this.store.finishList(draft));
    }
  }

  call(key: string, act: 'put' | 'touch' | 'delete' | 'get') {
    this.calls.push({ pending: this.store.beginWrite(key), act });
  }

  /** Takes one of the calls a step further: answered, arrived. */
  proceed(which: number) {
    const call = this.calls[which % (this.calls.length || 1)];
    if (!call) {
      return;
    }
    if (!call.outcome) {
      call.outcome = this.execute(call.pending.key, call.act);
      call.at = this.lastDeletion(call.pending.key);
      return;
    }
    this.calls = this.calls.filter(other => other !== call);
    this.transition(this.store.finishWrite(call.pending, call.outcome));
    const { key } = call.pending;
    if (call.outcome.type !== 'unknown') {
      const seen =
        call.outcome.type === 'written'
          ? Number(versionOf(call.outcome.object).slice(1))
          : call.at ?? 0;
      this.answered.set(key, Math.max(this.answered.get(key) ?? 0, seen));
    }
    // While several are under way, nobody can tell which of them is the newest.
    if (!this.calls.some(({ pending }) => pending.key === key)) {
      this.floors.set(key, this.answered.get(key) ?? 0);
    }
  }

  settle() {
    while (
      this.calls.length ||
      this.listing ||
      this.watchedUpTo === undefined ||
      this.watchedUpTo < this.history.length
    ) {
      this.list();
      this.proceed(0);
      this.deliver();
    }
  }

  check() {
    for (const key of this.keys) {
      const shown = this.store.get(key);
      assert.equal(this.mirror.get(key), shown);
      const floor = this.floors.get(key);
      if (floor !== undefined) {
        const position =
          shown === undefined ? this.lastDeletion(key) : Number(shown.slice(1));
        assert.ok(
          position >= floor,
          `${key} went back to ${position} behind ${floor}`,
        );
      }
    }
  }

  shown(): (string | undefined)[] {
    return this.keys.map(key => this.store.get(key));
  }

  existing(): (string | undefined)[] {
    return this.keys.map(
      key => this.objects.get(key)?.metadata.resourceVersion,
    );
  }

  private lastDeletion(key: string): number {
    return (
      this.history.findLastIndex(
        ({ type, object }) =>
          type === 'DELETED' && object.metadata.name === key,
      ) + 1
    );
  }

  private execute(
    key: string,
    act: 'put' | 'touch' | 'delete' | 'get',
  ): WriteOutcome {
    const before = this.objects.get(key);
    if (act === 'put') {
      return { type: 'written', object: this.change(key) };
    }
    if (act === 'delete') {
      const gone = this.remove(key);
      return gone
        ? { type: 'gone', uid: gone.metadata.uid }
        : { type: 'unknown' };
    }
    if (before) {
      return { type: 'written', object: before };
    }
    return act === 'get' ? { type: 'gone' } : { type: 'unknown' };
  }

  private transition({ changes, doubts }: Transition<string>) {
    this.told(changes);
    doubts.forEach(key => this.call(key, 'get'));
  }

  /** Whoever only follows the changes has to have the same as the store. */
  private told(changes: KindChange<string>[]) {
    for (const { type, key, value } of changes) {
      assert.equal(this.mirror.has(key), type !== 'added');
      if (type === 'deleted') {
        this.mirror.delete(key);
      } else {
        this.mirror.set(key, value);
      }
    }
  }
}
