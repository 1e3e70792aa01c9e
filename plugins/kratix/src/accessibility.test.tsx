import { screen, waitFor } from '@testing-library/react';
import axe from 'axe-core';
import { Scenario, wireOf } from '../dev/scenarios';
import { renderKratix } from './__testUtils__/renderKratix';

const PROMISE = '/kratix/promises/local/team';

const PAGES: [path: string, scenario: Scenario, text: string | RegExp][] = [
  ['/kratix/promises', 'usual', 'Database'],
  ['/kratix/promises?view=table', 'usual', 'Database'],
  ['/kratix/promises', 'empty', 'No Promise is installed yet.'],
  ['/kratix/promises', 'denied', 'You are not allowed to see this'],
  [PROMISE, 'usual', 'Needs these Promises'],
  [PROMISE, 'hostile', 'Conditions'],
  [`${PROMISE}?tab=api`, 'usual', 'API reference'],
  [`${PROMISE}?tab=requests`, 'usual', /on the page of requests/],
  [`${PROMISE}?tab=workflows`, 'usual', 'instance-delete'],
  [`${PROMISE}?tab=destinations`, 'usual', 'Does not match'],
  [`${PROMISE}?tab=versions`, 'usual', 'Which request runs which version'],
  [`${PROMISE}?tab=yaml`, 'usual', /kind: Promise/],
  ['/kratix/destinations', 'broken', 'worker-1'],
  ['/kratix/platforms', 'broken', 'Production'],
  ['/kratix/ingestion', 'broken', 'legacy'],
];

describe('axe finds nothing', () => {
  it.each(PAGES)(
    'on %s, %s',
    async (path, scenario, text) => {
      const wire = wireOf(scenario);
      renderKratix(path, wire);
      await waitFor(
        () => expect(screen.getAllByText(text).length).toBeGreaterThan(0),
        { timeout: 30_000 },
      );
      const { violations } = await axe.run(screen.getByRole('main'), {
        // There are no colours here; the pictures of the gallery are checked for them.
        rules: { 'color-contrast': { enabled: false } },
      });
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`),
      ).toEqual([]);
    },
    60_000,
  );
});
