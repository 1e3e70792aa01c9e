/**
 * Promises and requests of Kratix platforms, for Backstage's new frontend system.
 *
 * @packageDocumentation
 */
import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { KratixClient } from 'backstage-plugin-kratix-common';
import { kratixApiRef } from './api/kratixApiRef';
import { Main } from './components/Main';
import { isKratixAvailable } from './entity/isKratixAvailable';
import { KratixIcon } from './KratixIcon';
import {
  destinationsRouteRef,
  ingestionRouteRef,
  platformsRouteRef,
  promiseRouteRef,
  promisesRouteRef,
  requestRouteRef,
  requestsRouteRef,
  rootRouteRef,
  templateRouteRef,
} from './routes';

const kratixApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: kratixApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new KratixClient({ discoveryApi, fetchApi }),
    }),
});

const kratixPage = PageBlueprint.make({
  params: {
    path: '/kratix',
    title: 'Kratix',
    icon: <KratixIcon />,
    routeRef: rootRouteRef,
  },
});

const promisesPage = SubPageBlueprint.make({
  name: 'promises',
  params: {
    path: 'promises',
    title: 'Promises',
    loader: () =>
      import('./promises/PromisesRouter').then(m => (
        <Main>
          <m.PromisesRouter />
        </Main>
      )),
  },
});

const requestsPage = SubPageBlueprint.make({
  name: 'requests',
  params: {
    path: 'requests',
    title: 'Requests',
    loader: () =>
      import('./requests/RequestsRouter').then(m => (
        <Main>
          <m.RequestsRouter />
        </Main>
      )),
  },
});

const destinationsPage = SubPageBlueprint.make({
  name: 'destinations',
  params: {
    path: 'destinations',
    title: 'Destinations',
    loader: () =>
      import('./destinations/DestinationsPage').then(m => (
        <Main>
          <m.DestinationsPage />
        </Main>
      )),
  },
});

const platformsPage = SubPageBlueprint.make({
  name: 'platforms',
  params: {
    path: 'platforms',
    title: 'Platforms',
    loader: () =>
      import('./platforms/PlatformsPage').then(m => (
        <Main>
          <m.PlatformsPage />
        </Main>
      )),
  },
});

const ingestionPage = SubPageBlueprint.make({
  name: 'ingestion',
  params: {
    path: 'ingestion',
    title: 'Ingestion',
    loader: () =>
      import('./ingestion/IngestionPage').then(m => (
        <Main>
          <m.IngestionPage />
        </Main>
      )),
  },
});

const promiseStatusContent = EntityContentBlueprint.make({
  name: 'promise-status',
  params: {
    path: 'promise-status',
    title: 'Promise status',
    filter: isKratixAvailable,
    loader: () =>
      import('./entity/PromiseStatusContent').then(m => (
        <m.PromiseStatusContent />
      )),
  },
});

const promiseStatusCard = EntityCardBlueprint.make({
  name: 'promise-status',
  params: {
    type: 'info',
    filter: isKratixAvailable,
    loader: () => import('./entity/KratixCard').then(m => <m.KratixCard />),
  },
});

const ownedRequestsCard = EntityCardBlueprint.make({
  name: 'owned-requests',
  params: {
    filter: { kind: 'group' },
    loader: () =>
      import('./entity/OwnedRequests').then(m => <m.OwnedRequestsCard />),
  },
});

const uniqueValueField = FormFieldBlueprint.make({
  name: 'unique-value',
  params: {
    field: () =>
      import('./form/uniqueValueFormField').then(m => m.uniqueValueFormField),
  },
});

const clusterTokenField = FormFieldBlueprint.make({
  name: 'cluster-token',
  params: {
    field: () =>
      import('./form/clusterTokenFormField').then(m => m.clusterTokenFormField),
  },
});

/**
 * The plugin, with its pages, API, entity content and form field.
 *
 * @alpha
 */
export default createFrontendPlugin({
  pluginId: 'kratix',
  title: 'Kratix',
  icon: <KratixIcon />,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    promises: promisesRouteRef,
    promise: promiseRouteRef,
    requests: requestsRouteRef,
    request: requestRouteRef,
    destinations: destinationsRouteRef,
    platforms: platformsRouteRef,
    ingestion: ingestionRouteRef,
  },
  externalRoutes: { template: templateRouteRef },
  extensions: [
    kratixApi,
    kratixPage,
    promisesPage,
    requestsPage,
    destinationsPage,
    platformsPage,
    ingestionPage,
    promiseStatusContent,
    promiseStatusCard,
    ownedRequestsCard,
    uniqueValueField,
    clusterTokenField,
  ],
});
