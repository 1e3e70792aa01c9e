import {
  MetricsService,
  MetricsServiceCounter,
} from '@backstage/backend-plugin-api/alpha';
import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { Ledger } from '../ledger/Ledger';
import { ageInSeconds } from './ageInSeconds';

type Attributes = { source: string };

/**
 * What is exported about each source. Gauges come from the ledger, so that they are true on any
 * replica and after a restart; reads and failures are those of this process.
 */
export class IngestionMetrics {
  readonly #reads: MetricsServiceCounter<Attributes>;
  readonly #failures: MetricsServiceCounter<Attributes>;

  constructor(
    metrics: MetricsService,
    options: {
      sources: string[];
      ledger(): Promise<Ledger>;
      logger: LoggerService;
    },
  ) {
    this.#reads = metrics.createCounter<Attributes>('kratix.ingestion.reads', {
      description: 'Reads of a source of catalog entities that succeeded',
    });
    this.#failures = metrics.createCounter<Attributes>(
      'kratix.ingestion.failures',
      { description: 'Reads of a source of catalog entities that failed' },
    );
    const observe = (
      name: string,
      description: string,
      read: (ledger: Ledger, source: string) => Promise<number | undefined>,
      unit?: string,
    ) =>
      metrics
        .createObservableGauge<Attributes>(name, { description, unit })
        .addCallback(async result => {
          try {
            const ledger = await options.ledger();
            for (const source of options.sources) {
              const value = await read(ledger, source);
              if (value !== undefined) {
                result.observe(value, { source });
              }
            }
          } catch (error) {
            options.logger.debug(`No ${name}: ${toError(error).message}`);
          }
        });
    observe(
      'kratix.ingestion.read.age',
      'Time since any replica last read the source with success',
      async (ledger, source) =>
        ageInSeconds((await ledger.source(source)).readAt),
      's',
    );
    observe(
      'kratix.ingestion.entities',
      'Entities that the catalog holds from the source',
      async (ledger, source) => (await ledger.source(source)).entities,
    );
    observe(
      'kratix.ingestion.rejected',
      'Documents of the source that were not ingested',
      async (ledger, source) =>
        (await ledger.rejections.count(source)).rejected,
    );
    observe(
      'kratix.ingestion.foreign',
      'Entities of the source that another source or provider owns',
      async (ledger, source) => (await ledger.rejections.count(source)).foreign,
    );
    observe(
      'kratix.ingestion.held',
      'Removals that wait for a person to release them',
      async (ledger, source) =>
        (await ledger.source(source)).held?.removals ?? 0,
    );
  }

  countRead(source: string): void {
    this.#reads.add(1, { source });
  }

  countFailure(source: string): void {
    this.#failures.add(1, { source });
  }
}
