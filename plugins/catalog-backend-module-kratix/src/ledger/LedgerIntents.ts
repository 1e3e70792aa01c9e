import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { chunksOf, inChunks, IntentRow, INTENTS } from './tables';
import { Intention } from './types';

/**
 * Mutations of the catalog that were begun and are not yet in the ledger. Whoever finds the intent of
 * a process that died hands over its entities anew.
 */
export class LedgerIntents {
  constructor(private readonly knex: Knex) {}

  /** Announces a mutation of these entities. @returns the id of the intent. */
  async open(
    source: string,
    instance: string,
    refs: { add: string[]; remove: string[] },
  ): Promise<string> {
    const id = randomUUID();
    await this.knex<IntentRow>(INTENTS).insert({
      id,
      source,
      instance,
      refs: JSON.stringify(refs),
    });
    return id;
  }

  /** The entities that these intents touch; one that any of them removes counts as removed. */
  async read(ids: string[]): Promise<Map<string, Intention>> {
    const rows = await inChunks<string, Pick<IntentRow, 'refs'>>(ids, chunk =>
      this.knex<IntentRow>(INTENTS).whereIn('id', chunk).select('refs'),
    );
    const intentions = new Map<string, Intention>();
    // Written by this class.
    const all = rows.map(
      ({ refs }) => JSON.parse(refs) as Record<Intention, string[]>,
    );
    all.forEach(({ add }) => add.forEach(ref => intentions.set(ref, 'add')));
    all.forEach(({ remove }) =>
      remove.forEach(ref => intentions.set(ref, 'remove')),
    );
    return intentions;
  }

  /** Withdraws intents whose mutation is known to be what the ledger says. */
  async withdraw(ids: string[]): Promise<void> {
    for (const chunk of chunksOf(ids)) {
      await this.knex(INTENTS).whereIn('id', chunk).delete();
    }
  }
}
