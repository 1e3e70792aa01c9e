import { KubeObject } from 'backstage-plugin-kratix-common';
import fc from 'fast-check';
import { StoreModel } from '../__testUtils__/StoreModel';
import { objectOf, versionOf } from '../__testUtils__/versionedObject';
import { KindStore, Transition } from './KindStore';

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

  it('has one fingerprint for the same objects, in whatever way they came', () => {
    const other = new KindStore(versionOf);
    const empty = String(store.fingerprint);
    list([objectOf('a', '1', 'v1'), objectOf('b', '2', 'v2')]);
    store.apply({ type: 'MODIFIED', object: objectOf('a', '1', 'v3') });
    for (const object of [objectOf('b', '2', 'v2'), objectOf('a', '1', 'v3')]) {
      expect(String(other.fingerprint)).not.toBe(String(store.fingerprint));
      other.apply({ type: 'ADDED', object });
    }
    expect(String(other.fingerprint)).toBe(String(store.fingerprint));

    store.apply({ type: 'DELETED', object: objectOf('a', '1', 'v4') });
    expect(String(other.fingerprint)).not.toBe(String(store.fingerprint));
    store.clear();
    expect(String(store.fingerprint)).toBe(empty);
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

  const key = fc.constantFrom('a', 'b');
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
        const model = new StoreModel();
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
        expect(model.shown()).toEqual(model.existing());
      }),
      { numRuns: 3_000 },
    );
  });
});
