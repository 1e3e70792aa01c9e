import { LoggerService } from '@backstage/backend-plugin-api';
import { HeldRemovals, LedgerRejection } from '../ledger/types';
import type { IngestionResult } from '../provider/ingest';
import { IngestionMetrics } from './IngestionMetrics';
import { ProviderReport } from './ProviderReport';

const LOGGED_REJECTIONS = 20;

/** What a monitor tells, and whom. */
export interface SourceMonitorOptions {
  id: string;
  logger: LoggerService;
  metrics: IngestionMetrics;
  /** Tells the people who look after the platform that removals wait for them. Never rejects. */
  notifyHeld(source: string, held: HeldRemovals): Promise<void>;
}

/** Keeps how the reads of one source go in this process, and says what is new in it, once. */
export class SourceMonitor {
  readonly #options: SourceMonitorOptions;
  #report: ProviderReport = {};
  #heldId?: string;

  constructor(options: SourceMonitorOptions) {
    this.#options = options;
  }

  report(): ProviderReport {
    return this.#report;
  }

  /** Says where the source reads. */
  reads(description: string | undefined): void {
    this.#report = { ...this.#report, description };
  }

  /** @param duration - milliseconds that it took */
  succeeded(result: IngestionResult, duration: number): void {
    const { id, logger, metrics } = this.#options;
    const { revision, files, added, removed, outcome } = result;
    metrics.countRead(id);
    this.#report = {
      description: this.#report.description,
      lastRead: {
        at: new Date().toISOString(),
        duration,
        files,
        added,
        removed,
      },
    };
    if (outcome === 'applied') {
      logger.info(
        `Ingested revision ${revision} of ${
          this.#report.description
        }: ${added} entities handed over, ${removed} removed, ${files} files read`,
      );
    }
    this.#logRejections(result.newRejections);
    this.#tellHeld(result);
  }

  /** Reports that a read succeeded, but that part of the source is not known. */
  lacks(message: string): void {
    this.#trouble('failing', message);
  }

  /** Reports that a read cannot begin yet. */
  waits(message: string): void {
    this.#trouble('waiting', message);
  }

  /** Reports a read that failed. */
  failed(message: string): void {
    this.#options.metrics.countFailure(this.#options.id);
    this.#trouble('failing', message);
  }

  #trouble(state: 'waiting' | 'failing', message: string): void {
    const { id, logger } = this.#options;
    if (this.#report.trouble?.message !== message) {
      logger.warn(
        `The source ${id} is not read; its entities stay as they are: ${message}`,
      );
    }
    this.#report = { ...this.#report, trouble: { state, message } };
  }

  #tellHeld({ held, isNewlyHeld }: IngestionResult): void {
    const { id, logger, notifyHeld } = this.#options;
    const waiting = held?.removals ? held : undefined;
    if (waiting && waiting.id !== this.#heldId) {
      logger.warn(
        `Held: ${waiting.removals} of the ${waiting.entities} entities of the source ${id} are no longer defined at ${waiting.revision}; their removal waits until a person releases it, they come back, or catalog.providers.kratix.${id}.removalGuard is false`,
      );
      if (isNewlyHeld) {
        void notifyHeld(id, waiting);
      }
    }
    this.#heldId = waiting?.id;
  }

  #logRejections(rejections: LedgerRejection[]): void {
    const { logger } = this.#options;
    for (const { path, line, reason } of rejections.slice(
      0,
      LOGGED_REJECTIONS,
    )) {
      logger.warn(`Not ingested: ${path}, line ${line}: ${reason}`);
    }
    if (rejections.length > LOGGED_REJECTIONS) {
      logger.warn(
        `Not ingested: ${
          rejections.length - LOGGED_REJECTIONS
        } more documents; GET /api/catalog/kratix/ingestion lists them`,
      );
    }
  }
}
