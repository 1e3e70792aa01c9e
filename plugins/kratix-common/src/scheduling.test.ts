import { readDestination } from './placement';
import { effectiveSelector, matchesDestination } from './scheduling';

const destination = (
  labels: Record<string, string>,
  strictMatchLabels = false,
) =>
  readDestination({
    apiVersion: 'platform.kratix.io/v1alpha1',
    kind: 'Destination',
    metadata: { name: 'd', labels },
    spec: { path: 'd', strictMatchLabels },
  });

describe('effectiveSelector', () => {
  it('adds the selectors up, the Promise before its workflows and the first before the next', () => {
    expect(
      effectiveSelector([
        { source: 'resource-workflow', matchLabels: { env: 'dev', zone: 'b' } },
        { source: 'promise', matchLabels: { env: 'prod' } },
        { source: 'promise', matchLabels: { env: 'test', disk: 'ssd' } },
        { source: 'promise-workflow', matchLabels: { zone: 'a' } },
      ]),
    ).toEqual({ env: 'prod', zone: 'a', disk: 'ssd' });
  });
});

describe('matchesDestination', () => {
  it.each([
    ['all its labels', { env: 'dev' }, { env: 'dev', zone: 'a' }, false, true],
    ['another value', { env: 'dev' }, { env: 'prod' }, false, false],
    ['a label that is missing', { env: 'dev' }, {}, false, false],
    ['no selector', {}, { env: 'dev' }, false, true],
    ['no selector, a strict one', {}, { env: 'dev' }, true, false],
    ['no selector, a strict one without labels', {}, {}, true, true],
    [
      'one for dry runs',
      { env: 'dev' },
      { env: 'dev', 'kratix.io/dry-run': 'true' },
      false,
      false,
    ],
  ])('decides on %s', (_, selector, labels, strict, expected) => {
    expect(
      matchesDestination(
        selector as Record<string, string>,
        destination(labels as Record<string, string>, strict),
      ),
    ).toBe(expected);
  });
});
