import {
  KratixDestination,
  KratixPlacement,
  KratixStateStore,
  placementPath,
  RequestRef,
} from 'backstage-plugin-kratix-common';
import { KratixPlatform } from 'backstage-plugin-kratix-node';

/** Where the files of a placement lie. */
export interface PlacementLocation {
  destination: KratixDestination;
  store: KratixStateStore;
  /** Absent where the Destination puts the files of all requests into one. */
  folder?: string;
}

/** @returns undefined where the Destination, or its state store, is not known */
export function locatePlacement(
  platform: KratixPlatform,
  request: RequestRef,
  placement: KratixPlacement,
): PlacementLocation | undefined {
  const destination = platform
    .destinations()
    .find(({ name }) => name === placement.destination);
  const store = platform
    .stateStores()
    .find(
      ({ kind, name }) =>
        kind === destination?.stateStore?.kind &&
        name === destination.stateStore.name,
    );
  return (
    destination &&
    store && {
      destination,
      store,
      folder: placementPath({ placement, request, destination, store }),
    }
  );
}
