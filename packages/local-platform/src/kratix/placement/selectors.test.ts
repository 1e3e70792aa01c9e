import fc from 'fast-check';
import { KubeObject } from '../../kube';
import {
  destinationMatches,
  resolveSelectors,
  squashSelectors,
} from './selectors';

function destination(
  labels: Record<string, string>,
  strictMatchLabels = false,
): KubeObject {
  return {
    apiVersion: 'platform.kratix.io/v1alpha1',
    kind: 'Destination',
    metadata: { name: 'worker', labels },
    spec: { path: 'worker', strictMatchLabels },
  };
}

const keys = fc.constantFrom('a', 'b', 'c');
const matchLabels = fc.dictionary(keys, fc.constantFrom('1', '2', '3'));

describe('squashSelectors', () => {
  it('holds all selectors, the first one first', () => {
    expect(
      squashSelectors([
        { matchLabels: { environment: 'dev' } },
        { matchLabels: { environment: 'prod', zone: 'a' } },
      ]),
    ).toEqual({ environment: 'dev', zone: 'a' });
  });

  it('gives each key the value of the first selector that has it', () => {
    fc.assert(
      fc.property(
        fc.array(matchLabels.map(labels => ({ matchLabels: labels }))),
        selectors => {
          const squashed = squashSelectors(selectors);
          for (const key of ['a', 'b', 'c']) {
            expect(squashed[key]).toBe(
              selectors.find(item => key in item.matchLabels)?.matchLabels[key],
            );
          }
        },
      ),
    );
  });
});

describe('resolveSelectors', () => {
  it('lets the Promise win over its workflow, and that over the request', () => {
    fc.assert(
      fc.property(matchLabels, matchLabels, matchLabels, (p, w, r) => {
        const all = [
          { matchLabels: p, source: 'promise' },
          { matchLabels: w, source: 'promise-workflow' },
          { matchLabels: r, source: 'resource-workflow' },
        ];
        const expected = { ...r, ...w, ...p };
        expect(resolveSelectors(all)).toEqual(expected);
        expect(resolveSelectors([...all].reverse())).toEqual(expected);
      }),
    );
  });
});

describe('destinationMatches', () => {
  it('wants every selected label', () => {
    const wanted = { environment: 'backstage', zone: 'a' };
    expect(destinationMatches(destination({ ...wanted, x: 'y' }), wanted)).toBe(
      true,
    );
    expect(
      destinationMatches(destination({ environment: 'backstage' }), wanted),
    ).toBe(false);
  });

  it('gives work without selectors to any Destination but strict ones with labels', () => {
    expect(destinationMatches(destination({ a: 'b' }), {})).toBe(true);
    expect(destinationMatches(destination({ a: 'b' }, true), {})).toBe(false);
    expect(destinationMatches(destination({}, true), {})).toBe(true);
  });

  it('never chooses a Destination that is going or is for dry runs', () => {
    const going = destination({ a: 'b' });
    going.metadata.deletionTimestamp = '2026-01-01T00:00:00Z';
    expect(destinationMatches(going, { a: 'b' })).toBe(false);
    expect(
      destinationMatches(destination({ a: 'b', 'kratix.io/dry-run': 'true' }), {
        a: 'b',
      }),
    ).toBe(false);
  });
});
