import { DatabaseService } from '@backstage/backend-plugin-api';
import { EntityProviderConnection } from '@backstage/plugin-catalog-node';
import { StateStoreReader } from 'backstage-plugin-kratix-node';
import { Knex } from 'knex';
import { DEFAULT_REMOVAL_GUARD } from '../guard/RemovalGuard';
import { Ledger } from '../ledger/Ledger';
import { IngestionContext } from '../provider/ingest';
import { readStore } from '../store/readStore';
import { ReadOptions } from '../reading/readEntities';
import { RecordingConnection } from './RecordingConnection';

export const readOptions: ReadOptions = {
  kinds: ['Group', 'User'],
  platform: 'local',
  locationOf: path => `kratix:local/catalog/${path}`,
};

export async function openLedger(knex: Knex): Promise<Ledger> {
  const database: DatabaseService = { getClient: async () => knex };
  await RecordingConnection.createTables(knex);
  return await Ledger.create(database);
}

export function ingestionContext(
  given: {
    ledger: Ledger;
    reader: StateStoreReader;
    readOptions?: ReadOptions;
    connection: EntityProviderConnection;
  } & Partial<IngestionContext>,
): IngestionContext {
  return {
    source: 'teams',
    providerName: `kratix:${given.source ?? 'teams'}`,
    instance: 'one',
    settings: 'same',
    read: readStore(given.reader, given.readOptions ?? readOptions),
    removalGuard: DEFAULT_REMOVAL_GUARD,
    isAbandoned: () => false,
    ...given,
  };
}
