import {
  KratixPlatforms,
  StateStoreLocation,
  stateStoreLocation,
} from 'backstage-plugin-kratix-node';
import { StateStoreSettings } from '../config/readStateStore';
import { Hint, PlacementTrigger } from '../triggers/PlacementTrigger';

/**
 * Finds the files of a Destination from what the platform says, the settings replacing single parts,
 * and tells when they may have changed.
 */
export class StorePlace {
  constructor(
    private readonly platforms: KratixPlatforms,
    private readonly settings: StateStoreSettings,
  ) {}

  /**
   * @returns the location, or undefined while the platform has not told all of it.
   * @throws NotFoundError, InputError where it cannot be found as things are.
   */
  locate(): StateStoreLocation | undefined {
    const { platform: name, destination, overrides } = this.settings;
    const platform = this.platforms.get(name);
    try {
      return stateStoreLocation(platform, destination, overrides);
    } catch (error) {
      if (platform.isSynced('destination') && platform.isSynced('stateStore')) {
        throw error;
      }
      return undefined;
    }
  }

  /**
   * Calls the listener whenever the files, or their place, may be others now or soon.
   * @returns a function that ends that
   */
  subscribe(listener: (hint: Hint) => void): () => void {
    const { platform: name, destination } = this.settings;
    const platform = this.platforms
      .all()
      .find(candidate => candidate.name === name);
    if (!platform) {
      return () => {};
    }
    const trigger = new PlacementTrigger(
      destination,
      () =>
        platform
          .destinations()
          .find(candidate => candidate.name === destination)?.stateStore
          ?.kind === 'BucketStateStore',
    );
    return platform.subscribe(change => {
      const hint = trigger.hint(change);
      if (hint) {
        listener(hint);
      }
    });
  }
}
