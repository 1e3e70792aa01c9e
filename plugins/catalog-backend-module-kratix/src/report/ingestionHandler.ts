import {
  HttpAuthService,
  HttpRouterService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { kratixPlatformReadPermission } from 'backstage-plugin-kratix-common';
import { IngestionSourceReport } from './IngestionReport';

type Handler = Parameters<HttpRouterService['use']>[0];

/**
 * Serves GET `/kratix/ingestion` under the catalog's own base path, to callers that may read
 * platforms. Any other request is left to the catalog.
 */
export function ingestionHandler(options: {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  report(): Promise<IngestionSourceReport[]>;
}): Handler {
  const { httpAuth, permissions, report } = options;
  return async (request, response, next) => {
    if (request.method !== 'GET' || request.path !== '/kratix/ingestion') {
      next();
      return;
    }
    try {
      const credentials = await httpAuth.credentials(request);
      const [decision] = await permissions.authorize(
        [{ permission: kratixPlatformReadPermission }],
        { credentials },
      );
      if (decision.result !== AuthorizeResult.ALLOW) {
        throw new NotAllowedError(
          `The permission ${kratixPlatformReadPermission.name} is needed to see what was ingested`,
        );
      }
      const items = await report();
      response.json({ items, totalItems: items.length, pageInfo: {} });
    } catch (error) {
      next(error);
    }
  };
}
