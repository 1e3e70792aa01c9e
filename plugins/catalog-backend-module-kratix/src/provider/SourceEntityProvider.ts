import { createHash, randomUUID } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { RemovalGuard } from '../guard/RemovalGuard';
import { Ledger } from '../ledger/Ledger';
import { ProviderReport } from '../report/ProviderReport';
import { SourceMonitor } from '../report/SourceMonitor';
import { IngestedSource } from './IngestedSource';
import { ingest, IngestionResult } from './ingest';
import { providerName } from './providerName';
import { SingleFlight } from './SingleFlight';

const FIRST_RETRY = 1_000;
const LAST_RETRY = 300_000;
/** After this time the process behind an open intent is taken for dead. */
const INTENT_GRACE = 60_000;

/** What a provider works with. */
export interface SourceEntityProviderOptions {
  id: string;
  source: IngestedSource;
  removalGuard: RemovalGuard | false;
  ledger(): Promise<Ledger>;
  logger: LoggerService;
  monitor: SourceMonitor;
  /** Asks other sources of this process to read again. */
  wake(sources: string[]): void;
  /** Milliseconds until the process behind an open intent is taken for dead. Default: 60,000. */
  intentGrace?: number;
}

/**
 * Gives the catalog what a source defines. Reads when told to, one read at a time; a read that
 * fails changes nothing and is repeated with growing pauses.
 */
export class SourceEntityProvider implements EntityProvider {
  readonly #options: SourceEntityProviderOptions;
  readonly #logger: LoggerService;
  readonly #instance = randomUUID();
  readonly #flight = new SingleFlight(() => this.#run());
  readonly #intentsSeen = new Map<string, number>();
  #connection?: EntityProviderConnection;
  #isCheckDue = true;
  #isStarted = false;
  #isStopped = false;
  #failures = 0;
  #timer?: NodeJS.Timeout;
  #unsubscribe?: () => void;

  constructor(options: SourceEntityProviderOptions) {
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
    this.#unsubscribe = this.#options.source.subscribe(() => this.#wakeUp());
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

  /** Reads as {@link SourceEntityProvider.read}, and checks what the catalog still has. */
  async reconcile(): Promise<void> {
    this.#isCheckDue = true;
    this.#options.source.lookAtEverything();
    await this.read();
  }

  /** Reads now, or again after the read that runs. Never rejects: failures are in the report. */
  async read(): Promise<void> {
    await this.#flight.request();
  }

  report(): ProviderReport {
    return this.#options.monitor.report();
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
    const { id, source, removalGuard, monitor } = this.#options;
    const opened = source.open();
    monitor.reads(source.title);
    if ('waitsFor' in opened) {
      monitor.waits(opened.waitsFor);
      this.#wakeUpIn(FIRST_RETRY);
      return;
    }
    const ledger = await this.#options.ledger();
    const begin = performance.now();
    // Whoever asks for a check from here on gets another.
    const isCheckDue = this.#isCheckDue;
    this.#isCheckDue = false;
    const lost = isCheckDue ? await this.#findLost(ledger) : [];
    const ingesting = ingest({
      source: id,
      providerName: this.getProviderName(),
      instance: this.#instance,
      ledger,
      read: opened.read,
      connection,
      settings: createHash('sha256')
        .update(JSON.stringify(opened.settings))
        .digest('hex'),
      removalGuard,
      lost,
      isAbandoned: intent =>
        this.#isAbandoned(intent) && opened.mayFinishForOthers,
    });
    const result = await ingesting.catch(error => {
      this.#isCheckDue ||= isCheckDue;
      throw error;
    });
    opened.ingested();
    monitor.succeeded(result, performance.now() - begin);
    if (opened.gap) {
      monitor.lacks(opened.gap);
    }
    this.#finish(result);
  }

  /**
   * Entities that somebody deleted in the catalog, or that Backstage removed since the provider was
   * away for a while: nobody tells, and they are handed over anew.
   */
  async #findLost(ledger: Ledger): Promise<string[]> {
    const { id } = this.#options;
    const lost = await ledger.catalog.lost(id, this.getProviderName());
    if (lost.length) {
      this.#logger.warn(
        `The catalog has lost ${lost.length} entities of the source ${id}; what the source still defines is handed over anew`,
      );
    }
    return lost;
  }

  #isAbandoned(intent: string): boolean {
    const now = performance.now();
    const seen = this.#intentsSeen.get(intent) ?? now;
    this.#intentsSeen.set(intent, seen);
    return now - seen >= (this.#options.intentGrace ?? INTENT_GRACE);
  }

  #finish(result: IngestionResult): void {
    const { wake, intentGrace = INTENT_GRACE } = this.#options;
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

  #fail(message: string): void {
    this.#options.monitor.failed(message);
    const pause = Math.min(LAST_RETRY, FIRST_RETRY * 2 ** this.#failures);
    this.#failures += 1;
    this.#wakeUpIn(pause * (0.75 + Math.random() / 2));
  }
}
