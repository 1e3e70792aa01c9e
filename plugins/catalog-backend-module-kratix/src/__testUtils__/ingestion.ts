import { DatabaseService } from '@backstage/backend-plugin-api';
import { EntityProviderConnection } from '@backstage/plugin-catalog-node';
import { StateStoreReader } from 'backstage-plugin-kratix-node';
import { Knex } from 'knex';
import { Ledger } from '../ledger/Ledger';
import { IngestionContext } from '../provider/ingest';

export async function openLedger(knex: Knex): Promise<Ledger> {
  const database: DatabaseService = { getClient: async () => knex };
  return await Ledger.create(database);
}

export function ingestionContext(
  given: {
    ledger: Ledger;
    reader: StateStoreReader;
    connection: EntityProviderConnection;
  } & Partial<IngestionContext>,
): IngestionContext {
  return {
    source: 'teams',
    providerName: `kratix:${given.source ?? 'teams'}`,
    instance: 'one',
    settings: 'same',
    readOptions: {
      kinds: ['Group', 'User'],
      platform: 'local',
      locationOf: path => `kratix:local/catalog/${path}`,
    },
    removalGuard: true,
    isAbandoned: () => false,
    ...given,
  };
}
