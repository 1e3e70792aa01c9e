import { createHash, randomUUID } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import {
  StateStoreLocation,
  StateStoreReader,
} from 'backstage-plugin-kratix-node';
import { StateStoreSettings } from '../config/readSources';
import { Ledger } from '../ledger/Ledger';
import { LedgerRejection } from '../ledger/types';
import { fileLocation } from './fileLocation';
import { ingest, IngestionResult } from './ingest';
import { SingleFlight } from './SingleFlight';
import { StorePlace } from './StorePlace';

/** Changes when files are read differently than before, so that everything is read anew. */
const READING_VERSION = 1;
const FIRST_RETRY = 1_000;
const LAST_RETRY = 300_000;
/** After this time the process behind an open intent is taken for dead. */
const INTENT_GRACE = 60_000;
const LOGGED_REJECTIONS = 20;

/** What a provider works with. */
export interface StateStoreEntityProviderOptions {
  id: string;
  settings: StateStoreSettings;
  ledger(): Promise<Ledger>;
  place: StorePlace;
  openReader(location: StateStoreLocation): StateStoreReader;
  logger: LoggerService;
  /** Asks other sources of this process to read again. */
  wake(sources: string[]): void;
  /** Milliseconds until the process behind an open intent is taken for dead. Default: 60,000. */
  intentGrace?: number;
}

/** How the last reads of a source went, in this process. */
export interface ProviderReport {
  /** Where it reads, for people. */
  description?: string;
  /** The last read that succeeded. */
  lastRead?: {
    /** RFC 3339. */
    at: string;
    /** Milliseconds it took, handing over included. */
    duration: number;
    /** Files whose contents were looked at. */
    files: number;
    /** Entities that were handed over. */
    added: number;
    /** Entities that were taken back. */
    removed: number;
  };
  /** Why the last read failed, or what it waits for. */
  error?: string;
}

/**
 * Gives the catalog what a state store defines. Reads when told to, one read at a time; a read that
 * fails changes nothing and is repeated with growing pauses.
 */
export class StateStoreEntityProvider implements EntityProvider {
  readonly #options: StateStoreEntityProviderOptions;
  readonly #logger: LoggerService;
  readonly #instance = randomUUID();
  readonly #flight = new SingleFlight(() => this.#run());
  readonly #intentsSeen = new Map<string, number>();
  #connection?: EntityProviderConnection;
  #reader?: { key: string; reader: StateStoreReader };
  #isChecked = false;
  #isStarted = false;
  #isStopped = false;
  #failures = 0;
  #heldRevision?: string;
  #timer?: NodeJS.Timeout;
  #unsubscribe?: () => void;
  #report: ProviderReport = {};

  constructor(options: StateStoreEntityProviderOptions) {
    this.#options = options;
    this.#logger = options.logger.child({ source: options.id });
  }

  getProviderName(): string {
    return providerName(this.#options.id);
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
    if (this.#isStarted) {
      this.#wakeUp();
    }
  }

  /** Begins to read, in the background, and to follow the platform. */
  start(): void {
    this.#isStarted = true;
    this.#unsubscribe = this.#options.place.subscribe(() => this.#wakeUp());
    if (this.#connection) {
      this.#wakeUp();
    }
  }

  /** Ends reading; settles when the read that runs has ended. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.#unsubscribe?.();
    await this.#flight.idle();
  }

  /** Reads now, or again after the read that runs. Never rejects: failures are in the report. */
  async read(): Promise<void> {
    await this.#flight.request();
  }

  report(): ProviderReport {
    return this.#report;
  }

  #wakeUp(): void {
    void this.#flight.request();
  }

  #wakeUpIn(milliseconds: number): void {
    clearTimeout(this.#timer);
    if (!this.#isStopped) {
      this.#timer = setTimeout(() => this.#wakeUp(), milliseconds);
      this.#timer.unref();
    }
  }

  async #run(): Promise<void> {
    if (this.#isStopped || !this.#connection) {
      return;
    }
    clearTimeout(this.#timer);
    try {
      await this.#readOnce(this.#connection);
      this.#failures = 0;
    } catch (error) {
      this.#fail(toError(error).message);
    }
  }

  async #readOnce(connection: EntityProviderConnection): Promise<void> {
    const { id, settings, place } = this.#options;
    const location = place.locate();
    if (!location) {
      // The platform tells when it knows; its first word wakes this provider.
      const error = `The platform ${settings.platform} has not told yet where the Destination ${settings.destination} is`;
      this.#report = { ...this.#report, error };
      return;
    }
    const key = JSON.stringify(location);
    if (this.#reader?.key !== key) {
      this.#reader = { key, reader: this.#options.openReader(location) };
    }
    const { reader } = this.#reader;
    this.#report = { ...this.#report, description: reader.description };

