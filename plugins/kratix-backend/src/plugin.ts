import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { kratixPermissions } from 'backstage-plugin-kratix-common';
import {
  kratixPlatformsServiceRef,
  kratixStateStoreReadersServiceRef,
} from 'backstage-plugin-kratix-node';
import { Access } from './access/Access';
import { deliveryOf } from './delivery/deliveryOf';
import { WriteIdentities } from './identity/WriteIdentities';
import {
  kratixRequestPermissionResourceRef,
  kratixRequestPermissionRules,
} from './permissions';
import { publishHeartbeat } from './live/publishHeartbeat';
import { publishRequestSignals } from './live/publishRequestSignals';
import { publishSignal } from './live/publishSignal';
import { exportPlatformMetrics } from './metrics/exportPlatformMetrics';
import { measurePipelines } from './metrics/measurePipelines';
import { readRequestLimit } from './metrics/readRequestLimit';
import { TellerLedger } from './notifications/TellerLedger';
import { tellOwners } from './notifications/tellOwners';
import { AppliedWrites } from './onDemand/AppliedWrites';
import { FailedRuns } from './onDemand/FailedRuns';
import { FileHistory } from './onDemand/FileHistory';
import { PlacementHistory } from './onDemand/PlacementHistory';
import { findResource } from './query/findResource';
import { RequestTable } from './query/RequestTable';
import { createRouter } from './router';
import { RequestOperator } from './write/RequestOperator';
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
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        platforms: kratixPlatformsServiceRef,
        signals: signalsServiceRef,
        stateStores: kratixStateStoreReadersServiceRef,
        userInfo: coreServices.userInfo,
      },
      async init({ httpRouter, lifecycle, metrics, platforms, ...services }) {
        services.permissionsRegistry.addResourceType({
          resourceRef: kratixRequestPermissionResourceRef,
          permissions: kratixPermissions,
          rules: Object.values(kratixRequestPermissionRules),
          getResources: async refs =>
            refs.map(ref => findResource(platforms, ref)),
        });
        const shutdown = new AbortController();
        const measure = measurePipelines(metrics);
        const failures = new FailedRuns();
        for (const platform of platforms.all()) {
          const stop = publishRequestSignals(platform, services);
          shutdown.signal.addEventListener('abort', stop);
          shutdown.signal.addEventListener('abort', failures.follow(platform));
          shutdown.signal.addEventListener('abort', measure(platform));
        }
        shutdown.signal.addEventListener('abort', publishHeartbeat(services));
        lifecycle.addShutdownHook(() => shutdown.abort());
        const table = new RequestTable(platforms);
        lifecycle.addShutdownHook(() => table.close());
        exportPlatformMetrics(metrics, {
          platforms,
          table,
          requestLimit: readRequestLimit(services.config, services.logger),
        });
        const { config, database } = services;
        if (
          config.getOptionalBoolean('kratix.notifications.requests') ??
          true
        ) {
          const ledger = await TellerLedger.create(database);
          for (const platform of platforms.all()) {
            const stop = tellOwners(platform, { ...services, ledger });
            shutdown.signal.addEventListener('abort', stop);
          }
        }
        const history = new PlacementHistory(services.stateStores);
        lifecycle.addShutdownHook(() => history.close());
        const identities = new WriteIdentities(services);
        httpRouter.use(
          createRouter({
            access: new Access(services),
            auditor: services.auditor,
            platforms,
            history: new FileHistory(history),
            failures,
            writes: new AppliedWrites({
              history,
              logger: services.logger,
              found: (platform, promise) =>
                publishSignal(platform, { promise }, services),
            }),
            table,
            writer: new RequestWriter({ platforms, identities, deliveryOf }),
            operator: new RequestOperator({ platforms, identities }),
            shutdown: shutdown.signal,
          }),
        );
      },
    });
  },
});
