import { createApiRef } from '@backstage/frontend-plugin-api';
import { KratixClient } from 'backstage-plugin-kratix-common';

/**
 * What the pages need of `/api/kratix`.
 *
 * @public
 */
export type KratixApi = Pick<KratixClient, keyof KratixClient>;

/**
 * The Kratix backend, as the person who is signed in.
 *
 * @public
 */
export const kratixApiRef = createApiRef<KratixApi>({
  id: 'plugin.kratix.service',
});
