// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('kratix_ledger_versions', table => {
    table.comment(
      'Files of the stores that tell only by versions what has changed',
    );
    table.string('source', 255).notNullable();
    table.text('path').notNullable();
    table.text('version').notNullable().comment('ETag, for example');
    table.primary(['source', 'path']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('kratix_ledger_versions');
};
