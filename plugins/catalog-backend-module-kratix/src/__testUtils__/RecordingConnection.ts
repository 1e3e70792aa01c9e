import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  EntityProviderConnection,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import { Knex } from 'knex';

/**
 * What one provider has in a catalog, and the mutations that led there. Like the catalog, it notes in
 * the database who provides what, and takes no entity that another provider has.
 */
export class RecordingConnection implements EntityProviderConnection {
  readonly entities = new Map<string, Entity>();
  readonly mutations: EntityProviderMutation[] = [];
  /** Called before each mutation; may throw in place of it. */
  before: (mutation: EntityProviderMutation) => void | Promise<void> = () => {};

  constructor(
    private readonly knex: Knex,
    private readonly provider = 'kratix:teams',
  ) {}

  /** Makes the two tables of the catalog that say who provides what. */
  static async createTables(knex: Knex): Promise<void> {
    await knex.schema.createTable('refresh_state', table => {
      table.string('entity_ref').primary();
      table.string('location_key').nullable();
      table.text('unprocessed_entity').notNullable();
    });
    await knex.schema.createTable('refresh_state_references', table => {
      table.increments('id');
      table.string('source_key').nullable();
      table.string('source_entity_ref').nullable();
      table
        .string('target_entity_ref')
        .references('entity_ref')
        .inTable('refresh_state')
        .onDelete('CASCADE');
    });
  }

  async applyMutation(mutation: EntityProviderMutation): Promise<void> {
    await this.before(mutation);
    this.mutations.push(mutation);
    if (mutation.type === 'full') {
      throw new Error('A full mutation may remove what a read has missed');
    }
    await this.knex.transaction(async tx => await this.#apply(tx, mutation));
  }

  /** Deletes entities, as a person does in the catalog: no provider is told. */
  async delete(refs: string[]): Promise<void> {
    await this.#delete(this.knex, refs);
  }

  async #apply(
    tx: Knex,
    mutation: Extract<EntityProviderMutation, { type: 'delta' }>,
  ): Promise<void> {
    const removed = mutation.removed.map(item =>
      'entityRef' in item ? item.entityRef : stringifyEntityRef(item.entity),
    );
    await this.#delete(
      tx,
      removed.filter(ref => this.entities.has(ref)),
    );
    const added = new Map(
      mutation.added.map(({ entity }) => [stringifyEntityRef(entity), entity]),
    );
    const fresh = [...added.keys()].filter(ref => !this.entities.has(ref));
    const taken: { entity_ref: string }[] = await tx('refresh_state')
      .whereIn('entity_ref', fresh)
      .select('entity_ref');
    taken.forEach(row => added.delete(row.entity_ref));
    const inserted = fresh.filter(ref => added.has(ref));
    await tx.batchInsert(
      'refresh_state',
      inserted.map(ref => ({
        entity_ref: ref,
        location_key: this.provider,
        unprocessed_entity: JSON.stringify(added.get(ref)),
      })),
      100,
    );
    await tx.batchInsert(
      'refresh_state_references',
      inserted.map(ref => ({
        source_key: this.provider,
        target_entity_ref: ref,
      })),
      100,
    );
    for (const [ref, entity] of added) {
      if (this.entities.has(ref)) {
        await tx('refresh_state')
          .where({ entity_ref: ref })
          .update({ unprocessed_entity: JSON.stringify(entity) });
      }
      this.entities.set(ref, entity);
    }
  }

  async #delete(knex: Knex, refs: string[]): Promise<void> {
    refs.forEach(ref => this.entities.delete(ref));
    // SQLite cascades only where it is told to for each connection.
    await knex('refresh_state_references')
      .whereIn('target_entity_ref', refs)
      .delete();
    await knex('refresh_state').whereIn('entity_ref', refs).delete();
  }

  async refresh(): Promise<void> {}
}
