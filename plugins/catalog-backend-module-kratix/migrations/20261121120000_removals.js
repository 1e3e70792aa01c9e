// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('kratix_ledger_removals', table => {
    table.comment('Entities that a source no longer defines and still gives');
    table.string('source', 255).notNullable();
    table.string('ref', 255).notNullable().comment('Entity reference');
    table
      .boolean('released')
      .notNullable()
      .comment('Whether a person has let the removal through');
    table.primary(['source', 'ref']);
  });
  await knex.schema.alterTable('kratix_ledger_sources', table => {
    table
      .string('read_at', 32)
      .nullable()
      .comment('Last read that succeeded, RFC 3339');
  });
  await knex.schema.alterTable('kratix_ledger_rejections', table => {
    table
      .text('owner')
      .nullable()
      .comment('Provider that owns the entity in the catalog');
  });
  // What was held before is found anew by the next read.
  await knex('kratix_ledger_sources').update({ held: null });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('kratix_ledger_rejections', table => {
    table.dropColumn('owner');
  });
  await knex.schema.alterTable('kratix_ledger_sources', table => {
    table.dropColumn('read_at');
  });
  await knex.schema.dropTable('kratix_ledger_removals');
};
