// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('kratix_told', table => {
    table.comment('Transitions of requests that an owner has been told of');
    table.string('platform', 255).notNullable();
    table.string('uid', 255).notNullable().comment('Of the request');
    table.string('transition', 255).notNullable();
    table.string('told_at', 32).notNullable().comment('RFC 3339').index();
    table.primary(['platform', 'uid', 'transition']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('kratix_told');
};
