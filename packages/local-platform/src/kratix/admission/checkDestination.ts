import { AdmissionCheck, KubeClient } from '../../kube';
import { readDestination } from '../model/destination';
import { resourceTypes } from '../resourceTypes';
import { deny } from './deny';

const WEBHOOK = 'vdestination.kb.io';

/** Checks Destinations as Kratix' webhook does: a path of their own, and a state store. */
export function checkDestination(client: KubeClient): AdmissionCheck {
  return async ({ operation, object }) => {
    if (operation === 'DELETE') {
      return undefined;
    }
    const spec = readDestination(object);
    if (spec.path === '') {
      throw deny(WEBHOOK, 'path field is required');
    }
    const { stateStoreRef } = spec;
    if (!stateStoreRef) {
      throw deny(WEBHOOK, 'stateStoreRef field is required');
    }
    if (stateStoreRef.kind !== 'GitStateStore') {
      throw deny(
        WEBHOOK,
        `the local platform writes to a GitStateStore only; spec.stateStoreRef.kind cannot be: ${stateStoreRef.kind}`,
      );
    }
    for (const other of await client.list(resourceTypes.destinations)) {
      const existing = readDestination(other);
      if (
        other.metadata.name !== object.metadata.name &&
        existing.stateStoreRef?.kind === stateStoreRef.kind &&
        existing.stateStoreRef.name === stateStoreRef.name &&
        existing.path === spec.path
      ) {
        throw deny(
          WEBHOOK,
          `destination path '${spec.path}' already exists for state store '${stateStoreRef.name}'`,
        );
      }
    }
    const store = await client.get(
      resourceTypes.gitStateStores,
      stateStoreRef.name,
    );
    return {
      object:
        spec.filepath.mode === 'aggregatedYAML' && !spec.filepath.filename
          ? {
              ...object,
              spec: {
                ...(typeof object.spec === 'object' ? object.spec : {}),
                filepath: { ...spec.filepath, filename: 'aggregated.yaml' },
              },
            }
          : object,
      warnings: store
        ? []
        : [
            `Warning: referenced ${stateStoreRef.kind} "${stateStoreRef.name}" does not exist`,
          ],
    };
  };
}
