import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { CommonValidatorFunctions } from '@backstage/catalog-model';
import { NamingModel, normalizeOwner } from 'backstage-plugin-kratix-common';
import { readRemovalGuard } from '../guard/readRemovalGuard';
import { NameFilter, PlatformSourceSettings } from './PlatformSourceSettings';

const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 30 },
  timeout: { minutes: 10 },
};

const NAMING_MODELS: readonly NamingModel[] = ['full', 'namespaced', 'short'];
const REQUEST_KINDS = ['Resource', 'Component'] as const;

function readFilter(config: Config, key: string): NameFilter {
  return {
    allow: config.getOptionalStringArray(`${key}.allow`) ?? ['*'],
    deny: config.getOptionalStringArray(`${key}.deny`) ?? [],
  };
}

function readChoice<T extends string>(
  config: Config,
  key: string,
  choices: readonly T[],
): T {
  const given = config.getOptionalString(key);
  const choice = choices.find(item => item === given);
  if (given !== undefined && choice === undefined) {
    throw new InputError(
      `has ${key} ${JSON.stringify(given)}; it is one of ${choices.join(', ')}`,
    );
  }
  return choice ?? choices[0];
}

function readTags(config: Config): string[] {
  const tags = config.getOptionalStringArray('tags') ?? [];
  const wrong = tags.find(tag => !CommonValidatorFunctions.isValidTag(tag));
  if (wrong !== undefined) {
    throw new InputError(
      `has the tag ${JSON.stringify(
        wrong,
      )}; a tag is of lower-case letters, digits, + and #, in parts joined by hyphens, at most 63 characters`,
    );
  }
  return tags;
}

/** @throws InputError or the config reader's error; the message begins with a verb. */
export function readPlatformSource(config: Config): PlatformSourceSettings {
  const owner = config.getOptionalString('defaultOwner') ?? 'unknown';
  const defaultOwner = normalizeOwner(owner);
  if (!defaultOwner) {
    throw new InputError(
      `has the defaultOwner ${JSON.stringify(
        owner,
      )}, which is no entity reference such as group:default/platform`,
    );
  }
  const namespace = config.getOptionalString('naming.namespace') ?? 'default';
  if (!CommonValidatorFunctions.isValidDnsLabel(namespace)) {
    throw new InputError(
      `has naming.namespace ${JSON.stringify(
        namespace,
      )}, which is no namespace of the catalog: use lower-case letters, digits and hyphens`,
    );
  }
  return {
    platform: config.getString('platform'),
    promises: readFilter(config, 'promises'),
    namespaces: readFilter(config, 'namespaces'),
    requestKind: readChoice(config, 'requestKind', REQUEST_KINDS),
    naming: {
      model: readChoice(config, 'naming.model', NAMING_MODELS),
      namespace,
    },
    defaultOwner,
    labels: config.getOptionalStringArray('labels') ?? [],
    annotations: config.getOptionalStringArray('annotations') ?? [],
    tags: readTags(config),
    schedule: config.has('schedule')
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
          config.getConfig('schedule'),
        )
      : DEFAULT_SCHEDULE,
    removalGuard: readRemovalGuard(config),
  };
}
