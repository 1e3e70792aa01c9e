import { createHash } from 'node:crypto';
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
import { ProcessIntents } from './ProcessIntents';
import { providerName } from './providerName';
import { SingleFlight } from './SingleFlight';

const FIRST_RETRY = 1_000;
const LAST_RETRY = 300_000;
/** Milliseconds after which it is looked whether a name is free that a document waits for. */
const NAME_PAUSE = 60_000;

/** What a provider works with. */
export interface SourceEntityProviderOptions {
  id: string;
  source: IngestedSource;
  removalGuard: RemovalGuard | false;
  ledger(): Promise<Ledger>;
  logger: LoggerService;
  monitor: SourceMonitor;
  /** Asks sources of this process to read again. */
  wake(sources: string[]): void;
}

/**
 * Gives the catalog what a source defines. Reads when told to, one read at a time; a read that
 * fails changes nothing and is repeated with growing pauses.
 */
export class SourceEntityProvider implements EntityProvider {
  readonly #options: SourceEntityProviderOptions;
  readonly #logger: LoggerService;
  readonly #intents = new ProcessIntents();
  readonly #flight = new SingleFlight(() => this.#run());
  #connection?: EntityProviderConnection;
  #isCheckDue = true;
  #isStarted = false;
  #isStopped = false;
  /** Retries in a row that failed. What others asked for meanwhile does not make the next one come later. */
  #failures = 0;
  #isRetry = false;
  #timer?: NodeJS.Timeout;
  #nameTimer?: NodeJS.Timeout;
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
    clearTimeout(this.#nameTimer);
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
      this.#timer = setTimeout(() => {
        this.#isRetry = true;
        this.#wakeUp();
      }, milliseconds);
      this.#timer.unref();
    }
  }

  async #run(): Promise<void> {
    if (this.#isStopped || !this.#connection) {
      return;
    }
    clearTimeout(this.#timer);
    const isRetry = this.#isRetry;
    this.#isRetry = false;
    try {
      await this.#readOnce(this.#connection);
      this.#failures = 0;
    } catch (error) {
      if (isRetry) {
        this.#failures += 1;
      }
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
    const ingesting = ingest({
      source: id,
      providerName: this.getProviderName(),
      intents: this.#intents,
      mayFinishForOthers: opened.mayFinishForOthers,
      ledger,
      read: opened.read,
      connection,
      settings: createHash('sha256')
        .update(JSON.stringify(opened.settings))
        .digest('hex'),
      removalGuard,
      findLost: isCheckDue
        ? entities => this.#findLost(ledger, entities)
        : undefined,
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
  async #findLost(ledger: Ledger, entities: number): Promise<string[]> {
    const { id } = this.#options;
    const lost = await ledger.catalog.lost(
      id,
      this.getProviderName(),
      entities,
    );
    if (lost.length) {
      this.#logger.warn(
        `The catalog has lost ${lost.length} entities of the source ${id}; what the source still defines is handed over anew`,
      );
    }
    return lost;
  }

  #finish({ freedFor, isWaiting }: IngestionResult): void {
    this.#options.wake(freedFor);
    const pause = this.#intents.untilNextLook();
    if (pause !== undefined) {
      this.#wakeUpIn(pause);
    }
    clearTimeout(this.#nameTimer);
    this.#nameTimer = undefined;
    if (isWaiting) {
      this.#watchNames();
    }
  }

  /** A name may be freed by another process, or by a provider that tells nobody. */
  #watchNames(): void {
    if (this.#isStopped) {
      return;
    }
    const timer = setTimeout(async () => {
      try {
        const ledger = await this.#options.ledger();
        if ((await ledger.rejections.takers()).includes(this.#options.id)) {
          this.#wakeUp();
          return;
        }
      } catch (error) {
        this.#logger.warn('Names that are waited for cannot be looked up', {
          message: toError(error).message,
        });
      }
      // A read that ended meanwhile has seen to the next look itself.
      if (this.#nameTimer === timer) {
        this.#watchNames();
      }
    }, NAME_PAUSE);
    timer.unref();
    this.#nameTimer = timer;
  }

  #fail(message: string): void {
    this.#options.monitor.failed(message);
    const pause = Math.min(LAST_RETRY, FIRST_RETRY * 2 ** this.#failures);
    this.#wakeUpIn(pause * (0.75 + Math.random() / 2));
  }
}