    const ledger = await this.#options.ledger();
    const begin = performance.now();
    if (!this.#isChecked) {
      await this.#checkCatalog(ledger);
      this.#isChecked = true;
    }
    const { platform, kinds, removalGuard } = settings;
    const result = await ingest({
      source: id,
      providerName: this.getProviderName(),
      instance: this.#instance,
      ledger,
      reader,
      connection,
      settings: createHash('sha256')
        .update(JSON.stringify([READING_VERSION, platform, kinds, location]))
        .digest('hex'),
      readOptions: {
        kinds,
        platform,
        locationOf: fileLocation(location, settings),
      },
      removalGuard,
      isAbandoned: intent => this.#isAbandoned(intent),
    });
    this.#finish(result, performance.now() - begin);
  }

  /**
   * Where the ledger says that there are entities and the catalog has none of this provider, the
   * provider was away for a while and the catalog has removed them: everything is handed over anew.
   */
  async #checkCatalog(ledger: Ledger): Promise<void> {
    const { id } = this.#options;
    const { entities } = await ledger.source(id);
    if (
      entities > 0 &&
      (await ledger.isForgottenByCatalog(this.getProviderName()))
    ) {
      this.#logger.warn(
        `The catalog has removed the ${entities} entities of the source ${id}; they are handed over anew`,
      );
      await ledger.forget(id);
    }
  }

  #isAbandoned(intent: string): boolean {
    const now = performance.now();
    const seen = this.#intentsSeen.get(intent) ?? now;
    this.#intentsSeen.set(intent, seen);
    return now - seen >= (this.#options.intentGrace ?? INTENT_GRACE);
  }

  #finish(result: IngestionResult, duration: number): void {
    const { id, wake, intentGrace = INTENT_GRACE } = this.#options;
    const { held } = result;
    this.#report = {
      ...this.#report,
      lastRead: {
        at: new Date().toISOString(),
        duration,
        files: result.files,
        added: result.added,
        removed: result.removed,
      },
      error: held
        ? `Revision ${held.revision} would remove ${held.removals} entities and is held since ${held.since}. If that is meant, set catalog.providers.kratix.${id}.removalGuard to false`
        : undefined,
    };
    if (held && held.revision !== this.#heldRevision) {
      this.#logger.warn(`${id}: ${this.#report.error}`);
    }
    this.#heldRevision = held?.revision;
    if (result.outcome === 'applied') {
      this.#logger.info(
        `Ingested revision ${result.revision} of ${this.#report.description}: ${
          result.added
        } entities handed over, ${result.removed} removed, ${
          result.files
        } files read`,
      );
    }
    this.#logRejections(result.newRejections);
    if (result.freedFor.length) {
      wake(result.freedFor);
    }
    for (const seen of this.#intentsSeen.keys()) {
      if (!result.openIntents.includes(seen)) {
        this.#intentsSeen.delete(seen);
      }
    }
    if (result.openIntents.length) {
      this.#wakeUpIn(intentGrace);
    }
  }

  #logRejections(rejections: LedgerRejection[]): void {
    for (const { path, line, reason } of rejections.slice(
      0,
      LOGGED_REJECTIONS,
    )) {
      this.#logger.warn(`Not ingested: ${path}, line ${line}: ${reason}`);
    }
    if (rejections.length > LOGGED_REJECTIONS) {
      this.#logger.warn(
        `Not ingested: ${
          rejections.length - LOGGED_REJECTIONS
        } more documents; GET /api/catalog/kratix/ingestion lists them`,
      );
    }
  }

  #fail(message: string): void {
    this.#note(message);
    const pause = Math.min(LAST_RETRY, FIRST_RETRY * 2 ** this.#failures);
    this.#failures += 1;
    this.#wakeUpIn(pause * (0.75 + Math.random() / 2));
  }

  /** Reports a fault; logs it when it is a new one. */
  #note(message: string): void {
    if (this.#report.error !== message) {
      this.#logger.warn(
        `The source ${
          this.#options.id
        } is not read; its entities stay as they are: ${message}`,
      );
    }
    this.#report = { ...this.#report, error: message };
  }
}

/** The provider's name, which ties entities to it, follows from the key in the configuration alone. */
export function providerName(id: string): string {
  return `kratix:${id}`;
}
