import { toError } from '@backstage/errors';
import { KratixPlatforms } from 'backstage-plugin-kratix-node';
import { SourceConfig } from '../config/readSources';

/** A source of Promises and requests cannot be used without its platform; that never comes later. */
export function requirePlatform(
  source: SourceConfig,
  platforms: KratixPlatforms,
): SourceConfig {
  if ('objects' in source) {
    try {
      platforms.get(source.objects.platform);
    } catch (error) {
      const { id } = source;
      return {
        id,
        problem: `catalog.providers.kratix.${id}: ${toError(error).message}`,
      };
    }
  }
  return source;
}
