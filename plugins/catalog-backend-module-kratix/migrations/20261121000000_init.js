// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('kratix_ledger_sources', table => {
    table.comment('How far each source of Kratix entities has been ingested');
    table.string('source', 255).primary().comment('Key of the source');
    table
      .integer('sequence')
      .notNullable()
      .comment('Counts the advances; each is a compare-and-set on it');
    table
      .string('settings', 64)
      .nullable()
      .comment('Hash of the settings that the revision was read with');
    table.text('revision').nullable().comment('What the catalog holds');
    table
      .integer('entities')
      .notNullable()
      .comment('Rows in kratix_ledger_entities');
    table
      .integer('waiting')
      .notNullable()
      .comment('Rejections that hold an entity');
    table
      .text('held')
      .nullable()
      .comment('A read that waits for approval, as JSON');
    table.string('advanced_at', 32).nullable().comment('RFC 3339');
  });

  await knex.schema.createTable('kratix_ledger_entities', table => {
    table.comment('What the sources have given to the catalog');
    table.string('ref', 255).primary().comment('Entity reference');
    table.string('source', 255).notNullable();
    table.text('path').notNullable().comment('File that defines it');
    table.integer('line').notNullable();
    table.string('hash', 64).notNullable();
    table.index(['source', 'path'], 'kratix_ledger_entities_path_idx');
  });

  await knex.schema.createTable('kratix_ledger_rejections', table => {
    table.comment('Documents that were not ingested');
    table.string('source', 255).notNullable();
    table.text('path').notNullable();
    table.integer('line').notNullable();
    table.string('ref', 255).nullable();
    table.text('reason').notNullable();
    table
      .text('entity')
      .nullable()
      .comment('The entity, where it waits for a name that another file holds');
    table.string('hash', 64).nullable();
    table.index(['source', 'path'], 'kratix_ledger_rejections_path_idx');
  });

  await knex.schema.createTable('kratix_ledger_intents', table => {
    table.comment('Mutations that were begun and are not yet in the ledger');
    table.string('id', 64).primary();
    table.string('source', 255).notNullable();
    table.string('instance', 64).notNullable();
    table
      .text('refs')
      .notNullable()
      .comment('Entities that it touches, as JSON');
    table.index(['source'], 'kratix_ledger_intents_source_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('kratix_ledger_intents');
  await knex.schema.dropTable('kratix_ledger_rejections');
  await knex.schema.dropTable('kratix_ledger_entities');
  await knex.schema.dropTable('kratix_ledger_sources');
};
