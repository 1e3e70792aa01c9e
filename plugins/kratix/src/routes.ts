import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/core-plugin-api';

/** One Promise, below the list of Promises. */
export const PROMISE_PATH = '/:platform/:promise';

/** One request, below the list of requests. */
export const REQUEST_PATH = '/:platform/:promise/:namespace/:name';

// References made by core-plugin-api are understood by both frontend systems.

/** `/kratix`. @public */
export const rootRouteRef = createRouteRef({ id: 'kratix' });

/** The list of Promises. @public */
export const promisesRouteRef = createSubRouteRef({
  id: 'kratix/promises',
  parent: rootRouteRef,
  path: '/promises',
});

/** One Promise. @public */
export const promiseRouteRef = createSubRouteRef({
  id: 'kratix/promise',
  parent: rootRouteRef,
  path: `/promises${PROMISE_PATH}` as const,
});

/** The list of requests. @public */
export const requestsRouteRef = createSubRouteRef({
  id: 'kratix/requests',
  parent: rootRouteRef,
  path: '/requests',
});

/** One request. @public */
export const requestRouteRef = createSubRouteRef({
  id: 'kratix/request',
  parent: rootRouteRef,
  path: `/requests${REQUEST_PATH}` as const,
});

/** Destinations and state stores. @public */
export const destinationsRouteRef = createSubRouteRef({
  id: 'kratix/destinations',
  parent: rootRouteRef,
  path: '/destinations',
});

/** The platforms and how they are doing. @public */
export const platformsRouteRef = createSubRouteRef({
  id: 'kratix/platforms',
  parent: rootRouteRef,
  path: '/platforms',
});

/** What was read into the catalog, and what was not. @public */
export const ingestionRouteRef = createSubRouteRef({
  id: 'kratix/ingestion',
  parent: rootRouteRef,
  path: '/ingestion',
});

/** The form of a Template. @public */
export const templateRouteRef = createExternalRouteRef({
  id: 'kratix-template',
  params: ['namespace', 'templateName'],
  optional: true,
  defaultTarget: 'scaffolder.selectedTemplate',
});
