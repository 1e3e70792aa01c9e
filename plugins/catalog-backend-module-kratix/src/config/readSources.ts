import { Config } from '@backstage/config';
import { toError } from '@backstage/errors';
import { PlatformSourceSettings } from '../platform/PlatformSourceSettings';
import { readPlatformSource } from '../platform/readPlatformSource';
import { readStateStore, StateStoreSettings } from './readStateStore';

/** A key of `catalog.providers.kratix`: what it asks for, or why it cannot be used. */
export type SourceConfig = UsableSource | { id: string; problem: string };

/** A source of entities: files of a state store, or objects of a platform. */
export type UsableSource =
  | { id: string; settings: StateStoreSettings }
  | { id: string; objects: PlatformSourceSettings };

/** What both kinds of sources have, among others. */
export function settingsOf(
  source: UsableSource,
): StateStoreSettings | PlatformSourceSettings {
  return 'objects' in source ? source.objects : source.settings;
}

const ROOT = 'catalog.providers.kratix';

/**
 * Reads `catalog.providers.kratix`. Never throws: a source with broken settings must still be
 * registered, since Backstage removes the entities of a provider that is gone.
 */
export function readSources(config: Config): SourceConfig[] {
  let root: Config | undefined;
  try {
    root = config.getOptionalConfig(ROOT);
  } catch {
    return [];
  }
  return (root?.keys() ?? []).map(id => {
    try {
      const source = config.getConfig(`${ROOT}.${id}`);
      return source.has('stateStore')
        ? { id, settings: readStateStore(source) }
        : { id, objects: readPlatformSource(source) };
    } catch (error) {
      return { id, problem: `${ROOT}.${id}: ${toError(error).message}` };
    }
  });
}
