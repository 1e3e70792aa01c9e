import {
  KratixPlatforms,
  StateStoreLocation,
  stateStoreLocation,
} from 'backstage-plugin-kratix-node';
import { StateStoreSettings } from '../config/readStateStore';
import { PlacementTrigger } from './PlacementTrigger';

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
   * Calls the listener whenever the files, or their place, may be others.
   * @returns a function that ends that
   */
  subscribe(listener: () => void): () => void {
    const trigger = new PlacementTrigger(this.settings.destination);
    const platform = this.platforms
      .all()
      .find(({ name }) => name === this.settings.platform);
    return (
      platform?.subscribe(change => {
        if (trigger.concerns(change)) {
          listener();
        }
      }) ?? (() => {})
    );
  }
}
