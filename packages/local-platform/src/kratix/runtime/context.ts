import {
  KubeClient,
  KubeObject,
  KubeStatusError,
  ResourceType,
} from '../../kube';
import { StateStoreWriter } from '../../git/stateStoreWriter';
import { KratixConfig } from '../config';
import { JsonObject, sameJson } from '../json';
import { statusOf } from '../model/objects';
import { KratixLogger } from './logger';

/** What the controllers share. */
export interface KratixContext {
  client: KubeClient;
  writer: StateStoreWriter;
  config: KratixConfig;
  logger: KratixLogger;
  /** The present; tests move it. */
  now(): Date;
  /** Chooses a Destination; gives 0 to 1. */
  random(): number;
}

/**
 * Stores a status if it differs from the object's, refusing to overwrite what changed meanwhile.
 *
 * @returns the stored object, or nothing when there was nothing to store
 */
export async function storeStatus(
  client: KubeClient,
  type: ResourceType,
  object: KubeObject,
  status: JsonObject,
): Promise<KubeObject | undefined> {
  return sameJson(statusOf(object), status)
    ? undefined
    : client.updateStatus(type, { ...object, status });
}

/** Removes labels that ask for something once, without touching what else changed meanwhile. */
export async function removeLabels(
  client: KubeClient,
  type: ResourceType,
  object: KubeObject,
  ...keys: string[]
): Promise<KubeObject> {
  return client.mergePatch(
    type,
    object.metadata.name,
    object.metadata.namespace,
    {
      metadata: { labels: Object.fromEntries(keys.map(key => [key, null])) },
    },
  );
}

export async function setLabels(
  client: KubeClient,
  type: ResourceType,
  object: KubeObject,
  change: Record<string, string | null>,
): Promise<KubeObject> {
  return client.mergePatch(
    type,
    object.metadata.name,
    object.metadata.namespace,
    { metadata: { labels: change } },
  );
}

/** An object, or nothing: also when its kind is not served (any more). */
export async function getIfServed(
  client: KubeClient,
  type: ResourceType,
  name: string,
  namespace?: string,
): Promise<KubeObject | undefined> {
  try {
    return await client.get(type, name, namespace);
  } catch (error) {
    if (error instanceof KubeStatusError && error.code === 404) {
      return undefined;
    }
    throw error;
  }
}
