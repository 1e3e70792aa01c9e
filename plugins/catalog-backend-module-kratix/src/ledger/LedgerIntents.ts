import { Knex } from 'knex';
import { inChunks, IntentRow, INTENTS } from './tables';
import { IntentRefs } from './types';

/**
 * Mutations of the catalog that were begun and are not yet in the ledger. Whoever finds the intent of
 * a process that died looks at what the catalog has of its entities.
 */
export class LedgerIntents {
  constructor(private readonly knex: Knex) {}

  /** Announces a mutation. */
  async open(
    id: string,
    by: { source: string; instance: string },
    refs: IntentRefs,
  ): Promise<void> {
    await this.knex<IntentRow>(INTENTS).insert({
      id,
      ...by,
      refs: JSON.stringify(refs),
    });
  }

  /** The entities that these intents touch. */
  async read(ids: string[]): Promise<IntentRefs[]> {
    const rows = await inChunks<string, Pick<IntentRow, 'refs'>>(ids, chunk =>
      this.knex<IntentRow>(INTENTS).whereIn('id', chunk).select('refs'),
    );
    // Written by this class.
    return rows.map(({ refs }) => JSON.parse(refs) as IntentRefs);
  }
}
