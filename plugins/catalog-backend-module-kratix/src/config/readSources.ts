import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';
import { readRemovalGuard } from '../guard/readRemovalGuard';
import { RemovalGuard } from '../guard/RemovalGuard';
import { PlatformSourceSettings } from '../platform/PlatformSourceSettings';
import { readPlatformSource } from '../platform/readPlatformSource';

/** Settings of a source that reads a state store. */
export interface StateStoreSettings {
  platform: string;
  destination: string;
  /** Each replaces what the cluster's Destination and state store say. */
  url?: string;
  branch?: string;
  path?: string;
  credentials?: { username?: string; password: string };
  schedule: SchedulerServiceTaskScheduleDefinition;
  kinds: string[];
  removalGuard: RemovalGuard | false;
}

/** A key of `catalog.providers.kratix`: what it asks for, or why it cannot be used. */
export type SourceConfig =
  | { id: string; settings: StateStoreSettings }
  | { id: string; objects: PlatformSourceSettings }
  | { id: string; problem: string };

const ROOT = 'catalog.providers.kratix';

const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 30 },
  timeout: { minutes: 10 },
};

function readCredentials(
  store: Config,
): StateStoreSettings['credentials'] | undefined {
  const username = store.getOptionalString('username');
  const password = store.getOptionalString('password');
  const token = store.getOptionalString('token');
  if (token && password) {
    throw new InputError('has both a token and a password; keep one of them');
  }
  if (username && !password && !token) {
    throw new InputError('has a username without a password or token');
  }
  const secret = token ?? password;
  if (secret && !store.has('url')) {
    throw new InputError(
      'has credentials without a url: they would be sent to whatever address the cluster names; set url to the repository that they are for',
    );
  }
  return secret ? { username, password: secret } : undefined;
}

function readSettings(config: Config): StateStoreSettings {
  const platform = config.getString('platform');
  const store = config.getConfig('stateStore');
  const kinds = config.getOptionalStringArray('kinds') ?? ['Group', 'User'];
  const location = kinds.find(kind => kind.toLowerCase() === 'location');
  if (location || !kinds.length) {
    throw new InputError(
      location
        ? 'has Location among its kinds, which is never taken from a state store'
        : 'has an empty list of kinds',
    );
  }
  return {
    platform,
    destination: store.getString('destination'),
    url: store.getOptionalString('url'),
    branch: store.getOptionalString('branch'),
    path: store.getOptionalString('path'),
    credentials: readCredentials(store),
    schedule: config.has('schedule')
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
          config.getConfig('schedule'),
        )
      : DEFAULT_SCHEDULE,
    kinds,
    removalGuard: readRemovalGuard(config),
  };
}

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
        ? { id, settings: readSettings(source) }
        : { id, objects: readPlatformSource(source) };
    } catch (error) {
      return { id, problem: `${ROOT}.${id}: ${toError(error).message}` };
    }
  });
}
