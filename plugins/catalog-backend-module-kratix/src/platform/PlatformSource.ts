import { KratixPlatform } from 'backstage-plugin-kratix-node';
import { IngestedSource, OpenedSource } from '../provider/IngestedSource';
import { PlatformChanges } from './PlatformChanges';
import { PlatformObjects } from './PlatformObjects';
import { PlatformSourceSettings, takesName } from './PlatformSourceSettings';

/** Changes when objects are shaped differently than before. */
const SHAPE_VERSION = 1;
const PROMISES = {
  group: 'platform.kratix.io',
  version: 'v1alpha1',
  plural: 'promises',
};

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
    const gather = () => {
      if (!timer) {
        const sinceLast = performance.now() - last;
        timer = setTimeout(() => {
          timer = undefined;
          last = performance.now();
          wake();
        }, Math.max(GATHER, PAUSE - sinceLast));
        timer.unref();
      }
    };
    const unsubscribe = this.#platform.subscribe(change => {
      if (this.#changes.note(change)) {
        gather();
      }
    });
    let gap = this.#gap();
    const unsubscribeStatus = this.#platform.subscribeStatus(() => {
      const before = gap;
      gap = this.#gap();
      if (gap !== before) {
        gather();
      }
    });
    return () => {
      unsubscribe();
      unsubscribeStatus();
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
    const isListing = this.#kinds().some(({ state }) => state === 'syncing');
    if (!this.#isBegun && isListing) {
      return {
        waitsFor: `The platform ${name} has not told yet which requests it has`,
      };
    }
    const gap = this.#gap();
    let finish = () => {};
    return {
      settings: [SHAPE_VERSION, this.#objects.shape],
      gap,
      mayFinishForOthers: !gap,
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

  /** Which kinds are not known as they are now, in a sentence for people. */
  #gap(): string | undefined {
    const missing = this.#kinds().filter(({ isCurrent }) => !isCurrent);
    return missing.length
      ? `These kinds cannot be read, and their entities stay as they are: ${missing
          .map(({ plural, message }) => `${plural} (${message})`)
          .join('; ')}`
      : undefined;
  }

  /** The kinds of Promises and of the requests that are taken, and how their caches are doing. */
  #kinds() {
    const keyOf = (apiVersion: string, plural: string) =>
      `${apiVersion}/${plural}`;
    const statuses = new Map(
      this.#platform
        .status()
        .kinds.map(kind => [keyOf(kind.apiVersion, kind.plural), kind]),
    );
    const describe = (
      { group, version, plural }: typeof PROMISES,
      isCurrent: boolean,
    ) => {
      const status = statuses.get(keyOf(`${group}/${version}`, plural));
      return {
        plural: `${plural}.${group}`,
        state: status?.state,
        isCurrent,
        message: status?.error?.message ?? 'not listed yet',
      };
    };
    return [
      describe(PROMISES, this.#platform.isCurrent()),
      ...this.#platform
        .promises()
        .flatMap(({ name, api }) =>
          api && takesName(this.#settings.promises, name)
            ? describe(api, this.#platform.isCurrent(name))
            : [],
        ),
    ];
  }
}
