import { jobs } from '../resources/builtin/workloads';
import { strategicMergePatch } from './strategicMergePatch';

const current = {
  metadata: { finalizers: ['a/1'], labels: { x: '1' } },
  spec: {
    template: {
      spec: {
        containers: [
          { name: 'one', image: 'a', env: [{ name: 'A', value: '1' }] },
          { name: 'two', image: 'b', args: ['x', 'y'] },
        ],
      },
    },
  },
};

function apply(containers: unknown[], more = {}) {
  const result = strategicMergePatch(
    current,
    { spec: { template: { spec: { containers, ...more } } } },
    jobs.schema,
  );
  return (result.spec as typeof current.spec).template.spec.containers;
}

describe('strategicMergePatch', () => {
  it('merges lists by their key, and replaces others', () => {
    expect(
      apply([
        { name: 'one', env: [{ name: 'B', value: '2' }] },
        { name: 'two', args: ['z'] },
        { name: 'three', image: 'c' },
      ]),
    ).toEqual([
      {
        name: 'one',
        image: 'a',
        env: [
          { name: 'A', value: '1' },
          { name: 'B', value: '2' },
        ],
      },
      { name: 'two', image: 'b', args: ['z'] },
      { name: 'three', image: 'c' },
    ]);
  });

  it('deletes and replaces by directive', () => {
    expect(apply([{ name: 'one', $patch: 'delete' }])).toEqual([
      current.spec.template.spec.containers[1],
    ]);
    expect(apply([{ $patch: 'replace' }, { name: 'new' }])).toEqual([
      { name: 'new' },
    ]);
    expect(apply([{ name: 'one', $retainKeys: ['name', 'image'] }])[0]).toEqual(
      {
        name: 'one',
        image: 'a',
      },
    );
  });

  it('puts items in the order that is asked for', () => {
    expect(
      apply([{ name: 'three' }], {
        '$setElementOrder/containers': [
          { name: 'three' },
          { name: 'two' },
          { name: 'one' },
        ],
      }).map(({ name }) => name),
    ).toEqual(['three', 'two', 'one']);
  });

  it('merges metadata, and takes single values out of lists', () => {
    expect(
      strategicMergePatch(
        current,
        { metadata: { finalizers: ['b/2'], labels: { x: null, y: '2' } } },
        jobs.schema,
      ).metadata,
    ).toEqual({ finalizers: ['a/1', 'b/2'], labels: { y: '2' } });
    expect(
      strategicMergePatch(
        current,
        { metadata: { '$deleteFromPrimitiveList/finalizers': ['a/1'] } },
        jobs.schema,
      ).metadata,
    ).toEqual({ finalizers: [], labels: { x: '1' } });
  });
});
