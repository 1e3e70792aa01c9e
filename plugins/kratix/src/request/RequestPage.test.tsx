// What must not become a link is what these tests are about.
/* eslint-disable no-script-url */
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeSignals } from '../__testUtils__/FakeSignals';
import { renderKratix } from '../__testUtils__/renderKratix';
import { details, platform, promise } from '../__testUtils__/samples';
import { Wire } from '../__testUtils__/Wire';

const PATH = '/kratix/requests/local/team/default/payments';
const ROUTE = 'GET /requests/local/team/default/payments';

const wireWith = (request: ReturnType<typeof details>) =>
  new Wire()
    .answer('GET /platforms', { json: { items: [platform()] } })
    .answer('GET /promises/local/team', { json: promise() })
    .answer(ROUTE, { json: request });

describe('Request page', () => {
  it.each(['Pending', 'Resource requested'])(
    'does not repeat what Kratix says where no Pipeline has said anything: %s',
    async message => {
      const { manifest } = details();
      renderKratix(
        PATH,
        wireWith(
          details({
            message,
            columns: [],
            manifest: { ...manifest, status: {} },
            state: { name: 'Failed', reason: 'Pipeline render has failed.' },
          }),
        ),
      );
      const reported = await screen.findByRole('region', {
        name: 'What it reports',
      });
      expect(reported).toHaveTextContent('It has reported nothing yet.');
      expect(reported).not.toHaveTextContent(message);
    },
  );

  it('shows the state, the Pipelines, the files and what is reported', async () => {
    renderKratix(PATH, wireWith(details()), {
      entities: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Group',
          metadata: {
            name: 'payments',
            namespace: 'default',
            annotations: {
              'kratix.io/promise-name': 'team',
              'kratix.io/name': 'payments',
              'kratix.io/namespace': 'default',
            },
          },
        },
      ],
    });
    expect(
      await screen.findByRole('heading', { name: 'Team payments' }),
    ).toBeVisible();
    expect(screen.getByRole('status', { name: 'State' })).toHaveTextContent(
      'ReadyEverything is written.',
    );
    expect(screen.getByRole('region', { name: 'Pipelines' })).toHaveTextContent(
      'Succeededconfigure',
    );
    const files = screen.getByRole('region', {
      name: 'Files and where they are',
    });
    expect(files).toHaveTextContent('Writtencatalog');
    expect(files).toHaveTextContent('commit 8f3c2d1');
    expect(files).toHaveTextContent('backstage/payments.yaml');
    expect(
      screen.getByRole('region', { name: 'What it reports' }),
    ).toHaveTextContent('payments@example.com');
    expect(
      await screen.findByRole('link', { name: /group:payments|payments/ }),
    ).toHaveAttribute('href', '/catalog/default/group/payments');

    await userEvent.click(screen.getByRole('tab', { name: 'YAML' }));
    expect(
      await screen.findByRole('group', { name: 'Manifest' }),
    ).toHaveTextContent('kind: Team');
  });

  it('says why a request fails and what to do', async () => {
    renderKratix(
      PATH,
      wireWith(
        details({
          state: {
            name: 'Failed',
            reason: 'Pipeline configure has failed.',
            nextStep: "Look at the Pipeline's logs.",
          },
          pipelines: [
            {
              name: 'configure',
              phase: 'Failed',
              message: 'exit code 1',
              attempts: 3,
            },
          ],
          placements: [
            {
              name: 'p',
              namespace: 'default',
              destination: 'catalog',
              written: false,
              error: 'push rejected',
              files: [],
            },
          ],
        }),
      ),
    );
    const state = await screen.findByRole('status', { name: 'State' });
    expect(state).toHaveTextContent(
      "Pipeline configure has failed. Next step: Look at the Pipeline's logs.",
    );
    const pipelines = screen.getByRole('region', { name: 'Pipelines' });
    expect(pipelines).toHaveTextContent('exit code 1');
    expect(pipelines).toHaveTextContent('3 attempts');
    expect(
      screen.getByRole('region', { name: 'Files and where they are' }),
    ).toHaveTextContent('Write failscatalogpush rejected');
  });

  it('shows hostile text as text, and links to the web only', async () => {
    renderKratix(
      PATH,
      wireWith(
        details({
          message: '<img src=x onerror=alert(1)>',
          owner: 'not a :: reference',
          manifest: {
            apiVersion: 'platform.kratix.io/v1alpha1',
            kind: 'Team',
            metadata: { name: 'payments' },
            status: {
              good: 'https://git.example.com/payments',
              bad: 'javascript:alert(1)',
            },
          },
        }),
      ),
    );
    expect(
      await screen.findByText('<img src=x onerror=alert(1)>'),
    ).toBeVisible();
    expect(screen.getByText('not a :: reference')).toBeVisible();
    expect(screen.getByText('javascript:alert(1)')).toBeVisible();
    const links = screen
      .getAllByRole('link')
      .map(link => link.getAttribute('href') ?? '');
    expect(links).toContain('https://git.example.com/payments');
    expect(links.filter(link => /^\s*javascript:/i.test(link))).toEqual([]);
    expect(document.querySelector('img')).toBeNull();
  });

  it('deletes only what was named, and shows what happens next', async () => {
    const wire = wireWith(details()).answer(
      'DELETE /requests/local/team/default/payments',
      { json: {} },
    );
    renderKratix(PATH, wire);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Delete payments' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('Delete Team payments?');
    expect(dialog).toHaveTextContent('local/team/default/payments');
    const confirm = within(dialog).getByRole('button', {
      name: 'Delete request',
    });
    expect(confirm).toBeDisabled();

    const field = within(dialog).getByRole('textbox', {
      name: 'Type payments to confirm',
    });
    await userEvent.type(field, 'payment');
    expect(confirm).toBeDisabled();
    await userEvent.type(field, 's');
    wire.answer(ROUTE, {
      json: details({
        state: {
          name: 'Deleting',
          reason: 'The delete Pipelines are running.',
        },
      }),
    });
    await userEvent.click(confirm);

    expect(
      await screen.findByText('The delete Pipelines are running.'),
    ).toBeVisible();
    expect(wire.calls).toContain(
      'DELETE /requests/local/team/default/payments',
    );
    expect(
      screen.queryByRole('button', { name: 'Delete payments' }),
    ).not.toBeInTheDocument();
  });

  it('keeps the dialog open and says why when deleting fails', async () => {
    const wire = wireWith(details()).answer(
      'DELETE /requests/local/team/default/payments',
      { status: 403, message: 'owned by Flux' },
    );
    renderKratix(PATH, wire);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Delete payments' }),
    );
    await userEvent.type(await screen.findByRole('textbox'), 'payments');
    await userEvent.click(
      screen.getByRole('button', { name: 'Delete request' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'It was not deletedowned by Flux',
    );
  });

  it('offers nothing that the person may not do', async () => {
    const wire = wireWith(details({ allowedActions: [] })).answer(
      'GET /promises/local/team',
      { json: promise({ updateTemplate: 'template:default/team-update' }) },
    );
    renderKratix(PATH, wire);
    await screen.findByRole('heading', { name: 'Team payments' });
    await waitFor(() =>
      expect(wire.calls).toContain('GET /promises/local/team'),
    );
    expect(
      screen.queryByRole('button', { name: /Delete/ }),
    ).not.toBeInTheDocument();
    expect(
      screen.queryByRole('link', { name: 'Change' }),
    ).not.toBeInTheDocument();
  });

  it('leads to the form that changes it, filled in', async () => {
    renderKratix(
      PATH,
      wireWith(details()).answer('GET /promises/local/team', {
        json: promise({ updateTemplate: 'template:default/team-update' }),
      }),
    );
    const link = await screen.findByRole('link', { name: 'Change' });
    const url = new URL(link.getAttribute('href') ?? '', 'http://localhost');
    expect(url.pathname).toBe('/create/templates/default/team-update');
    expect(JSON.parse(url.searchParams.get('formData') ?? '')).toEqual({
      id: 'payments',
      name: 'Payments',
      requestPlatform: 'local',
      requestNamespace: 'default',
      requestName: 'payments',
    });
  });

  it('says so when the request is deleted while one looks at it', async () => {
    const signals = new FakeSignals();
    const wire = wireWith(details());
    renderKratix(PATH, wire, { signals });
    await screen.findByRole('heading', { name: 'Team payments' });

    wire.answer(ROUTE, { status: 404, message: 'There is no such request' });
    signals.send({ platform: 'local', promise: 'team' });
    expect(await screen.findByText('payments has been deleted')).toBeVisible();
    expect(screen.getByRole('link', { name: 'All requests' })).toHaveAttribute(
      'href',
      '/kratix/requests',
    );
    expect(
      screen.queryByRole('button', { name: 'Delete payments' }),
    ).not.toBeInTheDocument();
  });

  it('says so when there is no such request', async () => {
    renderKratix(
      PATH,
      wireWith(details()).answer(ROUTE, { status: 404, message: 'none' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'There is no request local/team/default/payments.',
    );
  });

  it('names who else manages it, and offers no change', async () => {
    renderKratix(
      PATH,
      wireWith(details({ managedBy: 'Flux kustomization apps' })).answer(
        'GET /promises/local/team',
        { json: promise({ updateTemplate: 'template:default/team-update' }) },
      ),
    );
    expect(
      await screen.findByText('It is managed by Flux kustomization apps'),
    ).toBeVisible();
    expect(
      screen.queryByRole('link', { name: 'Change' }),
    ).not.toBeInTheDocument();
  });

  it('leads from a part to what it is a part of', async () => {
    renderKratix(
      PATH,
      wireWith(
        details({
          managedBy: 'request default/shop of Promise app',
          parent: {
            ref: {
              platform: 'local',
              promise: 'app',
              namespace: 'default',
              name: 'shop',
            },
            kind: 'App',
            state: { name: 'Ready', reason: 'It is.' },
          },
        }),
      ),
    );
    expect(
      await screen.findByRole('link', { name: 'Open what it is a part of' }),
    ).toHaveAttribute('href', '/kratix/requests/local/app/default/shop');
  });

  it('shows printer columns, health, and what the agents have applied', async () => {
    renderKratix(
      PATH,
      wireWith(
        details({
          columns: [{ name: 'Members', value: '7', statusField: 'members' }],
          manifest: {
            ...details().manifest,
            status: { members: 7, quota: '10Gi' },
          },
          binding: { desired: 'latest', applied: 'not-set', state: 'complete' },
          health: {
            state: 'healthy',
            records: [{ state: 'healthy', source: 'probe' }],
          },
          applied: [
            {
              placement: 'p',
              destination: 'catalog',
              agent: 'Kustomization flux-system/catalog',
              state: 'failed',
              message: 'no matches for kind',
            },
          ],
        }),
      ),
    );
    expect(
      await screen.findByRole('region', { name: 'What it reports' }),
    ).toHaveTextContent(/ is in the catalogMembers7quota10Gi$/);
    expect(screen.queryByText('Version of the Promise')).toBeNull();
    expect(
      screen.getByRole('region', { name: 'Health checks' }),
    ).toHaveTextContent('healthyprobe');
    expect(
      screen.getByRole('region', { name: 'Applied on its Destinations' }),
    ).toHaveTextContent('no matches for kind');
    expect(
      screen.getByRole('region', { name: 'How far it is' }),
    ).toHaveTextContent('AppliedHeld up');
  });

  it('brings a request to another version, and says which it runs', async () => {
    const wire = wireWith(
      details({
        allowedActions: ['chooseVersion'],
        binding: { desired: 'latest', applied: 'v2', state: 'complete' },
        versions: [
          { version: 'latest', latest: true },
          { version: 'v2', latest: true },
          { version: 'v1', latest: false },
        ],
      }),
    ).answer('POST /requests/local/team/default/payments/version', {
      text: '',
    });
    renderKratix(PATH, wire);
    expect(
      await screen.findByText('It runs v2, follows the latest'),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Choose version' }),
    );
    const dialog = await screen.findByRole('dialog');
    const confirm = within(dialog).getByRole('button', {
      name: 'Bring it there',
    });
    expect(confirm).toBeDisabled();
    await userEvent.click(
      within(dialog).getByRole('button', { name: /latest, which is v2/ }),
    );
    await userEvent.click(await screen.findByRole('option', { name: 'v1' }));
    await userEvent.click(confirm);
    await waitFor(() =>
      expect(wire.calls).toContain(
        'POST /requests/local/team/default/payments/version',
      ),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });
});
