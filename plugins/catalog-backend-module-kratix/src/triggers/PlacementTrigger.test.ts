import {
  KratixPlacement,
  readDestination,
  readStateStore,
} from 'backstage-plugin-kratix-common';
import { PlatformChange } from 'backstage-plugin-kratix-node';
import { PlacementTrigger } from './PlacementTrigger';

function placement(
  more: Partial<KratixPlacement> & { written?: 'True' | 'False' },
  type: 'modified' | 'deleted' = 'modified',
): PlatformChange {
  const { written = 'True', ...object } = more;
  return {
    kind: 'placement',
    type,
    object: {
      name: 'p',
      namespace: 'default',
      destination: 'catalog',
      resourceVersion: '1',
      conditions: [
        {
          type: 'WriteSucceeded',
          status: written,
          lastTransitionTime: '2026-01-01T00:00:00Z',
        },
      ],
      files: [],
      ...object,
    },
  };
}

function destination(path: string, ready = 'True'): PlatformChange {
  return {
    kind: 'destination',
    type: 'modified',
    object: readDestination({
      apiVersion: 'platform.kratix.io/v1alpha1',
      kind: 'Destination',
      metadata: { name: 'catalog' },
      spec: { path },
      status: { conditions: [{ type: 'Ready', status: ready }] },
    }),
  };
}

function store(url: string): PlatformChange {
  return {
    kind: 'stateStore',
    type: 'modified',
    object: readStateStore({
      apiVersion: 'platform.kratix.io/v1alpha1',
      kind: 'GitStateStore',
      metadata: { name: 'default' },
      spec: { url },
    }),
  };
}

describe('PlacementTrigger', () => {
  it('hints at a placement that was written, and not at changes that write nothing', () => {
    const trigger = new PlacementTrigger('catalog');
    const hints = [
      placement({ versionId: 'a' }),
      placement({ versionId: 'a', resourceVersion: '2' }),
      placement({ versionId: 'b', resourceVersion: '3' }),
      placement({ versionId: 'b', resourceVersion: '4', written: 'False' }),
      placement({ versionId: 'c', destination: 'elsewhere', name: 'q' }),
    ].map(change => trigger.hint(change));
    expect(hints).toEqual(['now', undefined, 'now', 'now', undefined]);
  });

  it('hints at a placement that is deleted or goes elsewhere', () => {
    const trigger = new PlacementTrigger('catalog');
    trigger.hint(placement({}));
    trigger.hint(placement({ name: 'q' }));
    expect(trigger.hint(placement({}, 'deleted'))).toBe('now');
    const moved = placement({ name: 'q', destination: 'elsewhere' });
    expect(trigger.hint(moved)).toBe('now');
    expect(trigger.hint(moved)).toBeUndefined();
  });

  it('hints at what is to come where a bucket tells nothing of its writes', () => {
    const trigger = new PlacementTrigger('catalog', () => true);
    const hints = ['1', '1', '2'].map(resourceVersion =>
      trigger.hint(placement({ versionId: 'always', resourceVersion })),
    );
    expect(hints).toEqual(['soon', undefined, 'soon']);
  });

  it('hints at another place, one that becomes ready, and complete lists', () => {
    const trigger = new PlacementTrigger('catalog');
    const changes: PlatformChange[] = [
      destination('a'),
      destination('a'),
      destination('b'),
      destination('b', 'False'),
      destination('b', 'True'),
      store('https://git.example.com/a.git'),
      store('https://git.example.com/a.git'),
      store('https://git.example.com/b.git'),
      { kind: 'placement', type: 'synced' },
      { kind: 'request', type: 'synced', promise: 'team' },
    ];
    expect(changes.map(change => trigger.hint(change))).toEqual([
      'now',
      undefined,
      'now',
      'now',
      'now',
      'now',
      undefined,
      'now',
      'now',
      undefined,
    ]);
  });
});
