import { createHash } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import {
  chunksOf,
  ENTITIES,
  insertRows,
  REMOVALS,
  RemovalRow,
  SourceRow,
  SOURCES,
} from './tables';
import {
  HeldRemovals,
  LedgerChanges,
  LedgerEntity,
  LedgerRemoval,
} from './types';

/** Identifies a set of entities, whatever their order. */
function digestOf(refs: string[]): string {
  return createHash('sha256')
    .update([...refs].sort().join('\n'))
    .digest('hex')
    .slice(0, 32);
}

/** The removals that wait until a person lets them through, or the entities come back. */
export class LedgerRemovals {
  constructor(private readonly knex: Knex) {}

  /** All entities of a source that it no longer defines and still gives. */
  async list(source: string): Promise<LedgerRemoval[]> {
    const rows: (LedgerEntity & Pick<RemovalRow, 'released'>)[] =
      await this.knex(REMOVALS)
        .join(ENTITIES, join =>
          join
            .on(`${ENTITIES}.ref`, `${REMOVALS}.ref`)
            .andOn(`${ENTITIES}.source`, `${REMOVALS}.source`),
        )
        .where(`${REMOVALS}.source`, source)
        .select(`${ENTITIES}.*`, `${REMOVALS}.released`);
    return rows.map(({ released, ...entity }) => ({
      ...entity,
      isReleased: Boolean(released),
    }));
  }

  /** Those that wait for a person, by name. */
  async page(
    source: string,
    page: { limit: number; offset: number },
  ): Promise<string[]> {
    const rows: Pick<RemovalRow, 'ref'>[] = await this.knex<RemovalRow>(
      REMOVALS,
    )
      .where({ source, released: false })
      .orderBy('ref')
      .limit(page.limit)
      .offset(page.offset)
      .select('ref');
    return rows.map(({ ref }) => ref);
  }

  /**
   * Lets the removals through that a person has seen held. They are done by the next read, unless the
   * entities are back by then.
   *
   * @returns their number
   * @throws ConflictError where others are held by now, or none.
   */
  async release(source: string, id: string): Promise<number> {
    return await this.knex.transaction(async tx => {
      const row = await tx<SourceRow>(SOURCES).where({ source }).first();
      // Written by this class.
      const held: HeldRemovals | undefined = row?.held && JSON.parse(row.held);
      if (!row || !held?.removals) {
        throw new ConflictError(
          `The source ${source} holds no removals any more: they were released, or the entities are back`,
        );
      }
      if (held.id !== id) {
        throw new ConflictError(
          `The source ${source} holds other removals by now (${held.removals}). Look at them, then release those`,
        );
      }
      const next: HeldRemovals = {
        ...held,
        id: digestOf([]),
        removals: 0,
        released: held.released + held.removals,
      };
      // A read that is under way began without the release and is repeated.
      const updated = await tx<SourceRow>(SOURCES)
        .where({ source, sequence: row.sequence })
        .update({ held: JSON.stringify(next), sequence: row.sequence + 1 });
      if (updated !== 1) {
        throw new ConflictError(
          `The source ${source} was read at the same moment; look again, then release`,
        );
      }
      await tx<RemovalRow>(REMOVALS)
        .where({ source })
        .update({ released: true });
      return held.removals;
    });
  }

  /**
   * Enters which removals wait from now on, within the transaction of an advance.
   *
   * @returns the value of the source's column `held`
   */
  static async replace(
    tx: Knex.Transaction,
    source: string,
    at: { revision: string; entities: number; since?: string; now: string },
    { refs, added, dropped }: NonNullable<LedgerChanges['held']>,
  ): Promise<string | null> {
    for (const chunk of chunksOf(dropped)) {
      await tx(REMOVALS).where({ source }).whereIn('ref', chunk).delete();
    }
    await insertRows(
      tx,
      REMOVALS,
      added.map(ref => ({ source, ref, released: false })),
    );
    if (!refs.length) {
      return null;
    }
    const held: HeldRemovals = {
      id: digestOf(refs),
      removals: refs.length,
      // Every advance does all that were released.
      released: 0,
      entities: at.entities,
      revision: at.revision,
      since: at.since ?? at.now,
    };
    return JSON.stringify(held);
  }
}
