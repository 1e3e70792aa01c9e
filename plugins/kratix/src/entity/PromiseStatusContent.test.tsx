import { act, screen, waitFor, within } from '@testing-library/react';
import { Entity } from '@backstage/catalog-model';
import {
  createExtensionTester,
  mockApis,
  renderInTestApp,
} from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { KratixClient } from 'backstage-plugin-kratix-common';
import {
  details,
  page,
  platform,
  promise,
  promiseDetails,
  request,
  templates,
} from '../__testUtils__/samples';
import { Wire } from '../__testUtils__/Wire';
import kratixPlugin from '../alpha';
import { kratixApiRef } from '../api/kratixApiRef';
import { rootRouteRef, templateRouteRef } from '../routes';
import { PromiseStatusContent } from './PromiseStatusContent';

const COORDINATES = {
  'kratix.io/promise-name': 'team',
  'kratix.io/name': 'payments',
  'kratix.io/namespace': 'default',
  'kratix.backstage.io/platform': 'local',
};

const group = (annotations: Record<string, string> = COORDINATES): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'payments', annotations },
});

const wireWith = () =>
  new Wire()
    .answer('GET /platforms', { json: { items: [platform()] } })
    .answer('GET /promises', { json: page([promise()]) })
    .answer('GET /promises/local/team', { json: promiseDetails() })
    .answer('GET /requests', { json: { ...page([]), counts: {} } })
    .answer('GET /requests/local/team/default/payments', { json: details() });

