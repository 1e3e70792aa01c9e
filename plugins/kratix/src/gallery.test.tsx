import { screen, waitFor } from '@testing-library/react';
import axe from 'axe-core';
import { goAway, Scenario, SCENARIOS, wireOf } from '../dev/scenarios';
import { FakeSignals } from './__testUtils__/FakeSignals';
import { renderKratix } from './__testUtils__/renderKratix';

const PROMISE = '/kratix/promises/local/team';
const REQUEST = '/kratix/requests/local/team/default/payments';

/** Looked at in every scenario, but those that are no other for them. */
const PAGES: { path: string; not?: Scenario[] }[] = [
  { path: '/kratix/promises' },
  { path: PROMISE, not: ['empty', 'many', 'broken'] },
  { path: '/kratix/requests' },
  { path: REQUEST, not: ['empty', 'many', 'broken'] },
  { path: '/kratix/destinations' },
  { path: '/kratix/platforms', not: ['many'] },
  { path: '/kratix/ingestion' },
];

/** Looked at in one. */
const VIEWS: [path: string, scenario: Scenario][] = [
  ['/kratix/promises?view=table', 'usual'],
  [`${PROMISE}?tab=api`, 'usual'],
  [`${PROMISE}?tab=requests`, 'usual'],
  [`${PROMISE}?tab=workflows`, 'usual'],
  [`${PROMISE}?tab=destinations`, 'usual'],
  [`${PROMISE}?tab=versions`, 'usual'],
  [`${PROMISE}?tab=yaml`, 'usual'],
  [`${REQUEST}?tab=runs`, 'hostile'],
  [`${REQUEST}?tab=events`, 'hostile'],
];

const CASES: [scenario: Scenario, path: string][] = [
  ...SCENARIOS.flatMap(scenario =>
    PAGES.filter(({ not }) => !not?.includes(scenario)).map(
      ({ path }): [Scenario, string] => [scenario, path],
    ),
  ),
  ...VIEWS.map(([path, scenario]): [Scenario, string] => [scenario, path]),
];

/** What this environment says of every page, and a browser does not. */
const KNOWN = [
  /not wrapped in act/,
  /Not implemented: HTMLCanvasElement/,
  // Backstage's own links in its sidebar.
  /findDOMNode is deprecated/,
];

const WAIT = { timeout: 30_000 };

/** Waits until the page shows what its scenario is about. */
async function settle(scenario: Scenario) {
  if (scenario === 'loading') {
    await screen.findAllByRole('status', { name: 'Loading' }, WAIT);
    return;
  }
  await waitFor(() => {
    expect(screen.getByRole('main')).toHaveTextContent(/\w{3}/);
    expect(
      screen.queryByRole('status', { name: 'Loading' }),
    ).not.toBeInTheDocument();
  }, WAIT);
  const says: Partial<Record<Scenario, RegExp>> = {
    denied: /You are not allowed to see this/,
    failing: /has not been read yet/,
    stale: /This may be out of date/,
  };
  const text = says[scenario];
  if (text) {
    await screen.findAllByText(text, {}, WAIT);
  }
}

describe('Every page of the gallery', () => {
  afterEach(() => jest.restoreAllMocks());

  it.each(CASES)(
    'in the state %s: %s',
    async (scenario, path) => {
      const complaints = jest.spyOn(console, 'error');
      const wire = wireOf(scenario);
      const signals = new FakeSignals();
      renderKratix(path, wire, { signals });
      if (scenario === 'stale') {
        await settle('usual');
        goAway(wire);
        signals.send({ platform: 'local' });
      }
      await settle(scenario);
      expect(
        complaints.mock.calls
          .map(([first]) => String(first))
          .filter(text => !KNOWN.some(known => known.test(text))),
      ).toEqual([]);
      if (scenario === 'many') {
        // More of the same: it would only take longer.
        return;
      }
      // Every element is compared with every rule of every style sheet, which takes most of the time.
      document.head.replaceChildren();
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
