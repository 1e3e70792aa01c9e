import { KratixPlatform } from 'backstage-plugin-kratix-node';
import { IngestedSource, OpenedSource } from '../provider/IngestedSource';
import { PlatformChanges } from './PlatformChanges';
import { PlatformObjects } from './PlatformObjects';
import { PlatformSourceSettings, takesName } from './PlatformSourceSettings';

/** Changes when objects are shaped differently than before. */
const SHAPE_VERSION = 1;
/** Milliseconds in which changes gather before they are read together. */
const GATHER = 50;
/** Milliseconds between two reads. */
const PAUSE = 500;

/** The Promises and requests of a platform. Reads from its cache: the cluster is not asked. */
export class PlatformSource implements IngestedSource {
  readonly title: string;
  readonly #platform: KratixPlatform;
  readonly #settings: PlatformSourceSettings;
  readonly #objects: PlatformObjects;
  readonly #changes: PlatformChanges;
  #isBegun = false;

  constructor(
    platform: KratixPlatform,
    settings: PlatformSourceSettings,
    appUrl: string | undefined,
  ) {
    this.title = `Promises and requests of ${platform.title}`;
    this.#platform = platform;
    this.#settings = settings;
    this.#objects = new PlatformObjects(platform, settings, appUrl);
    this.#changes = new PlatformChanges(platform, this.#objects);
  }

  subscribe(wake: () => void): () => void {
    let timer: NodeJS.Timeout | undefined;
    let last = -Infinity;
    const unsubscribe = this.#platform.subscribe(change => {
      if (this.#changes.note(change) && !timer) {
        const sinceLast = performance.now() - last;
        timer = setTimeout(() => {
          timer = undefined;
          last = performance.now();
          wake();
        }, Math.max(GATHER, PAUSE - sinceLast));
        timer.unref();
      }
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }

  lookAtEverything(): void {
    this.#changes.lookAtEverything();
  }

  open(): OpenedSource | { waitsFor: string } {
    const { name } = this.#platform;
    if (!this.#platform.isSynced('promise')) {
      const { error } = this.#platform.status();
      return {
        waitsFor: `The platform ${name} has not told yet which Promises it has${
          error ? `: ${error}` : ''
        }`,
      };
    }
    const kinds = this.#requestKinds();
    if (!this.#isBegun && kinds.some(({ state }) => state === 'syncing')) {
      return {
        waitsFor: `The platform ${name} has not told yet which requests it has`,
      };
    }
    const missing = kinds.filter(({ isCurrent }) => !isCurrent);
    let finish = () => {};
    return {
      settings: [SHAPE_VERSION, this.#objects.shape],
      gap: missing.length
        ? `These kinds cannot be read, and the entities of their requests stay as they are: ${missing
            .map(({ plural, message }) => `${plural} (${message})`)
            .join('; ')}`
        : undefined,
      mayFinishForOthers: !missing.length,
      read: async since => {
        const { reading, ingested } = await this.#changes.read(since);
        finish = ingested;
        return reading;
      },
      ingested: () => {
        this.#isBegun = true;
        finish();
      },
    };
  }

  /** The kinds of the requests that are taken, and how their caches are doing. */
  #requestKinds() {
    const { kinds } = this.#platform.status();
    return this.#platform.promises().flatMap(({ name, api }) => {
      if (!api || !takesName(this.#settings.promises, name)) {
        return [];
      }
      const status = kinds.find(
        ({ plural, apiVersion }) =>
          plural === api.plural && apiVersion === `${api.group}/${api.version}`,
      );
      return [
        {
          plural: `${api.plural}.${api.group}`,
          state: status?.state,
          isCurrent: this.#platform.isCurrent(name),
          message: status?.error?.message ?? 'not listed yet',
        },
      ];
    });
  }
}
