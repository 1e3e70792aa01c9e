import { GitStateStoreAddress } from '../../git/stateStoreWriter';
import { KubeClient } from '../../kube';
import { findCondition } from '../conditions';
import { DestinationSpec } from '../model/destination';
import { generationOf, statusOf } from '../model/objects';
import {
  StateStoreNotReadyError,
  gitStateStoreAddress,
  readGitStateStore,
} from '../model/stateStore';
import { resourceTypes } from '../resourceTypes';

/** The state store of a Destination, as far as it can be used. */
export type OpenedStateStore =
  | { state: 'ready'; address: GitStateStoreAddress; path: string }
  | { state: 'missing' }
  | { state: 'notReady' };

/** Finds a Destination's state store, once its own controller has found it ready. */
export async function openStateStore(
  client: KubeClient,
  destination: DestinationSpec,
): Promise<OpenedStateStore> {
  const reference = destination.stateStoreRef;
  if (reference?.kind !== 'GitStateStore') {
    return { state: 'missing' };
  }
  const store = await client.get(resourceTypes.gitStateStores, reference.name);
  if (!store) {
    return { state: 'missing' };
  }
  const status = statusOf(store);
  const isReady =
    findCondition(status, 'Ready')?.status === 'True' &&
    status.observedGeneration === generationOf(store);
  if (!isReady) {
    return { state: 'notReady' };
  }
  try {
    return {
      state: 'ready',
      address: await gitStateStoreAddress(client, store),
      path: readGitStateStore(store).path,
    };
  } catch (error) {
    if (error instanceof StateStoreNotReadyError) {
      return { state: 'notReady' };
    }
    throw error;
  }
}