const show = (entity: Entity, wire: Wire, catalog = catalogApiMock()) =>
  renderInTestApp(
    <EntityProvider entity={entity}>
      <PromiseStatusContent />
    </EntityProvider>,
    {
      mountedRoutes: {
        '/kratix': rootRouteRef,
        '/create/templates/:namespace/:templateName': templateRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
      apis: [
        catalog,
        [
          kratixApiRef,
          new KratixClient({
            discoveryApi: mockApis.discovery(),
            fetchApi: { fetch: wire.fetch },
          }),
        ],
      ],
    },
  );

describe('Promise status', () => {
  it('is offered on what comes from a request or stands for a Promise, and nowhere else', () => {
    const isOffered = createExtensionTester(
      kratixPlugin.getExtension('entity-content:kratix/promise-status'),
    ).get(EntityContentBlueprint.dataRefs.filterFunction);
    expect(isOffered?.(group())).toBe(true);
    expect(isOffered?.(group({}))).toBe(false);
    expect(isOffered?.({ ...group(), kind: 'Component' })).toBe(true);
    expect(isOffered?.({ ...group({}), kind: 'Component' })).toBe(false);
    expect(
      isOffered?.({
        ...group({}),
        kind: 'Component',
        spec: { type: 'kratix-promise' },
      }),
    ).toBe(true);
  });

  it('shows the request that made the entity', async () => {
    show(group(), wireWith());
    expect(
      await screen.findByRole('link', { name: 'Team payments' }),
    ).toHaveAttribute('href', '/kratix/requests/local/team/default/payments');
    expect(screen.getByRole('status', { name: 'State' })).toHaveTextContent(
      'Ready',
    );
    expect(
      screen.getByRole('button', { name: 'Delete payments' }),
    ).toBeVisible();
  });

  it.each([
    ['leads to the form that changes it', templates, 1],
    ['leads to no form that this Backstage does not have', [], 0],
  ])('%s', async (_, entities, links) => {
    const catalog = catalogApiMock({ entities });
    const asked = jest.spyOn(catalog, 'getEntitiesByRefs');
    const wire = wireWith().answer('GET /promises/local/team', {
      json: promiseDetails({ updateTemplate: 'template:default/team-update' }),
    });
    show(group(), wire, catalog);
    await waitFor(() =>
      expect(asked.mock.calls.map(([{ entityRefs }]) => entityRefs)).toEqual([
        ['template:default/team-update'],
      ]),
    );
    await act(async () => {
      await asked.mock.results[0].value;
    });
    expect(screen.queryAllByRole('link', { name: 'Change' })).toHaveLength(
      links,
    );
  });

  it('shows the team as it is written, and what it has requested', async () => {
    const wire = wireWith().answer('GET /requests', {
      json: {
        ...page([
          request({
            kind: 'Database',
            ref: {
              platform: 'local',
              promise: 'database',
              namespace: 'default',
              name: 'orders',
            },
            state: { name: 'Failed', reason: 'Pipeline configure has failed.' },
          }),
        ]),
        counts: {},
      },
    });
    show(
      {
        ...group(),
        spec: {
          type: 'team',
          parent: 'platform',
          members: ['alice', 'user:other/bob'],
          children: [],
        },
      },
      wire,
    );
    const written = await screen.findByRole('region', {
      name: 'The team as it is written',
    });
    expect(
      within(written)
        .getAllByRole('link')
        .map(link => link.getAttribute('href')),
    ).toEqual([
      '/catalog/default/group/platform',
      '/catalog/default/user/alice',
      '/catalog/other/user/bob',
    ]);

    const owned = screen.getByRole('region', { name: 'Requests of the team' });
    expect(
      await within(owned).findByRole('link', { name: 'Database orders' }),
    ).toHaveAttribute('href', '/kratix/requests/local/database/default/orders');
    expect(owned).toHaveTextContent('Failed');
    expect(owned).toHaveTextContent('Pipeline configure has failed.');
    expect(
      within(owned).getByRole('link', { name: /See all of its requests/ }),
    ).toHaveAttribute(
      'href',
      '/kratix/requests?owner=group%3Adefault%2Fpayments',
    );
    expect(
      wire.calls.filter(call => call.startsWith('GET /requests?')),
    ).toEqual([
      'GET /requests?owner=group%3Adefault%2Fpayments&orderField=state&limit=10',
    ]);
  });

  it('leads to the files in Git at their commit', async () => {
    const wire = wireWith()
      .answer('GET /destinations', {
        json: {
          items: [
            {
              platform: 'local',
              name: 'catalog',
              labels: {},
              path: 'catalog',
              filepathMode: 'nestedByMetadata',
              strictMatchLabels: false,
              stateStore: { kind: 'GitStateStore', name: 'default' },
              placements: { total: 1, written: 1, failing: 0 },
            },
          ],
        },
      })
      .answer('GET /state-stores', {
        json: {
          items: [
            {
              platform: 'local',
              kind: 'GitStateStore',
              name: 'default',
              path: '',
              git: {
                url: 'https://github.com/example/state.git',
                branch: 'main',
              },
              destinations: ['catalog'],
            },
          ],
        },
      });
    show(group(), wire);
    const commit = '8f3c2d1a9b7e6f5d4c3b2a1908f7e6d5c4b3a291';
    // In the timeline, and with the files.
    const [link] = await screen.findAllByRole('link', {
      name: 'commit 8f3c2d1',
    });
    expect(link).toHaveAttribute(
      'href',
      `https://github.com/example/state/commit/${commit}`,
    );
    expect(
      screen.getByRole('link', { name: 'backstage/payments.yaml' }),
    ).toHaveAttribute(
      'href',
      `https://github.com/example/state/blob/${commit}/catalog/resources/default/team/payments/configure/5cfaf/backstage/payments.yaml`,
    );
  });

  it('needs no platform annotation where there is one platform', async () => {
    const { 'kratix.backstage.io/platform': _, ...rest } = COORDINATES;
    show(group(rest), wireWith());
    expect(
      await screen.findByRole('link', { name: 'Team payments' }),
    ).toBeVisible();
  });

  it('finds the Promise by its API where none is named', async () => {
    show(
      group({
        'kratix.io/type': 'resource',
        'kratix.io/group': 'platform.kratix.io',
        'kratix.io/version': 'v1alpha1',
        'kratix.io/kind': 'Team',
        'kratix.io/name': 'payments',
        'kratix.io/namespace': 'default',
      }),
      wireWith().answer('GET /promises', { json: page([promise()]) }),
    );
    expect(
      await screen.findByRole('link', { name: 'Team payments' }),
    ).toBeVisible();
  });

  it.each([
    [
      'missing annotations',
      group({ 'kratix.io/promise-name': 'team' }),
      'These annotations are missing: kratix.io/namespace, kratix.io/name.',
    ],
    [
      'a platform that is not configured',
      group({ ...COORDINATES, 'kratix.backstage.io/platform': 'prod' }),
      'The platform prod is not configured',
    ],
    [
      'an API that no Promise offers',
      group({
        'kratix.io/group': 'example.org',
        'kratix.io/kind': 'Thing',
        'kratix.io/name': 'payments',
        'kratix.io/namespace': 'default',
      }),
      'No Promise is known that offers Thing of example.org',
    ],
    [
      'a request that does not exist',
      group({ ...COORDINATES, 'kratix.io/name': 'other' }),
      'local/team/default/other was not found.',
    ],
  ])('says so: %s', async (_, entity, text) => {
    show(entity, wireWith());
    expect(await screen.findByRole('alert')).toHaveTextContent(text);
  });

  it('asks for the platform where there are several', async () => {
    const { 'kratix.backstage.io/platform': _, ...rest } = COORDINATES;
    show(
      group(rest),
      wireWith().answer('GET /platforms', {
        json: { items: [platform(), platform({ name: 'prod' })] },
      }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Configured are: local, prod.',
    );
  });

  it('says that one may not see it', async () => {
    show(
      group(),
      wireWith().answer('GET /requests/local/team/default/payments', {
        status: 403,
        message: 'kratix.request.read is denied',
      }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You are not allowed to see this',
    );
  });
});
