import { ReactElement } from 'react';
import { Route } from 'react-router-dom';
import { screen, within } from '@testing-library/react';
import { Entity } from '@backstage/catalog-model';
import { FlatRoutes } from '@backstage/core-app-api';
import {
  EntityProvider,
  catalogApiRef,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { KratixClient } from 'backstage-plugin-kratix-common';
import {
  destination,
  details,
  page,
  platform,
  promise,
  promiseDetails,
  request,
  templates,
} from '../__testUtils__/samples';
import { Wire } from '../__testUtils__/Wire';
import {
  EntityKratixCard,
  EntityKratixContent,
  EntityKratixWarning,
  isKratixAvailable,
  kratixApiRef,
  KratixPage,
  kratixPlugin,
} from '../index';
import { templateRouteRef } from '../routes';

const wire = () =>
  new Wire()
    .answer('GET /platforms', { json: { items: [platform()] } })
    .answer('GET /promises', {
      json: page([promise({ template: 'template:default/team-request' })]),
    })
    .answer('GET /promises/local/team', { json: promiseDetails() })
    .answer('GET /destinations', { json: { items: [destination()] } })
    .answer('GET /state-stores', { json: { items: [] } })
    .answer('GET /requests', { json: { ...page([request()]), counts: {} } })
    .answer('GET /requests/local/team/default/payments', { json: details() });

const team: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: {
    name: 'payments',
    annotations: {
      'kratix.io/promise-name': 'team',
      'kratix.io/name': 'payments',
      'kratix.io/namespace': 'default',
    },
  },
};

const promiseComponent: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'team',
    annotations: { 'kratix.io/promise-name': 'team' },
  },
  spec: { type: 'kratix-promise' },
};

/** Renders in an app of the classic frontend system. */
const show = (element: ReactElement, path = '/') =>
  renderInTestApp(
    <TestApiProvider
      apis={[
        [
          kratixApiRef,
          new KratixClient({
            discoveryApi: mockApis.discovery(),
            fetchApi: { fetch: wire().fetch },
          }),
        ],
        [catalogApiRef, catalogApiMock({ entities: templates })],
      ]}
    >
      {element}
    </TestApiProvider>,
    {
      routeEntries: [path],
      mountedRoutes: {
        '/create/templates/:namespace/:templateName': templateRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );

const showPages = (path: string) =>
  show(
    <FlatRoutes>
      <Route path="/kratix" element={<KratixPage />} />
    </FlatRoutes>,
    path,
  );

describe('classic frontend system', () => {
  it('brings the client of the backend', () => {
    expect([...kratixPlugin.getApis()].map(({ api }) => api.id)).toEqual([
      'plugin.kratix.service',
    ]);
  });

  it.each([
    ['the Promises', '/kratix', 'listitem', 'Team'],
    ['the Promises', '/kratix/promises', 'listitem', 'Team'],
    [
      'a Promise',
      '/kratix/promises/local/team?tab=api',
      'region',
      'API reference',
    ],
    ['the Destinations', '/kratix/destinations', 'listitem', 'catalog'],
    ['the requests', '/kratix/requests', 'row', /payments/],
    [
      'a request',
      '/kratix/requests/local/team/default/payments',
      'region',
      'Pipelines',
    ],
  ])('shows %s at %s', async (_, path, role, name) => {
    await showPages(path);
    expect(await screen.findByRole(role, { name })).toBeVisible();
    expect(screen.getByRole('tab', { name: 'Requests' })).toHaveAttribute(
      'href',
      '/kratix/requests',
    );
  });

  it('leads from page to page', async () => {
    await showPages('/kratix/promises');
    const card = await screen.findByRole('listitem', { name: 'Team' });
    expect(within(card).getByRole('link', { name: 'Team' })).toHaveAttribute(
      'href',
      '/kratix/promises/local/team',
    );
    expect(
      await within(card).findByRole('link', { name: 'Request Team' }),
    ).toHaveAttribute('href', '/create/templates/default/team-request');
  });

  it('shows the request that an entity comes from', async () => {
    await show(
      <EntityProvider entity={team}>
        <EntityKratixContent />
      </EntityProvider>,
    );
    expect(
      await screen.findByRole('status', { name: 'State' }),
    ).toHaveTextContent('Ready');
  });

  it('shows the Promise that an entity stands for', async () => {
    await show(
      <EntityProvider entity={promiseComponent}>
        <EntityKratixContent />
      </EntityProvider>,
    );
    expect(await screen.findByRole('tab', { name: 'API' })).toBeVisible();
  });

  it.each([
    [team, 'Team payments', 'Ready'],
    [promiseComponent, 'Team', 'Available'],
  ])('sums it up on a card', async (entity, title, state) => {
    await show(
      <EntityProvider entity={entity}>
        <EntityKratixCard />
      </EntityProvider>,
    );
    const card = await screen.findByRole('region', { name: 'Promise status' });
    // The app has no pages of this plugin here: a name then, and no link.
    expect(await within(card).findByText(title)).toBeVisible();
    expect(within(card).queryByRole('link')).not.toBeInTheDocument();
    expect(card).toHaveTextContent(state);
  });

  it('warns on the page of an entity only where something is wrong', async () => {
    await show(
      <EntityProvider entity={team}>
        <EntityKratixWarning />
        <EntityKratixCard />
      </EntityProvider>,
    );
    await screen.findByText('Team payments');
    expect(screen.queryByRole('status')).not.toBeInTheDocument();
  });

  it('knows which entities have a Promise status', () => {
    expect(isKratixAvailable(team)).toBe(true);
    expect(isKratixAvailable(promiseComponent)).toBe(true);
    expect(isKratixAvailable({ ...team, metadata: { name: 'payments' } })).toBe(
      false,
    );
    expect(
      isKratixAvailable({ ...promiseComponent, spec: { type: 'service' } }),
    ).toBe(true);
    expect(
      isKratixAvailable({
        ...promiseComponent,
        metadata: { name: 'shop' },
        spec: { type: 'service' },
      }),
    ).toBe(false);
  });
});
