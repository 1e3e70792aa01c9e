// Addresses that must not become links are what this is about.
/* eslint-disable no-script-url */
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderKratix } from '../__testUtils__/renderKratix';
import { destination, platform, stateStore } from '../__testUtils__/samples';
import { Wire } from '../__testUtils__/Wire';

const wireWith = (
  destinations = [destination()],
  stores = [stateStore()],
): Wire =>
  new Wire()
    .answer('GET /platforms', { json: { items: [platform()] } })
    .answer('GET /destinations', { json: { items: destinations } })
    .answer('GET /state-stores', { json: { items: stores } });

const troubled = destination({
  name: 'worker-1',
  ready: false,
  message: 'the bucket “kratix” does not exist',
  placements: { total: 4, written: 1, failing: 2 },
  failures: [
    {
      placement: 'team-payments.worker-1-5058f',
      promise: 'team',
      request: {
        platform: 'local',
        promise: 'team',
        namespace: 'default',
        name: 'payments',
      },
      message: '\u001b[31mpush failed\u001b[0m <b>now</b>',
    },
  ],
});

describe('Destinations page', () => {
  it('shows what is in trouble first, with its failing writes', async () => {
    renderKratix('/kratix/destinations', wireWith([destination(), troubled]));
    const list = await screen.findByRole('list', { name: 'Destinations' });
    const cards = within(list)
      .getAllByRole('listitem')
      .filter(item => item.parentElement === list);
    expect(cards.map(card => card.getAttribute('aria-label'))).toEqual([
      'worker-1',
      'catalog',
    ]);
    expect(cards[0]).toHaveTextContent('Not ready');
    expect(cards[0]).toHaveTextContent('the bucket “kratix” does not exist');
    expect(cards[0]).toHaveTextContent(
      '4 placements: 1 written, 1 waiting, 2 failing',
    );
    expect(cards[0]).toHaveTextContent('push failed <b>now</b>');
    expect(cards[0]).toHaveTextContent('and 1 more');
    expect(
      within(cards[0]).getByRole('link', { name: 'team payments' }),
    ).toHaveAttribute('href', '/kratix/requests/local/team/default/payments');
    expect(cards[1]).toHaveTextContent('Ready');
    expect(cards[1]).toHaveTextContent('environment=backstage');
  });

  it('shows state stores, with links to the web only', async () => {
    renderKratix(
      '/kratix/destinations',
      wireWith(
        [],
        [
          stateStore(),
          stateStore({
            name: 'odd',
            git: { url: 'javascript:alert(1)', branch: 'main' },
          }),
        ],
      ),
    );
    const list = await screen.findByRole('list', { name: 'State stores' });
    expect(
      within(list)
        .getAllByRole('link')
        .map(link => link.getAttribute('href')),
    ).toEqual(['https://github.com/example/kratix-state.git']);
    expect(list).toHaveTextContent('javascript:alert(1)');
    expect(screen.getByText('There is no Destination yet.')).toBeVisible();
  });

  it('keeps search and filter in the address', async () => {
    renderKratix(
      '/kratix/destinations?state=troubled',
      wireWith([destination(), troubled]),
    );
    await screen.findByRole('listitem', { name: 'worker-1' });
    expect(
      screen.queryByRole('listitem', { name: 'catalog' }),
    ).not.toBeInTheDocument();
    await userEvent.type(screen.getByRole('searchbox'), 'xyz');
    expect(
      await screen.findByText('No Destination matches these filters.'),
    ).toBeVisible();
  });

  it('shows what may be seen where the rest is denied', async () => {
    renderKratix(
      '/kratix/destinations',
      wireWith().answer('GET /state-stores', {
        status: 403,
        message: 'kratix.platform.read is denied',
      }),
    );
    expect(
      await screen.findByRole('listitem', { name: 'catalog' }),
    ).toBeVisible();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'kratix.platform.read is denied',
    );
  });
});
