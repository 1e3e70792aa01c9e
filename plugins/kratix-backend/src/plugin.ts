import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { kratixPermissions } from 'backstage-plugin-kratix-common';
import { kratixPlatformsServiceRef } from 'backstage-plugin-kratix-node';
import { Access } from './access/Access';
import { deliveryOf } from './delivery/deliveryOf';
import {
  kratixRequestPermissionResourceRef,
  kratixRequestPermissionRules,
} from './permissions';
import { findResource } from './query/findResource';
import { publishRequestSignals } from './RequestSignals';
import { createRouter } from './router';
import { RequestWriter } from './write/RequestWriter';

/**
 * Kratix in Backstage: the HTTP API under `/api/kratix`, its permissions and live updates.
 *
 * @public
 */
export const kratixPlugin = createBackendPlugin({
  pluginId: 'kratix',
  register(env) {
    env.registerInit({
      deps: {
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        platforms: kratixPlatformsServiceRef,
        signals: signalsServiceRef,
      },
      async init({ httpRouter, lifecycle, platforms, ...services }) {
        services.permissionsRegistry.addResourceType({
          resourceRef: kratixRequestPermissionResourceRef,
          permissions: kratixPermissions,
          rules: Object.values(kratixRequestPermissionRules),
          getResources: async refs =>
            refs.map(ref => findResource(platforms, ref)),
        });
        const shutdown = new AbortController();
        for (const platform of platforms.all()) {
          const stop = publishRequestSignals(platform, services);
          shutdown.signal.addEventListener('abort', stop);
        }
        lifecycle.addShutdownHook(() => shutdown.abort());
        httpRouter.use(
          createRouter({
            access: new Access(services),
            platforms,
            writer: new RequestWriter({ platforms, deliveryOf }),
            shutdown: shutdown.signal,
          }),
        );
      },
    });
  },
});
