import { screen } from '@testing-library/react';
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
import { details, platform, promise } from '../__testUtils__/samples';
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
    .answer('GET /promises/local/team', { json: promise() })
    .answer('GET /requests/local/team/default/payments', { json: details() });

const show = (entity: Entity, wire: Wire) =>
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
        catalogApiMock(),
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

  it('needs no platform annotation where there is one platform', async () => {
    const { 'kratix.backstage.io/platform': _, ...rest } = COORDINATES;
    show(group(rest), wireWith());
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
