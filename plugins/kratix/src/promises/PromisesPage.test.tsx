import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderKratix } from '../__testUtils__/renderKratix';
import { page, platform, promise } from '../__testUtils__/samples';
import { Wire } from '../__testUtils__/Wire';

const wireWith = (promises: ReturnType<typeof promise>[]) =>
  new Wire()
    .answer('GET /platforms', { json: { items: [platform()] } })
    .answer('GET /promises', { json: page(promises) });

describe('Promises page', () => {
  it('shows what each Promise gives, how it is doing and how to ask for it', async () => {
    renderKratix(
      '/kratix',
      wireWith([
        promise({
          template: 'template:default/team-request',
          requestCounts: { Ready: 2, Failed: 1 },
        }),
        promise({
          name: 'vcluster',
          title: 'Virtual cluster',
          state: { name: 'Unavailable', message: 'argocd is not installed' },
        }),
        promise({
          name: 'elsewhere',
          title: 'Elsewhere',
          template: 'template:default/not-in-this-backstage',
        }),
        promise({ name: 'operator', title: 'Operator', api: undefined }),
      ]),
    );

    const team = await screen.findByRole('listitem', { name: 'Team' });
    expect(team).toHaveTextContent('A team of the organisation.');
    expect(team).toHaveTextContent('platform.kratix.io/v1alpha1 Team');
    expect(team).toHaveTextContent('v0.1.0');
    expect(team).toHaveTextContent('Available');
    expect(
      within(team).getByRole('link', { name: '3 requests: 2 Ready, 1 Failed' }),
    ).toHaveAttribute('href', '/kratix/requests?platform=local&promise=team');
    expect(
      await within(team).findByRole('link', { name: 'Request Team' }),
    ).toHaveAttribute('href', '/create/templates/default/team-request');

    const vcluster = screen.getByRole('listitem', { name: 'Virtual cluster' });
    expect(vcluster).toHaveTextContent('Unavailable');
    expect(vcluster).toHaveTextContent('argocd is not installed');
    expect(vcluster).toHaveTextContent('No form for it yet');
    expect(
      within(vcluster)
        .getAllByRole('link')
        .map(link => link.getAttribute('href')),
    ).toEqual(['/kratix/promises/local/vcluster']);

    const elsewhere = screen.getByRole('listitem', { name: 'Elsewhere' });
    expect(elsewhere).toHaveTextContent('No form for it yet');
    expect(
      within(elsewhere).queryByRole('link', { name: /^Request / }),
    ).not.toBeInTheDocument();

    expect(
      screen.getByRole('listitem', { name: 'Operator' }),
    ).toHaveTextContent('nothing to request');
  });

  it('finds Promises by words of their title, description and API', async () => {
    renderKratix(
      '/kratix/promises',
      wireWith([
        promise(),
        promise({ name: 'db', title: 'Database', description: 'Stores rows' }),
      ]),
    );
    const search = await screen.findByRole('searchbox', {
      name: 'Search Promises',
    });

    await screen.findByRole('listitem', { name: 'Team' });
    await userEvent.type(search, 'rows');
    expect(screen.getByRole('listitem', { name: 'Database' })).toBeVisible();
    expect(
      screen.queryByRole('listitem', { name: 'Team' }),
    ).not.toBeInTheDocument();

    await userEvent.type(search, 'xyz');
    expect(screen.getByText('No Promise matches “rowsxyz”.')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(screen.getByRole('listitem', { name: 'Team' })).toBeVisible();
  });

  it('shows many as a table, sorted and filtered by the address', async () => {
    const many = Array.from({ length: 13 }, (_, index) =>
      promise({
        name: `p${index}`,
        title: `Promise ${index}`,
        template: 'template:default/team-request',
        requestCounts: { Ready: index, Failed: index % 5 },
      }),
    );
    renderKratix('/kratix/promises?sort=-failing&q=promise', wireWith(many));
    const rows = await screen.findAllByRole('row');
    expect(rows).toHaveLength(14);
    expect(rows[1]).toHaveTextContent('Promise 4');
    expect(rows[1]).toHaveAttribute('data-href', '/kratix/promises/local/p4');
    expect(
      within(rows[1]).getByRole('link', {
        name: '8 requests: 4 Ready, 4 Failed',
      }),
    ).toBeVisible();
    expect(screen.getByText('13 of 13 Promises')).toBeVisible();

    await userEvent.click(screen.getByRole('radio', { name: 'Cards' }));
    expect(
      await screen.findAllByRole('listitem', { name: /^Promise / }),
    ).toHaveLength(13);
  });

  it('says when there is none, and how that changes', async () => {
    renderKratix('/kratix/promises', wireWith([]));
    expect(
      await screen.findByText('No Promise is installed yet.'),
    ).toBeVisible();
  });

  it('says when no platform is configured', async () => {
    renderKratix(
      '/kratix/promises',
      wireWith([]).answer('GET /platforms', { json: { items: [] } }),
    );
    expect(await screen.findByText(/No platform is configured/)).toBeVisible();
  });

  it('shows that it is loading', async () => {
    renderKratix(
      '/kratix/promises',
      wireWith([]).answer('GET /promises', 'never'),
    );
    expect(
      await screen.findByRole('status', { name: 'Loading' }),
    ).toBeVisible();
  });

  it('says that one may not see them, and offers no retry', async () => {
    renderKratix(
      '/kratix/promises',
      new Wire()
        .answer('GET /platforms', { status: 403, message: 'denied' })
        .answer('GET /promises', {
          status: 403,
          message: 'kratix.platform.read is denied',
        }),
    );
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('You are not allowed to see this');
    expect(alert).toHaveTextContent('kratix.platform.read is denied');
    expect(
      screen.queryByRole('button', { name: 'Try again' }),
    ).not.toBeInTheDocument();
  });

  it('says why it failed, and tries again when asked to', async () => {
    const wire = wireWith([]).answer('GET /promises', {
      status: 503,
      message: 'Promises have not been read yet',
    });
    renderKratix('/kratix/promises', wire);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Promises have not been read yet',
    );

    wire.answer('GET /promises', { json: page([promise()]) });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('listitem', { name: 'Team' })).toBeVisible();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('says which platform is out of reach and how old its data is', async () => {
    renderKratix(
      '/kratix/promises',
      wireWith([promise()]).answer('GET /platforms', {
        json: {
          items: [
            platform({
              reachable: false,
              lastContact: new Date(Date.now() - 600_000).toISOString(),
              error: 'connection refused',
            }),
            platform({
              name: 'prod',
              title: 'Production',
              kinds: [
                {
                  apiVersion: 'platform.kratix.io/v1alpha1',
                  kind: 'Work',
                  plural: 'works',
                  state: 'failed',
                  objects: 0,
                  error: { reason: 'forbidden', message: 'add a rule' },
                },
              ],
            }),
          ],
        },
      }),
    );
    expect(
      await screen.findByText('Local platform is out of reach'),
    ).toBeVisible();
    expect(
      screen.getByText(
        'What is shown is as of 10 minutes ago. connection refused',
      ),
    ).toBeVisible();
    expect(screen.getByText('Production: Work cannot be read')).toBeVisible();
    // With several platforms each Promise says whose it is.
    expect(
      await screen.findByRole('listitem', { name: 'Team' }),
    ).toHaveTextContent('Local platform');
  });
});
