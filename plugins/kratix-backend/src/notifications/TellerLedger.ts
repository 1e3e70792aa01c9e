import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

const TABLE = 'kratix_told';
const MIGRATIONS_TABLE = 'kratix_migrations';

/** Long after that nobody asks again who tells of a transition. */
const KEPT_DAYS = 30;

/** A transition of a request, the same for every replica that sees it. */
export interface Transition {
  platform: string;
  uid: string;
  /** What it came to, in which generation. */
  transition: string;
}

/** Keeps which transitions have been told, so that one replica among several tells each. */
export class TellerLedger {
  private readonly knex: Knex;

  /** Brings the tables of the plugin up to date, and drops what is old. */
  static async create(database: DatabaseService): Promise<TellerLedger> {
    const knex = await database.getClient();
    if (!database.migrations?.skip) {
      await knex.migrate.latest({
        directory: resolvePackagePath(
          'backstage-plugin-kratix-backend',
          'migrations',
        ),
        tableName: MIGRATIONS_TABLE,
      });
    }
    const oldest = new Date(Date.now() - KEPT_DAYS * 86_400_000);
    await knex(TABLE).where('told_at', '<', oldest.toISOString()).delete();
    return new TellerLedger(knex);
  }

  private constructor(knex: Knex) {
    this.knex = knex;
  }

  /** Whether it is the caller who is to tell: nobody has claimed it before. */
  async claim(transition: Transition): Promise<boolean> {
    const claimed = await this.knex(TABLE)
      .insert({ ...transition, told_at: new Date().toISOString() })
      .onConflict(['platform', 'uid', 'transition'])
      .ignore()
      .returning('uid');
    return claimed.length > 0;
  }
}
