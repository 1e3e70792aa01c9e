import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { IngestionSource } from 'backstage-plugin-kratix-common';
import { renderKratix } from '../__testUtils__/renderKratix';
import { hold, page, source } from '../__testUtils__/samples';
import { Wire } from '../__testUtils__/Wire';

const REPORT = 'GET /api/catalog/kratix/ingestion';
const RELEASE = 'POST /api/catalog/kratix/ingestion/teams/release';

const wireWith = (sources: IngestionSource[]) =>
  new Wire().answer(REPORT, { json: page(sources) });

const show = (wire: Wire) => renderKratix('/kratix/ingestion', wire);

const held = source({
  state: 'held',
  counts: { ingested: 3, rejected: 0, held: 2, foreign: 0 },
  held: hold(),
});

describe('Ingestion page', () => {
  it('shows how each source is doing', async () => {
    show(
      wireWith([
        source(),
        source({
          source: 'promises',
          kind: 'platform',
          title: 'Local platform',
          state: 'failing',
          error: 'The platform local cannot be reached.',
          lastReadAt: undefined,
          revision: undefined,
        }),
      ]),
    );
    const teams = await screen.findByRole('listitem', { name: 'teams' });
    expect(teams).toHaveTextContent('Up to date');
    expect(teams).toHaveTextContent('2 minutes ago');
    expect(teams).toHaveTextContent('8f3c2d1a9b7e');
    expect(teams).toHaveTextContent('Entities in the catalog42');
    expect(teams).toHaveTextContent(
      'Documents looked at: 2. Entities given: 1',
    );

    const promises = screen.getByRole('listitem', { name: 'promises' });
    expect(promises).toHaveTextContent('Failing');
    expect(promises).toHaveTextContent('Never');
    expect(within(promises).getByRole('alert')).toHaveTextContent(
      'The platform local cannot be reached.',
    );
  });

  it('shows as a fault, once and with a way on, that the platform is out of reach', async () => {
    const reason = 'https://edge.example.org gives no answer.';
    show(
      wireWith([
        source({
          source: 'edge',
          kind: 'platform',
          state: 'unreachable',
          error: reason,
          lastRead: {
            ...{ at: new Date().toISOString(), duration: 3 },
            ...{ files: 0, added: 0, removed: 0 },
          },
        }),
      ]),
    );
    const edge = await screen.findByRole('listitem', { name: 'edge' });
    expect(edge).toHaveTextContent('Out of reach');
    expect(within(edge).getAllByText(reason, { exact: false })).toHaveLength(1);
    const alert = within(edge).getByRole('alert');
    expect(alert).toHaveTextContent('It goes on by itself');
    expect(
      within(alert).getByRole('link', { name: 'Platforms' }),
    ).toHaveAttribute('href', '/kratix/platforms');
    expect(edge).not.toHaveTextContent('looked at');
  });

  it('says which documents are not in the catalog, where and why, and shows all when asked to', async () => {
    const rejection = (line: number) => ({
      path: 'teams/broken.yaml',
      line,
      reason: `It has no metadata.name (${line}).`,
      lastGoodVersionKept: line === 1,
    });
    const wire = wireWith([
      source({
        counts: { ingested: 1, rejected: 3, held: 0, foreign: 0 },
        rejected: [rejection(1)],
      }),
    ]).answer('GET /api/catalog/kratix/ingestion/teams/rejected', {
      json: page([rejection(1), rejection(12), rejection(30)]),
    });
    show(wire);
    await userEvent.click(
      await screen.findByRole('button', {
        name: '3 documents are not in the catalog',
      }),
    );
    expect(screen.getByText('teams/broken.yaml:1')).toBeVisible();
    expect(screen.getByText('It has no metadata.name (1).')).toBeVisible();
    expect(
      screen.getByText('the last good version stays in the catalog'),
    ).toBeVisible();

    await userEvent.click(screen.getByRole('button', { name: 'Show 2 more' }));
    expect(await screen.findByText('teams/broken.yaml:30')).toBeVisible();
    expect(screen.getAllByText('teams/broken.yaml:1')).toHaveLength(1);
    expect(
      screen.queryByRole('button', { name: /more/ }),
    ).not.toBeInTheDocument();
  });

  it('says which entities another source owns', async () => {
    show(
      wireWith([
        source({
          counts: { ingested: 1, rejected: 0, held: 0, foreign: 1 },
          foreign: [
            {
              entityRef: 'group:default/payments',
              path: 'teams/payments.yaml',
              line: 3,
              owner: 'other',
              isKratixSource: true,
            },
          ],
        }),
      ]),
    );
    await userEvent.click(
      await screen.findByRole('button', {
        name: '1 entity belongs to another source',
      }),
    );
    expect(
      screen.getByText('owned by the source other, which had it first'),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'payments' })).toHaveAttribute(
      'href',
      '/catalog/default/group/payments',
    );
  });

  it('releases held removals once the person has seen what will go', async () => {
    const wire = wireWith([held]).answer(RELEASE, {
      json: { source: 'teams', removals: 2 },
    });
    show(wire);
    expect(
      await screen.findByText(
        '2 removals of 3 entities are held until a person looks at them',
      ),
    ).toBeVisible();
    expect(
      screen.getByText(/That is too many to remove at once without a person/),
    ).toHaveTextContent('Held since 1 hour ago, asked for by 77aa2d1a9b7e.');

    await userEvent.click(
      screen.getByRole('button', { name: /Review and release/ }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(
      within(
        within(dialog).getByRole('list', {
          name: 'Entities that will be removed',
        }),
      )
        .getAllByRole('link')
        .map(({ textContent }) => textContent),
    ).toEqual(['orders', 'payments']);
    expect(wire.calls).not.toContain(RELEASE);

    wire.answer(REPORT, { json: page([source()]) });
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Remove 2 entities' }),
    );
    expect(
      await screen.findByText(/removals of teams are released/),
    ).toBeVisible();
    await waitFor(() =>
      expect(screen.getByRole('listitem', { name: 'teams' })).toHaveTextContent(
        'Up to date',
      ),
    );
    expect(wire.calls.filter(call => call === RELEASE)).toHaveLength(1);
  });

  it('removes nothing when the person changes their mind, or other removals are held by now', async () => {
    const wire = wireWith([held]).answer(RELEASE, {
      status: 409,
      message: 'hold-2 is held',
    });
    show(wire);
    const open = await screen.findByRole('button', {
      name: /Review and release/,
    });
    await userEvent.click(open);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Keep them' }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(wire.calls).not.toContain(RELEASE);

    await userEvent.click(open);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Remove 2 entities' }),
    );
    expect(
      await screen.findByText(
        'Other removals are held by now: close this and look again',
      ),
    ).toBeVisible();
  });

  it('offers no release to those who may not, and says what they need', async () => {
    show(wireWith([{ ...held, held: hold({ releasable: false }) }]));
    expect(
      await screen.findByText(/needs the permission kratix.ingestion.approve/),
    ).toBeVisible();
    expect(
      screen.queryByRole('button', { name: /Review and release/ }),
    ).not.toBeInTheDocument();
  });

  it('says when there is no source, and when the module is missing', async () => {
    const { unmount } = show(wireWith([]));
    expect(await screen.findByText('No source is configured.')).toBeVisible();
    unmount();

    show(new Wire());
    expect(
      await screen.findByText('The catalog does not read from Kratix.'),
    ).toBeVisible();
  });

  it('shows that it is loading', async () => {
    show(new Wire().answer(REPORT, 'never'));
    expect(
      await screen.findByRole('status', { name: 'Loading' }),
    ).toBeVisible();
  });

  it('says that one may not see it', async () => {
    show(
      new Wire().answer(REPORT, {
        status: 403,
        message: 'kratix.platform.read is denied',
      }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'kratix.platform.read is denied',
    );
  });
});
