import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { Knex } from 'knex';
import { ENTITIES, inChunks } from './tables';

const STATE = 'refresh_state';
const REFERENCES = 'refresh_state_references';
/** Rows of the ledger that are compared at a time, so that nothing else waits for long. */
const PAGE = 10_000;

interface OwnerRow {
  entity_ref: string;
  location_key: string | null;
  source_key: string | null;
  source_entity_ref: string | null;
}

/**
 * What the catalog itself notes about who provides what. Backstage tells a provider neither that the
 * name of an entity is another provider's, nor that an entity was deleted behind its back, so this is
 * read from the catalog's own tables.
 */
export class CatalogReferences {
  constructor(private readonly knex: Knex) {}

  /**
   * Who owns these entities, where it is not the given provider: the name of another provider, or
   * the entity or location key that it comes from.
   */
  async foreignOwners(
    provider: string,
    refs: string[],
  ): Promise<Map<string, string>> {
    const rows = await inChunks<string, OwnerRow>(refs, chunk =>
      this.knex(STATE)
        .leftJoin(
          REFERENCES,
          `${REFERENCES}.target_entity_ref`,
          `${STATE}.entity_ref`,
        )
        .whereIn(`${STATE}.entity_ref`, chunk)
        .select(
          `${STATE}.entity_ref`,
          `${STATE}.location_key`,
          `${REFERENCES}.source_key`,
          `${REFERENCES}.source_entity_ref`,
        ),
    );
    const own = new Set<string>();
    const owners = new Map<string, string>();
    for (const row of rows) {
      const owner = row.source_key ?? row.source_entity_ref ?? row.location_key;
      if (row.source_key === provider) {
        own.add(row.entity_ref);
      } else if (owner && owner !== provider) {
        owners.set(row.entity_ref, owner);
      }
    }
    own.forEach(ref => owners.delete(ref));
    return owners;
  }

  /**
   * Which of these entities the catalog has from the provider, each with the hash of what was handed
   * over (as the ledger has it).
   */
  async hashes(provider: string, refs: string[]): Promise<Map<string, string>> {
    const rows = await inChunks<
      string,
      { entity_ref: string; unprocessed_entity: string }
    >(refs, chunk =>
      this.knex(STATE)
        .join(
          REFERENCES,
          `${REFERENCES}.target_entity_ref`,
          `${STATE}.entity_ref`,
        )
        .where(`${REFERENCES}.source_key`, provider)
        .whereIn(`${STATE}.entity_ref`, chunk)
        .select(`${STATE}.entity_ref`, `${STATE}.unprocessed_entity`),
    );
    return new Map(
      rows.map(row => [row.entity_ref, hash('sha256', row.unprocessed_entity)]),
    );
  }

  /** Which of these entities the catalog does not have from the provider. */
  async absent(provider: string, refs: string[]): Promise<string[]> {
    type Row = { target_entity_ref: string };
    const inPages = async (
      ask: (after: string) => PromiseLike<Row[]>,
    ): Promise<Row[]> => {
      const all: Row[] = [];
      for (;;) {
        const page = await ask(all.at(-1)?.target_entity_ref ?? '');
        page.forEach(row => all.push(row));
        if (page.length < PAGE) {
          return all;
        }
        await setImmediate();
      }
    };
    const query = () =>
      this.knex(REFERENCES)
        .where({ source_key: provider })
        .select('target_entity_ref');
    const rows: Row[] =
      refs.length > PAGE / 10
        ? // Of so many, a look at all that the provider has is faster.
          await inPages(after =>
            query()
              .where('target_entity_ref', '>', after)
              .orderBy('target_entity_ref')
              .limit(PAGE),
          )
        : await inChunks<string, Row>(refs, chunk =>
            query().whereIn('target_entity_ref', chunk),
          );
    const present = new Set(rows.map(row => row.target_entity_ref));
    return refs.filter(ref => !present.has(ref));
  }

  /**
   * Entities that the ledger says a provider gave and that the catalog does not have from it.
   *
   * The database compares two sets and gives what differs. With a join, PostgreSQL plans for a few rows
   * until it has analyzed its tables after a first read, and takes a second for 10,000.
   *
   * @param entities - how many the source gives, about: few are compared at once
   */
  async lost(
    source: string,
    provider: string,
    entities: number,
  ): Promise<string[]> {
    const lost: string[] = [];
    for (let from = ''; ; ) {
      const given = this.knex(ENTITIES).where({ source });
      const had = this.knex(REFERENCES).where({ source_key: provider });
      if (from) {
        given.andWhere('ref', '>=', from);
        had.andWhere('target_entity_ref', '>=', from);
      }
      const next: { ref: string } | undefined =
        entities > PAGE
          ? await given.clone().orderBy('ref').offset(PAGE).first('ref')
          : undefined;
      if (next) {
        given.andWhere('ref', '<', next.ref);
        had.andWhere('target_entity_ref', '<', next.ref);
      }
      const rows: { ref: string }[] = await given
        .select('ref')
        .except([had.select('target_entity_ref')]);
      rows.forEach(({ ref }) => lost.push(ref));
      if (!next) {
        return lost;
      }
      from = next.ref;
      await setImmediate();
    }
  }
}
