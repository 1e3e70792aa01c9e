import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** `/kratix`. @public */
export const rootRouteRef = createRouteRef();

/** The list of Promises. @public */
export const promisesRouteRef = createRouteRef();

/** The list of requests. @public */
export const requestsRouteRef = createRouteRef();

/** One request. @public */
export const requestRouteRef = createSubRouteRef({
  parent: requestsRouteRef,
  path: '/:platform/:promise/:namespace/:name',
});

/** The form of a Template. @public */
export const templateRouteRef = createExternalRouteRef({
  params: ['namespace', 'templateName'],
  defaultTarget: 'scaffolder.selectedTemplate',
});
