import { randomBytes } from 'node:crypto';
import knex from 'knex';
import { Figure } from './Benchmark';

const VARIABLE = 'BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING';

/** A database of its own for a catalog, as Backstage's configuration has it. */
export interface BenchmarkDatabase {
  config: Record<string, string | Record<string, string>>;
  drop(): Promise<void>;
}

/** Makes an empty database. @param directory - to be deleted afterwards */
export type DatabaseKind = (directory: string) => BenchmarkDatabase;

const sqlite: DatabaseKind = directory => ({
  config: { client: 'better-sqlite3', connection: { directory } },
  drop: async () => {},
});

const postgres =
  (connection: string): DatabaseKind =>
  () => {
    const prefix = `kratix_bench_${randomBytes(4).toString('hex')}_`;
    return {
      config: { client: 'pg', connection, prefix },
      async drop() {
        const client = knex({ client: 'pg', connection });
        try {
          const { rows } = await client.raw(
            'select datname from pg_database where starts_with(datname, ?)',
            [prefix],
          );
          for (const { datname } of rows) {
            await client.raw('drop database ?? with (force)', [datname]);
          }
        } finally {
          await client.destroy();
        }
      },
    };
  };

/** Measures with each kind of database that there is, and says which there is not. */
export async function onEachDatabase(
  measure: (create: DatabaseKind) => Promise<Figure[]>,
): Promise<Figure[]> {
  const connection = process.env[VARIABLE];
  const named = (name: string, figures: Figure[]) =>
    figures.map(figure => ({
      ...figure,
      measure: `${name}: ${figure.measure}`,
    }));
  return [
    ...named('SQLite', await measure(sqlite)),
    ...(connection
      ? named('PostgreSQL', await measure(postgres(connection)))
      : [
          {
            measure: 'PostgreSQL',
            value: `not measured: ${VARIABLE} is not set`,
          },
        ]),
  ];
}
