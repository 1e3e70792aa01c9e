import { LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { NotFoundError } from '@backstage/errors';
import { KubeConfigAccess } from '../cluster/KubeConfigAccess';
import { KratixPlatform, KratixPlatforms } from '../KratixPlatforms';
import { MisconfiguredKratixPlatform } from './MisconfiguredKratixPlatform';
import { readPlatformSettings } from './readPlatformSettings';
import { WatchedKratixPlatform } from './WatchedKratixPlatform';

/**
 * The platforms of the configuration key `kratix.platforms`.
 *
 * @public
 */
export class ConfiguredKratixPlatforms implements KratixPlatforms {
  private readonly platforms: Map<string, KratixPlatform>;
  private readonly watched: WatchedKratixPlatform[];

  /**
   * Begins to list and watch every platform, in the background: no platform needs to be reachable.
   * Faulty settings do not throw; the platform is listed with its error.
   */
  static fromConfig(
    config: Config,
    options: { logger: LoggerService },
  ): ConfiguredKratixPlatforms {
    const platforms = readPlatformSettings(config).map(settings => {
      if (settings.access) {
        return new WatchedKratixPlatform({
          name: settings.name,
          title: settings.title,
          owners: settings.owners,
          identity: settings.identity,
          storeAccess: settings.stateStores,
          access: new KubeConfigAccess(settings.access),
          logger: options.logger,
        });
      }
      options.logger.error(
        `Platform ${settings.name} cannot be used: ${settings.error}`,
      );
      return new MisconfiguredKratixPlatform(settings);
    });
    return new ConfiguredKratixPlatforms(platforms);
  }

  private constructor(platforms: KratixPlatform[]) {
    this.platforms = new Map(
      platforms.map(platform => [platform.name, platform]),
    );
    this.watched = platforms.filter(
      platform => platform instanceof WatchedKratixPlatform,
    );
    this.watched.forEach(platform => platform.start());
  }

  all(): KratixPlatform[] {
    return [...this.platforms.values()];
  }

  get(name: string): KratixPlatform {
    const platform = this.platforms.get(name);
    if (!platform) {
      const names = [...this.platforms.keys()].join(', ');
      throw new NotFoundError(
        `There is no platform ${name}. ${
          names
            ? `Configured under kratix.platforms: ${names}.`
            : 'None is configured under kratix.platforms.'
        }`,
      );
    }
    return platform;
  }

  /** Ends all watches. */
  close() {
    this.watched.forEach(platform => platform.close());
  }
}
