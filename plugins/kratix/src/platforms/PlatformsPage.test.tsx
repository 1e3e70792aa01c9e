import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { KindStatus, PlatformSummary } from 'backstage-plugin-kratix-common';
import { renderKratix } from '../__testUtils__/renderKratix';
import { platform } from '../__testUtils__/samples';
import { Wire } from '../__testUtils__/Wire';

const kind = (change: Partial<KindStatus> = {}): KindStatus => ({
  apiVersion: 'platform.kratix.io/v1alpha1',
  kind: 'Work',
  plural: 'works',
  state: 'synced',
  objects: 3,
  ...change,
});

const RULE = {
  apiGroups: ['platform.kratix.io'],
  resources: ['works'],
  verbs: ['get', 'list', 'watch'],
  yaml: 'kind: ClusterRole\nmetadata:\n  name: backstage-kratix-read-works\n',
};

const show = (platforms: PlatformSummary[]) =>
  renderKratix(
    '/kratix/platforms',
    new Wire().answer('GET /platforms', { json: { items: platforms } }),
  );

describe('Platforms page', () => {
  it('shows how each platform is doing and how old its data is', async () => {
    show([
      platform({
        kinds: [kind(), kind({ kind: 'Team', plural: 'teams', objects: 4 })],
        identity: { type: 'oidc', provider: 'okta' },
        features: {
          pipelineStatus: true,
          revisions: false,
          healthRecords: true,
          dryRuns: false,
        },
        warnings: ['Its certificate is not checked.'],
      }),
      platform({ name: 'new', title: 'New', synced: false }),
      platform({
        name: 'prod',
        title: 'Production',
        reachable: false,
        lastContact: new Date(Date.now() - 600_000).toISOString(),
        error: 'connection refused',
      }),
    ]);
    const local = await screen.findByRole('listitem', {
      name: 'Local platform',
    });
    expect(local).toHaveTextContent('In order');
    expect(local).toHaveTextContent('Objects known7');
    expect(local).toHaveTextContent('the person (their token of okta)');
    expect(local).toHaveTextContent('versions of Promises, previews');
    expect(local).toHaveTextContent('Its certificate is not checked.');
    expect(screen.getByRole('listitem', { name: 'New' })).toHaveTextContent(
      'Being read',
    );
    const prod = screen.getByRole('listitem', { name: 'Production' });
    expect(prod).toHaveTextContent('Out of reach');
    expect(prod).toHaveTextContent('10 minutes ago');
    expect(within(prod).getByRole('alert')).toHaveTextContent(
      'connection refused',
    );
    expect(
      screen.getByRole('link', { name: 'What of it is in the catalog' }),
    ).toHaveAttribute('href', '/kratix/ingestion');
  });

  it('says once why a platform cannot be read, and nothing of what is known of one never reached', async () => {
    const reason = 'https://edge.example.org gives no answer.';
    const unavailable = (plural: string) =>
      kind({
        ...{ plural, kind: plural, state: 'failed', objects: 0 },
        error: { reason: 'unavailable', message: reason },
      });
    const kinds = ['promises', 'works', 'destinations'].map(unavailable);
    show([
      platform({
        ...{ name: 'edge', title: 'Edge', reachable: false, synced: false },
        ...{ lastContact: undefined, error: reason, kinds },
      }),
      platform({ name: 'busy', title: 'Busy', synced: false, kinds }),
    ]);
    const edge = await screen.findByRole('listitem', { name: 'Edge' });
    expect(within(edge).getAllByText(reason)).toHaveLength(1);
    expect(edge).not.toHaveTextContent('Objects known');

    const busy = screen.getByRole('listitem', { name: 'Busy' });
    expect(within(busy).getAllByText(reason)).toHaveLength(1);
    expect(busy).toHaveTextContent(
      'promises, works, destinations cannot be read',
    );
  });

  it('says which rule a kind lacks, to be copied', async () => {
    // With a clipboard, which the pages of a browser have over https.
    const user = userEvent.setup();
    const copied = jest.spyOn(navigator.clipboard, 'writeText');
    show([
      platform({
        kinds: [
          kind({
            state: 'failed',
            error: {
              reason: 'forbidden',
              message: 'works may not be listed.',
              missingRule: RULE,
            },
          }),
        ],
      }),
    ]);
    const local = await screen.findByRole('listitem', {
      name: 'Local platform',
    });
    expect(local).toHaveTextContent('Partly read');
    expect(local).toHaveTextContent('Work cannot be read');
    expect(local).toHaveTextContent('works may not be listed.');
    expect(local).toHaveTextContent('3 objects, which may be out of date');
    expect(
      within(local).getByRole('group', { name: 'Rule to add for Work' }),
    ).toHaveTextContent('kind: ClusterRole');

    await user.click(
      within(local).getByRole('button', {
        name: 'Copy: Rule to add for Work',
      }),
    );
    expect(copied).toHaveBeenCalledWith(RULE.yaml);
  });

  it('lists what is read', async () => {
    show([platform({ kinds: [kind()] })]);
    await userEvent.click(
      await screen.findByRole('button', { name: 'What is read' }),
    );
    expect(await screen.findByRole('row', { name: /Work/ })).toHaveTextContent(
      'Up to date',
    );
  });

  it('says when none is configured, and when one may not see them', async () => {
    const { unmount } = show([]);
    expect(await screen.findByText(/No platform is configured/)).toBeVisible();
    unmount();

    renderKratix(
      '/kratix/platforms',
      new Wire().answer('GET /platforms', {
        status: 403,
        message: 'kratix.platform.read is denied',
      }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'kratix.platform.read is denied',
    );
  });
});
