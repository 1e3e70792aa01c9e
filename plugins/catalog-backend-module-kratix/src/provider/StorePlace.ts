import { InputError, NotFoundError } from '@backstage/errors';
import { KratixPlatform, KratixPlatforms } from 'backstage-plugin-kratix-node';
import { StateStoreSettings } from '../config/readSources';
import { PlacementTrigger } from './PlacementTrigger';

/** Where the files of a Destination are. */
export interface StoreLocation {
  url: string;
  branch: string;
  /** Folder of the repository, without slashes at its ends; empty for all of it. */
  path: string;
}

type Located = { location: StoreLocation } | { waitingFor: string };

function joinPath(...parts: string[]): string {
  return parts
    .flatMap(part => part.split('/'))
    .filter(segment => segment && segment !== '.')
    .join('/');
}

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
   * @returns the location, or what the platform has to tell first.
   * @throws NotFoundError, InputError where it cannot be found as things are.
   */
  locate(): Located {
    const { url, branch, path } = this.settings;
    if (url !== undefined && branch !== undefined && path !== undefined) {
      return { location: { url, branch, path: joinPath(path) } };
    }
    const platform = this.platforms.get(this.settings.platform);
    const { destination: name } = this.settings;
    const destinations = platform.destinations();
    const destination = destinations.find(other => other.name === name);
    if (!destination) {
      if (!platform.isSynced('destination')) {
        return waitFor(platform, `its Destination ${name}`);
      }
      const others = destinations.map(other => other.name).join(', ');
      throw new NotFoundError(
        `The platform ${platform.name} has no Destination ${name}${
          others ? `; it has ${others}` : ''
        }`,
      );
    }
    const ref = destination.stateStore;
    const store = platform
      .stateStores()
      .find(other => other.kind === ref?.kind && other.name === ref?.name);
    if (!store) {
      if (!platform.isSynced('stateStore')) {
        return waitFor(platform, `the state store of the Destination ${name}`);
      }
      throw new NotFoundError(
        `The Destination ${name} of the platform ${platform.name} names the state store ${ref?.kind}/${ref?.name}, which does not exist`,
      );
    }
    if (!store.git) {
      throw new InputError(
        `The Destination ${name} is in the ${store.kind} ${store.name}; only Git repositories can be read in this version`,
      );
    }
    return {
      location: {
        url: url ?? store.git.url,
        branch: branch ?? store.git.branch,
        path: joinPath(path ?? `${store.path}/${destination.path}`),
      },
    };
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

function waitFor(platform: KratixPlatform, what: string): Located {
  return {
    waitingFor: `waits for the platform ${platform.name} to tell ${what}`,
  };
}
