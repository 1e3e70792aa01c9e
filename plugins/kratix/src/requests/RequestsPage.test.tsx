import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeSignals } from '../__testUtils__/FakeSignals';
import { renderKratix } from '../__testUtils__/renderKratix';
import { page, platform, promise, request } from '../__testUtils__/samples';
import { Wire } from '../__testUtils__/Wire';

const named = (name: string, change: Parameters<typeof request>[0] = {}) =>
  request({
    ref: { platform: 'local', promise: 'team', namespace: 'default', name },
    ...change,
  });

const wireWith = (requests: ReturnType<typeof request>[]) =>
  new Wire()
    .answer('GET /platforms', { json: { items: [platform()] } })
    .answer('GET /promises', { json: page([promise()]) })
    .answer('GET /requests', { json: { ...page(requests), counts: {} } });

const lastQuery = (wire: Wire) => {
  const call = wire.calls
    .filter(text => text.startsWith('GET /requests?'))
    .at(-1);
  return Object.fromEntries(new URLSearchParams(call?.split('?')[1]));
};

describe('Requests page', () => {
  it('shows each request with its state, and why it is not ready', async () => {
    renderKratix(
      '/kratix/requests',
      wireWith([
        named('payments'),
        named('orders', {
          state: { name: 'Failed', reason: 'Pipeline configure has failed.' },
          message: 'Pending',
          owner: undefined,
        }),
      ]),
    );
    const payments = await screen.findByRole('row', { name: /payments/ });
    expect(payments).toHaveTextContent('Ready');
    expect(payments).toHaveTextContent('Team payments is in the catalog');
    expect(payments).toHaveTextContent('platform');
    expect(payments).toHaveTextContent('2h ago');
    expect(payments).toHaveTextContent('5m ago');
    expect(
      within(payments).getByRole('link', { name: 'payments' }),
    ).toHaveAttribute('href', '/kratix/requests/local/team/default/payments');

    const orders = screen.getByRole('row', { name: /orders/ });
    expect(orders).toHaveTextContent('Failed');
    expect(orders).toHaveTextContent('Pipeline configure has failed.');
  });

  it('takes filters and order from the address', async () => {
    const wire = wireWith([named('payments')]);
    renderKratix(
      '/kratix/requests?promise=team&state=Failed&owner=group:default/platform&q=pay&sort=-createdAt',
      wire,
    );
    await screen.findByRole('row', { name: /payments/ });
    expect(lastQuery(wire)).toEqual({
      promise: 'team',
      state: 'Failed',
      owner: 'group:default/platform',
      q: 'pay',
      orderField: '-createdAt',
      limit: '25',
    });
    expect(
      screen.getByRole('searchbox', { name: 'Search requests' }),
    ).toHaveValue('pay');
  });

  it('asks anew when the person filters, searches or sorts', async () => {
    const wire = wireWith([named('payments')]);
    renderKratix('/kratix/requests', wire);
    await screen.findByRole('row', { name: /payments/ });

    await userEvent.click(screen.getByRole('button', { name: /All states/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Failed' }),
    );
    await waitFor(() =>
      expect(lastQuery(wire)).toMatchObject({ state: 'Failed' }),
    );

    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search requests' }),
      'ord',
    );
    await waitFor(() =>
      expect(lastQuery(wire)).toMatchObject({ state: 'Failed', q: 'ord' }),
    );

    await userEvent.click(screen.getByRole('button', { name: /Age/ }));
    await waitFor(() =>
      expect(lastQuery(wire)).toMatchObject({
        state: 'Failed',
        q: 'ord',
        orderField: 'createdAt',
      }),
    );
  });

  it('orders by the last change', async () => {
    const wire = wireWith([named('payments')]);
    renderKratix('/kratix/requests', wire);
    await userEvent.click(
      await screen.findByRole('button', { name: /Changed/ }),
    );
    await waitFor(() =>
      expect(lastQuery(wire)).toMatchObject({ orderField: 'changedAt' }),
    );
  });

  it('keeps long texts in one line, and shows the whole on hover and on focus', async () => {
    const message = 'It goes on and on. '.repeat(40).trim();
    renderKratix(
      '/kratix/requests',
      wireWith([
        request({ message, owner: `group:default/${'o'.repeat(63)}` }),
      ]),
    );
    const row = await screen.findByRole('row', { name: /payments/ });
    const line = within(row).getByTitle(message);
    expect(line).toHaveStyle({ whiteSpace: 'nowrap', overflow: 'hidden' });
    expect(within(row).getByTitle('o'.repeat(63))).toHaveStyle({
      whiteSpace: 'nowrap',
    });
    act(() => within(row).getByRole('link').focus());
    expect(line).not.toHaveStyle({ whiteSpace: 'nowrap' });
    act(() => within(row).getByRole('link').blur());
    expect(line).toHaveStyle({ whiteSpace: 'nowrap' });
  });

  it('narrows down to a namespace', async () => {
    const wire = wireWith([named('payments')]);
    renderKratix('/kratix/requests', wire);
    await screen.findByRole('row', { name: /payments/ });
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Namespace' }),
      'shop',
    );
    await waitFor(() =>
      expect(lastQuery(wire)).toMatchObject({ namespace: 'shop' }),
    );
  });

  it('offers the groups of the person as owners', async () => {
    const wire = wireWith([named('payments')]);
    renderKratix('/kratix/requests', wire);
    await userEvent.click(
      await screen.findByRole('button', { name: /All owners/ }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: 'platform' }),
    );
    await waitFor(() =>
      expect(lastQuery(wire)).toMatchObject({
        owner: 'group:default/platform',
      }),
    );
  });

  it('pages through by cursors, and back', async () => {
    const wire = wireWith([]).answer('GET /requests', {
      json: {
        items: [named('payments')],
        totalItems: 60,
        pageInfo: { nextCursor: 'second' },
        counts: {},
      },
    });
    renderKratix('/kratix/requests', wire);
    await userEvent.click(await screen.findByRole('button', { name: /next/i }));
    await waitFor(() =>
      expect(lastQuery(wire)).toMatchObject({ cursor: 'second' }),
    );
    expect(await screen.findByText('26 – 26 of 60')).toBeVisible();

    await userEvent.click(screen.getByRole('button', { name: /previous/i }));
    await waitFor(() => expect(lastQuery(wire)).not.toHaveProperty('cursor'));
  });

  it('tells nothing requested from nothing found', async () => {
    const { unmount } = renderKratix('/kratix/requests', wireWith([]));
    expect(
      await screen.findByText('Nothing has been requested yet.'),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'See the Promises' }),
    ).toHaveAttribute('href', '/kratix/promises');
    unmount();

    const wire = wireWith([]);
    renderKratix('/kratix/requests?state=Failed', wire);
    expect(
      await screen.findByText('No request matches these filters.'),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    await waitFor(() => expect(lastQuery(wire)).not.toHaveProperty('state'));
  });

  it('says that one may not see them', async () => {
    renderKratix(
      '/kratix/requests',
      wireWith([]).answer('GET /requests', {
        status: 403,
        message: 'kratix.request.read is denied',
      }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'kratix.request.read is denied',
    );
  });

  it('shows a change as soon as a signal tells of one', async () => {
    const signals = new FakeSignals();
    const wire = wireWith([
      named('payments', { state: { name: 'Running', reason: 'It runs.' } }),
    ]);
    renderKratix('/kratix/requests', wire, { signals });
    const row = await screen.findByRole('row', { name: /payments/ });
    expect(row).toHaveTextContent('Running');

    wire.answer('GET /requests', {
      json: { ...page([named('payments')]), counts: {} },
    });
    signals.send({ platform: 'local', promise: 'team', revision: '2' });
    await waitFor(() =>
      expect(
        within(screen.getByRole('row', { name: /payments/ })).getByText(
          'Ready',
        ),
      ).toBeVisible(),
    );
  });

  it('keeps the rows and says so when the backend goes away', async () => {
    const signals = new FakeSignals();
    const wire = wireWith([named('payments')]);
    renderKratix('/kratix/requests', wire, { signals });
    await screen.findByRole('row', { name: /payments/ });

    wire.answer('GET /requests', { status: 503, message: 'gone away' });
    signals.send({});
    expect(await screen.findByText('This may be out of date')).toBeVisible();
    expect(screen.getByRole('row', { name: /payments/ })).toBeVisible();
  });
});
