import fc from 'fast-check';
import { KubeObject } from 'backstage-plugin-kratix-common';
import {
  KindChange,
  KindStore,
  ListDraft,
  PendingWrite,
  Transition,
  WriteOutcome,
} from './KindStore';

const KEYS = ['a', 'b'];

function objectOf(name: string, uid: string, version: string): KubeObject {
  return {
    apiVersion: 'example.org/v1',
    kind: 'Team',
    metadata: { name, uid, resourceVersion: version },
  };
}

const versionOf = (object: KubeObject) => object.metadata.resourceVersion ?? '';

describe('KindStore', () => {
  let store: KindStore<string>;

  beforeEach(() => {
    store = new KindStore(versionOf);
  });

  function list(objects: KubeObject[]) {
    const draft = store.beginList();
    store.addPage(draft, objects);
    return store.finishList(draft);
  }

  const described = ({ changes }: Transition<string>) =>
    changes.map(({ type, key, value }) => `${type} ${key} ${value}`);

  it('tells what a list has added, changed and left out', () => {
    list([objectOf('a', '1', 'v1'), objectOf('b', '2', 'v2')]);
    expect(
      described(
        list([objectOf('b', '2', 'v4'), objectOf('c', '3', 'v3')]),
      ).sort(),
    ).toEqual(['added c v3', 'deleted a v1', 'modified b v4']);
  });

  it('tells nothing when nothing has changed, and keeps the very values', () => {
    const values = new KindStore(({ metadata }) => ({ name: metadata.name }));
    const read = () => {
      const draft = values.beginList();
      values.addPage(draft, [objectOf('a', '1', 'v1')]);
      return values.finishList(draft);
    };
    read();
    const before = values.get('a');
    expect(read().changes).toEqual([]);
    expect(values.get('a')).toBe(before);
  });

  it('does not go back to what the watch reports late after a write', () => {
    list([objectOf('a', '1', 'v1')]);
    const write = store.beginWrite('a');
    store.finishWrite(write, {
      type: 'written',
      object: objectOf('a', '1', 'v3'),
    });
    expect(
      store.apply({ type: 'MODIFIED', object: objectOf('a', '1', 'v2') }),
    ).toEqual([]);
    expect(store.get('a')).toBe('v3');
    store.apply({ type: 'MODIFIED', object: objectOf('a', '1', 'v3') });
    store.apply({ type: 'MODIFIED', object: objectOf('a', '1', 'v4') });
    expect(store.get('a')).toBe('v4');
  });

  it('does not go back to a write whose answer comes after later events', () => {
    list([objectOf('a', '1', 'v1')]);
    const write = store.beginWrite('a');
    store.apply({ type: 'MODIFIED', object: objectOf('a', '1', 'v2') });
    store.apply({ type: 'MODIFIED', object: objectOf('a', '1', 'v3') });
    store.finishWrite(write, {
      type: 'written',
      object: objectOf('a', '1', 'v2'),
    });
    expect(store.get('a')).toBe('v3');
    expect(store.unconfirmed()).toEqual([]);
  });

  it('does not bring back what a write has deleted', () => {
    list([objectOf('a', '1', 'v1')]);
    store.finishWrite(store.beginWrite('a'), { type: 'gone', uid: '1' });
    store.apply({ type: 'MODIFIED', object: objectOf('a', '1', 'v2') });
    expect(store.get('a')).toBeUndefined();
    store.apply({ type: 'DELETED', object: objectOf('a', '1', 'v3') });
    store.apply({ type: 'ADDED', object: objectOf('a', '2', 'v4') });
    expect(store.get('a')).toBe('v4');
  });

  it('forgets a write that a later list no longer has', () => {
    list([]);
    store.finishWrite(store.beginWrite('a'), {
      type: 'written',
      object: objectOf('a', '1', 'v1'),
    });
    expect(described(list([]))).toEqual(['deleted a v1']);
  });

  it('doubts a write that overlaps with a list, and keeps it until it is read again', () => {
    const draft = store.beginList();
    const write = store.beginWrite('a');
    store.finishWrite(write, {
      type: 'written',
      object: objectOf('a', '1', 'v2'),
    });
    store.addPage(draft, []);
    expect(store.finishList(draft).doubts).toEqual(['a']);
    expect(store.get('a')).toBe('v2');
  });

  it('hides objects whose reading gives nothing', () => {
    const picky = new KindStore(object =>
      object.metadata.uid === 'hidden' ? undefined : versionOf(object),
    );
    picky.apply({ type: 'ADDED', object: objectOf('a', 'hidden', 'v1') });
    expect([picky.size, picky.get('a')]).toEqual([0, undefined]);
  });

  /**
   * A cluster with a history, and a store that learns of it by lists, watches and writes whose requests
   * and answers travel at any pace.
   */
  class Model {
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
      for (const key of KEYS) {
        const shown = this.store.get(key);
        expect(this.mirror.get(key)).toBe(shown);
        const floor = this.floors.get(key);
        if (floor !== undefined) {
          const position =
            shown === undefined
              ? this.lastDeletion(key)
              : Number(shown.slice(1));
          expect(position).toBeGreaterThanOrEqual(floor);
        }
      }
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
        expect(this.mirror.has(key)).toBe(type !== 'added');
        if (type === 'deleted') {
          this.mirror.delete(key);
        } else {
          this.mirror.set(key, value);
        }
      }
    }
  }

  const key = fc.constantFrom(...KEYS);
  const step = fc.oneof(
    fc.record({ do: fc.constantFrom('change', 'remove'), key }),
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constantFrom('deliver', 'deliver', 'list', 'list', 'expire'),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant('proceed'), which: fc.nat(3) }),
    },
    fc.record({
      do: fc.constant('call'),
      key,
      act: fc.constantFrom('put' as const, 'touch' as const, 'delete' as const),
    }),
  );

  it('never goes back behind a finished write, and ends as the cluster is, whatever comes in whatever order', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), steps => {
        const model = new Model();
        for (const one of steps) {
          if ('act' in one) {
            model.call(one.key, one.act);
          } else if ('which' in one) {
            model.proceed(one.which);
          } else if ('key' in one) {
            (one.do === 'change' ? model.change : model.remove).call(
              model,
              one.key,
            );
          } else if (one.do === 'deliver') {
            model.deliver();
          } else if (one.do === 'list') {
            model.list();
          } else {
            model.expire();
          }
          model.check();
        }
        model.settle();
        model.check();
        expect(model.store.unconfirmed()).toEqual([]);
        expect(KEYS.map(key => model.store.get(key))).toEqual(
          KEYS.map(key => {
            const object = model.objects.get(key);
            return object && versionOf(object);
          }),
        );
      }),
      { numRuns: 3_000 },
    );
  });
});
