import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  StateStoreAccess,
  StateStoreOverrides,
} from 'backstage-plugin-kratix-node';
import { readRemovalGuard } from '../guard/readRemovalGuard';
import { RemovalGuard } from '../guard/RemovalGuard';
import { EntityNaming } from '../reading/placeEntity';

/** Settings of a source that reads a state store. */
export interface StateStoreSettings {
  platform: string;
  destination: string;
  /** Each replaces what the cluster's Destination and state store say. */
  overrides: StateStoreOverrides;
  access: StateStoreAccess;
  schedule: SchedulerServiceTaskScheduleDefinition;
  kinds: string[];
  naming: EntityNaming;
  removalGuard: RemovalGuard | false;
}

const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 30 },
  timeout: { minutes: 10 },
};

function readCredentials(store: Config): StateStoreAccess['credentials'] {
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

function readIntegrations(store: Config): boolean {
  const integrations = store.getOptionalBoolean('integrations');
  if (integrations && !store.has('url')) {
    throw new InputError(
      "has integrations without a url: the credentials of Backstage's integrations would read whatever repository the cluster names; set url to the repository that is meant",
    );
  }
  return integrations ?? store.has('url');
}

function readBucket(bucket: Config | undefined): Pick<
  StateStoreSettings,
  'overrides'
> & {
  bucket: StateStoreAccess['bucket'];
} {
  const accessKeyId = bucket?.getOptionalString('accessKeyId');
  const secretAccessKey = bucket?.getOptionalString('secretAccessKey');
  const accountId = bucket?.getOptionalString('accountId');
  if (Boolean(accessKeyId) !== Boolean(secretAccessKey)) {
    throw new InputError(
      'has one of bucket.accessKeyId and bucket.secretAccessKey; set both, or none to use the identity of the environment',
    );
  }
  if (accessKeyId && accountId) {
    throw new InputError(
      'has both keys and an accountId for its bucket; keep one of them',
    );
  }
  return {
    overrides: {
      bucket: bucket?.getOptionalString('name'),
      endpoint: bucket?.getOptionalString('endpoint'),
    },
    bucket: {
      region: bucket?.getOptionalString('region'),
      forcePathStyle: bucket?.getOptionalBoolean('forcePathStyle'),
      accountId,
      keys:
        accessKeyId && secretAccessKey
          ? { accessKeyId, secretAccessKey }
          : undefined,
    },
  };
}

function readNaming(config: Config): EntityNaming {
  const namePrefix = config.getOptionalString('namePrefix');
  const namespace = config.getOptionalString('namespace');
  if (namePrefix && !/^[A-Za-z0-9][A-Za-z0-9_.-]{0,29}$/.test(namePrefix)) {
    throw new InputError(
      `has the namePrefix "${namePrefix}"; it needs up to 30 letters, digits, '-', '_' and '.', and begins with a letter or digit`,
    );
  }
  if (namespace && !/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(namespace)) {
    throw new InputError(
      `has the namespace "${namespace}"; it needs up to 63 lower-case letters, digits and '-'`,
    );
  }
  return { namePrefix, namespace };
}

/** Reads a source with `stateStore`. @throws InputError that says what is wrong, without its name. */
export function readStateStore(config: Config): StateStoreSettings {
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
  const { overrides, bucket } = readBucket(store.getOptionalConfig('bucket'));
  if (store.has('bucket') && (store.has('url') || store.has('branch'))) {
    throw new InputError(
      'has settings of a Git repository (url, branch) and of a bucket; keep those of the kind that the Destination uses',
    );
  }
  const ssh = store.getOptionalConfig('ssh');
  return {
    platform: config.getString('platform'),
    destination: store.getString('destination'),
    overrides: {
      ...overrides,
      url: store.getOptionalString('url'),
      branch: store.getOptionalString('branch'),
      path: store.getOptionalString('path'),
    },
    access: {
      credentials: readCredentials(store),
      integrations: readIntegrations(store),
      ssh: ssh && {
        privateKey: ssh.getString('privateKey'),
        knownHosts: ssh.getString('knownHosts'),
      },
      bucket,
    },
    schedule: config.has('schedule')
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
          config.getConfig('schedule'),
        )
      : DEFAULT_SCHEDULE,
    kinds,
    naming: readNaming(config),
    removalGuard: readRemovalGuard(config),
  };
}
