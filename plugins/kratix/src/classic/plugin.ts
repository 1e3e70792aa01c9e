import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { KratixClient } from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
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
} from '../routes';
import { clusterTokenFieldExtension } from './clusterTokenFieldExtension';
import { uniqueValueFieldExtension } from './uniqueValueFieldExtension';

/**
 * The plugin for apps of the classic frontend system. Those of the new one find theirs at `./alpha`.
 *
 * @public
 */
export const kratixPlugin = createPlugin({
  id: 'kratix',
  apis: [
    createApiFactory({
      api: kratixApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new KratixClient({ discoveryApi, fetchApi }),
    }),
  ],
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
});

/**
 * All pages, to be mounted as `<Route path="/kratix" element={<KratixPage />} />`.
 *
 * @public
 */
export const KratixPage = kratixPlugin.provide(
  createRoutableExtension({
    name: 'KratixPage',
    component: () => import('./KratixRouter').then(m => m.KratixRouter),
    mountPoint: rootRouteRef,
  }),
);

/**
 * The Promise status of an entity, for an `EntityLayout.Route`; see {@link isKratixAvailable}.
 *
 * @public
 */
export const EntityKratixContent = kratixPlugin.provide(
  createComponentExtension({
    name: 'EntityKratixContent',
    component: {
      lazy: () =>
        import('../entity/PromiseStatusContent').then(
          m => m.PromiseStatusContent,
        ),
    },
  }),
);

/**
 * The Promise status of an entity in a few lines; see {@link isKratixAvailable}.
 *
 * @public
 */
export const EntityKratixCard = kratixPlugin.provide(
  createComponentExtension({
    name: 'EntityKratixCard',
    component: {
      lazy: () => import('../entity/KratixCard').then(m => m.KratixCard),
    },
  }),
);

/**
 * Says that what an entity stands for is not well, and nothing where it is; for the warnings at the
 * top of entity pages.
 *
 * @public
 */
export const EntityKratixWarning = kratixPlugin.provide(
  createComponentExtension({
    name: 'EntityKratixWarning',
    component: {
      lazy: () => import('../entity/EntityWarning').then(m => m.EntityWarning),
    },
  }),
);

/**
 * What a Group has requested, for the pages of Groups.
 *
 * @public
 */
export const EntityKratixRequestsCard = kratixPlugin.provide(
  createComponentExtension({
    name: 'EntityKratixRequestsCard',
    component: {
      lazy: () =>
        import('../entity/OwnedRequests').then(m => m.OwnedRequestsCard),
    },
  }),
);

/**
 * The field `ui:field: KratixUniqueValue`, to be put into `ScaffolderFieldExtensions`.
 *
 * @public
 */
export const KratixUniqueValueFieldExtension = kratixPlugin.provide(
  uniqueValueFieldExtension,
);

/**
 * Form field `KratixClusterToken`: sends the person's own token for the cluster along with a task.
 *
 * @public
 */
export const KratixClusterTokenFieldExtension = kratixPlugin.provide(
  clusterTokenFieldExtension,
);
