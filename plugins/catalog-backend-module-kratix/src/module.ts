import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { kratixIngestionApprovePermission } from 'backstage-plugin-kratix-common';
import {
  kratixPlatformsServiceRef,
  kratixStateStoreReadersServiceRef,
  StateStoreLocation,
} from 'backstage-plugin-kratix-node';
import { readSources, settingsOf, UsableSource } from './config/readSources';
import { StateStoreSettings } from './config/readStateStore';
import { requirePlatform } from './platform/requirePlatform';
import { createNotifyHeld } from './guard/notifyHeld';
import { Ledger } from './ledger/Ledger';
import { PlatformSource } from './platform/PlatformSource';
import { IngestedSource } from './provider/IngestedSource';
import { SourceEntityProvider } from './provider/SourceEntityProvider';
import { UnusableEntityProvider } from './provider/UnusableEntityProvider';
import { MAX_FILE_SIZE, mayHoldEntities } from './reading/readEntities';
import { IngestionMetrics } from './report/IngestionMetrics';
import { ingestionRouter } from './report/ingestionRouter';
import { ReportedSource } from './report/ProviderReport';
import { SourceMonitor } from './report/SourceMonitor';
import {
  CacheDirectory,
  createCacheDirectory,
} from './store/createCacheDirectory';
import { StateStoreSource } from './store/StateStoreSource';
import { PUSH_TOPICS, readPush } from './triggers/readPush';

/**
 * Gives the catalog the Promises and requests of platforms, and the entities that Promises wrote into
 * state stores. Each key of
 * `catalog.providers.kratix` is a source with an entity provider of its own.
 *
 * @public
 */
export const catalogModuleKratix = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'kratix',
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        platforms: kratixPlatformsServiceRef,
        readers: kratixStateStoreReadersServiceRef,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const { catalog, config, lifecycle, logger, scheduler } = deps;
        const sources = readSources(config).map(source =>
          requirePlatform(source, deps.platforms),
        );
        const forgetsAbsentSources =
          config.getOptionalString('catalog.orphanProviderStrategy') !== 'keep';

        let opened: Promise<Ledger> | undefined;
        const openLedger = () => {
          opened ??= Ledger.create(deps.database)
            .then(async ledger => {
              if (forgetsAbsentSources) {
                await ledger.forgetAllBut(sources.map(({ id }) => id));
              }
              return ledger;
            })
            .catch(error => {
              // The next read tries again.
              opened = undefined;
              throw error;
            });
          return opened;
        };

        let cache: CacheDirectory | undefined;
        const cacheDirectory = () => {
          cache ??= createCacheDirectory(
            config.getOptionalString('backend.workingDirectory') ?? tmpdir(),
          );
          return cache.directory;
        };
        const metrics = new IngestionMetrics(deps.metrics, {
          sources: sources.map(({ id }) => id),
          ledger: openLedger,
          logger,
        });
        const notifyHeld = createNotifyHeld({
          config,
          notifications: deps.notifications,
          logger,
        });
        const openReader =
          (id: string, { access }: StateStoreSettings) =>
          (location: StateStoreLocation) =>
            deps.readers.open({
              location,
              access,
              // Of two sources that read the same place each has a copy: they read at the same time.
              cacheDirectory: join(cacheDirectory(), id),
              include: mayHoldEntities,
              maxFileBytes: MAX_FILE_SIZE,
            });
        const providers = new Map<string, SourceEntityProvider>();
        const stores = new Map<string, StateStoreSource>();
        const createSource = (source: UsableSource): IngestedSource => {
          if ('objects' in source) {
            return new PlatformSource(
              deps.platforms.get(source.objects.platform),
              source.objects,
              config.getOptionalString('app.baseUrl'),
            );
          }
          const { id, settings } = source;
          const store = new StateStoreSource(
            deps.platforms,
            settings,
            openReader(id, settings),
          );
          stores.set(id, store);
          return store;
        };
        const reported = sources.map((source): ReportedSource => {
          const { id } = source;
          if ('problem' in source) {
            logger.error(
              `${source.problem}. Nothing is read; entities that this source gave before stay`,
            );
            const unusable = new UnusableEntityProvider(id, source.problem);
            catalog.addEntityProvider(unusable);
            return {
              id,
              report: () => unusable.report(),
              read: () => unusable.read(),
            };
          }
          const { platform, removalGuard } = settingsOf(source);
          const provider = new SourceEntityProvider({
            id,
            source: createSource(source),
            removalGuard,
            ledger: openLedger,
            logger,
            monitor: new SourceMonitor({ id, logger, metrics, notifyHeld }),
            wake: others =>
              others.forEach(other => void providers.get(other)?.read()),
          });
          providers.set(id, provider);
          catalog.addEntityProvider(provider);
          return {
            id,
            kind: 'objects' in source ? 'platform' : 'stateStore',
            platform,
            platformStatus: () => deps.platforms.get(platform).status(),
            report: () => provider.report(),
            read: () => provider.read(),
          };
        });

        deps.permissionsRegistry.addPermissions([
          kratixIngestionApprovePermission,
        ]);
        deps.httpRouter.use(
          ingestionRouter({
            httpAuth: deps.httpAuth,
            permissions: deps.permissions,
            auditor: deps.auditor,
            ledger: openLedger,
            sources: reported,
          }),
        );

        lifecycle.addStartupHook(async () => {
          // With the last source gone nothing else opens the ledger, which then has to forget it.
          await openLedger().catch(error =>
            logger.warn('The ledger cannot be opened yet', error),
          );
          for (const provider of providers.values()) {
            provider.start();
          }
          await deps.events.subscribe({
            id: 'kratix',
            topics: PUSH_TOPICS,
            onEvent: async event => {
              const push = readPush(event);
              if (push) {
                await Promise.all(
                  Array.from(stores, async ([id, store]) =>
                    store.isPushedTo(push)
                      ? await providers.get(id)?.read()
                      : undefined,
                  ),
                );
              }
            },
          });
          for (const source of sources) {
            if (!('problem' in source)) {
              await scheduler.scheduleTask({
                ...settingsOf(source).schedule,
                id: `kratix-${source.id}-read`,
                scope: 'global',
                fn: async () => await providers.get(source.id)?.reconcile(),
              });
            }
          }
        });
        lifecycle.addShutdownHook(async () => {
          await Promise.all(
            Array.from(providers.values(), provider => provider.stop()),
          );
          cache?.remove();
        });
      },
    });
  },
});
