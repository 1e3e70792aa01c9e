import { DatabaseService } from '@backstage/backend-plugin-api';
import { EntityProviderConnection } from '@backstage/plugin-catalog-node';
import { StateStoreReader } from 'backstage-plugin-kratix-node';
import { Knex } from 'knex';
import { DEFAULT_REMOVAL_GUARD } from '../guard/RemovalGuard';
import { Ledger } from '../ledger/Ledger';
import { IngestionContext } from '../provider/ingest';
import { readStore } from '../store/readStore';
import { ProcessIntents } from '../provider/ProcessIntents';
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
    settings: 'same',
    read: readStore(given.reader, given.readOptions ?? readOptions),
    removalGuard: DEFAULT_REMOVAL_GUARD,
    intents: new ProcessIntents(),
    mayFinishForOthers: true,
    ...given,
  };
}

/**
 * The same source in another process; with `takesForDead` or `looks`, one that has no patience with the
 * intents of others, and looks at them once or so many times.
 */
export function inAnotherProcess(
  context: IngestionContext,
  options: { takesForDead?: boolean; looks?: number } = {},
): IngestionContext {
  const looks = options.looks ?? (options.takesForDead ? 1 : 0);
  const pauses = looks ? Array<number>(looks).fill(0) : undefined;
  return { ...context, intents: new ProcessIntents(pauses) };
}
