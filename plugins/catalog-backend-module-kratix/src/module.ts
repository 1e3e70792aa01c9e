import { tmpdir } from 'node:os';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import {
  GitStateStoreReader,
  kratixPlatformsServiceRef,
} from 'backstage-plugin-kratix-node';
import { readSources } from './config/readSources';
import { Ledger } from './ledger/Ledger';
import { StateStoreEntityProvider } from './provider/StateStoreEntityProvider';
import { StorePlace } from './provider/StorePlace';
import {
  CacheDirectory,
  createCacheDirectory,
} from './provider/createCacheDirectory';
import { UnusableEntityProvider } from './provider/UnusableEntityProvider';
import { MAX_FILE_SIZE, mayHoldEntities } from './reading/readEntities';
import { readIngestionReport } from './report/IngestionReport';
import { ingestionHandler } from './report/ingestionHandler';

/**
 * Gives the catalog the entities that Promises wrote into state stores. Each key of
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
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        platforms: kratixPlatformsServiceRef,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const { catalog, config, lifecycle, logger, scheduler } = deps;
        const sources = readSources(config);
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
        const providers = new Map<string, StateStoreEntityProvider>();
        const reported = sources.map(source => {
          const { id } = source;
          if ('problem' in source) {
            logger.error(
              `${source.problem}. Nothing is read; entities that this source gave before stay`,
            );
            const unusable = new UnusableEntityProvider(id, source.problem);
            catalog.addEntityProvider(unusable);
            return { id, report: () => unusable.report() };
          }
          const { settings } = source;
          const provider = new StateStoreEntityProvider({
            id,
            settings,
            ledger: openLedger,
            place: new StorePlace(deps.platforms, settings),
            openReader: location =>
              new GitStateStoreReader({
                location,
                cacheDirectory: cacheDirectory(),
                credentials: settings.credentials,
                include: mayHoldEntities,
                maxFileBytes: MAX_FILE_SIZE,
              }),
            logger,
            wake: others =>
              others.forEach(other => void providers.get(other)?.read()),
          });
          providers.set(id, provider);
          catalog.addEntityProvider(provider);
          return { id, report: () => provider.report() };
        });

        deps.httpRouter.use(
          ingestionHandler({
            httpAuth: deps.httpAuth,
            permissions: deps.permissions,
            report: async () =>
              await readIngestionReport(await openLedger(), reported),
          }),
        );

        lifecycle.addStartupHook(async () => {
          for (const provider of providers.values()) {
            provider.start();
          }
          for (const source of sources) {
            if ('settings' in source) {
              await scheduler.scheduleTask({
                ...source.settings.schedule,
                id: `kratix-${source.id}-read`,
                scope: 'global',
                fn: async () => await providers.get(source.id)?.read(),
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
