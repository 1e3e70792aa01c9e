import {
  KratixPlatforms,
  StateStoreLocation,
  StateStoreReader,
} from 'backstage-plugin-kratix-node';
import { StateStoreSettings } from '../config/readStateStore';
import { IngestedSource, OpenedSource } from '../provider/IngestedSource';
import { FollowUp } from '../triggers/FollowUp';
import { concerns, Push } from '../triggers/readPush';
import { fileLocation } from './fileLocation';
import { readStore } from './readStore';
import { StorePlace } from './StorePlace';

/** Changes when files are read differently than before, so that everything is read anew. */
const READING_VERSION = 1;

/** The entities that Promises wrote into a state store. */
export class StateStoreSource implements IngestedSource {
  readonly #settings: StateStoreSettings;
  readonly #place: StorePlace;
  readonly #openReader: (location: StateStoreLocation) => StateStoreReader;
  #opened?: { key: string; reader: StateStoreReader };

  constructor(
    platforms: KratixPlatforms,
    settings: StateStoreSettings,
    openReader: (location: StateStoreLocation) => StateStoreReader,
  ) {
    this.#settings = settings;
    this.#place = new StorePlace(platforms, settings);
    this.#openReader = openReader;
  }

  get title(): string | undefined {
    return this.#opened?.reader.description;
  }

  subscribe(wake: () => void): () => void {
    const followUp = new FollowUp(wake);
    const unsubscribe = this.#place.subscribe(hint => {
      wake();
      if (hint === 'soon') {
        followUp.begin();
      }
    });
    return () => {
      unsubscribe();
      followUp.stop();
    };
  }

  /** A store tells by its revision whether anything has changed. */
  lookAtEverything(): void {}

  open(): OpenedSource | { waitsFor: string } {
    const { platform, destination, kinds, naming } = this.#settings;
    const location = this.#place.locate();
    if (!location) {
      return {
        waitsFor: `The platform ${platform} has not told yet where the Destination ${destination} is`,
      };
    }
    const locationOf = fileLocation(location, this.#settings);
    return {
      read: readStore(this.#readerOf(location), {
        ...{ kinds, naming, platform, locationOf },
      }),
      settings: [READING_VERSION, platform, kinds, naming, location],
      mayFinishForOthers: true,
      ingested: () => {},
    };
  }

  /** Whether a push was to the branch that is read. */
  isPushedTo(push: Push): boolean {
    try {
      const location = this.#place.locate();
      return Boolean(location && 'url' in location && concerns(push, location));
    } catch {
      // Where it reads cannot be told as things are, which the report says.
      return false;
    }
  }

  #readerOf(location: StateStoreLocation): StateStoreReader {
    const key = JSON.stringify(location);
    if (this.#opened?.key !== key) {
      this.#opened = { key, reader: this.#openReader(location) };
    }
    return this.#opened.reader;
  }
}
