import { setImmediate } from 'node:timers/promises';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError } from '@backstage/errors';
import { EntityProviderConnection } from '@backstage/plugin-catalog-node';
import {
  StateStoreChanges,
  StateStoreReader,
} from 'backstage-plugin-kratix-node';
import { Ledger } from '../ledger/Ledger';
import {
  HeldRead,
  Intention,
  LedgerRejection,
  SourceState,
} from '../ledger/types';
import { giveWay } from '../reading/giveWay';
import {
  mayHoldEntities,
  readEntities,
  ReadFile,
  ReadOptions,
} from '../reading/readEntities';
import { IngestionPlan, planIngestion } from './planIngestion';

/** Entities of one mutation, so that the catalog never blocks on a large one. */
export const MAX_MUTATION = 1000;
const MAX_ATTEMPTS = 5;

/** What an ingestion works with. */
export interface IngestionContext {
  /** Key of the source. */
  source: string;
  /** Name of the provider; also the location key of its entities. */
  providerName: string;
  /** Identifies this process in the ledger. */
  instance: string;
  ledger: Ledger;
  reader: StateStoreReader;
  connection: EntityProviderConnection;
  /** Hash of everything that decides what a revision means. */
  settings: string;
  readOptions: ReadOptions;
  /** Whether a read that removes too much is held. */
  removalGuard: boolean;
  /** Whether the process behind an intent of another instance must be taken for dead. */
  isAbandoned(intent: string): boolean;
}

/** How an ingestion ended. */
export interface IngestionResult {
  outcome: 'unchanged' | 'applied' | 'held';
  revision: string;
  /** Files whose contents were looked at. */
  files: number;
  added: number;
  removed: number;
  held?: HeldRead;
  /** Rejections that the ledger did not know. */
  newRejections: LedgerRejection[];
  /** Other sources with a document that waits for a name which is free now. */
  freedFor: string[];
  /** Intents of other processes that are still open. */
  openIntents: string[];
}

/** How many entities a read may remove without being held: 30 %, and at least 10. */
function removalLimit(entities: number): number {
  return Math.max(10, Math.floor(entities * 0.3));
}

function isSuspicious(
  state: SourceState,
  changes: StateStoreChanges,
  removals: number,
): boolean {
  // A rewritten or replaced repository that holds nothing of what was there is no cleanup.
  const isEmptied =
    changes.complete && removals > 0 && removals >= state.entities;
  return isEmptied || removals > removalLimit(state.entities);
}

async function readFiles(
  changes: StateStoreChanges,
  options: ReadOptions,
): Promise<{ files: ReadFile[]; count: number }> {
  const files: ReadFile[] = [];
  let count = 0;
  for await (const file of changes.changed) {
    count += 1;
    if (mayHoldEntities(file.path)) {
      const read = await readEntities(file, options);
      // A complete read needs no trace of a file that holds nothing.
      if (!changes.complete || read.entities.length || read.rejections.length) {
        files.push(read);
      }
    }
    await giveWay();
  }
  return { files, count };
}

async function makePlan(
  context: IngestionContext,
  state: SourceState,
  changes: StateStoreChanges,
  files: ReadFile[],
  doubtful: ReadonlyMap<string, Intention>,
): Promise<IngestionPlan> {
  const { ledger, source } = context;
  const waiting = state.waiting
    ? await ledger.rejections(source, { waiting: true })
    : [];
  const { complete, removed: removedPaths } = changes;
  let known;
  if (complete) {
    known = await ledger.entities();
  } else {
    const refs = new Set([
      ...files.flatMap(file => file.entities.map(({ ref }) => ref)),
      ...waiting.flatMap(({ ref }) => (ref ? [ref] : [])),
      ...doubtful.keys(),
    ]);
    const rows = [
      ...(await ledger.entitiesOfPaths(source, [
        ...files.map(({ path }) => path),
        ...removedPaths,
      ])),
      ...(await ledger.holders([...refs])),
    ];
    known = [...new Map(rows.map(row => [row.ref, row])).values()];
  }
  return planIngestion({
    source,
    complete,
    files,
    removedPaths,
    known,
    waiting,
    doubtful,
  });
}

async function apply(
  { connection, providerName }: IngestionContext,
  plan: IngestionPlan,
): Promise<void> {
  // Additions come first, so that nothing is missing in between.
  for (let at = 0; at < plan.added.length; at += MAX_MUTATION) {
    await connection.applyMutation({
      type: 'delta',
      added: plan.added
        .slice(at, at + MAX_MUTATION)
        .map(entity => ({ entity, locationKey: providerName })),
      removed: [],
    });
    await setImmediate();
  }
  for (let at = 0; at < plan.removed.length; at += MAX_MUTATION) {
    await connection.applyMutation({
      type: 'delta',
      added: [],
      removed: plan.removed
        .slice(at, at + MAX_MUTATION)
        .map(entityRef => ({ entityRef, locationKey: providerName })),
    });
    await setImmediate();
  }
}

async function findNewRejections(
  { ledger, source }: IngestionContext,
  { changes }: IngestionPlan,
): Promise<LedgerRejection[]> {
  if (!changes.rejections.length) {
    return [];
  }
  const keyOf = ({ path, line, reason }: LedgerRejection) =>
    JSON.stringify([path, line, reason]);
  const paths = [...new Set(changes.rejections.map(({ path }) => path))];
  const known = new Set(
    (await ledger.rejections(source, { paths })).map(keyOf),
  );
  return changes.rejections.filter(rejection => !known.has(keyOf(rejection)));
}

/** One try. @returns undefined where another replica advanced the source meanwhile. */
async function attempt(
  context: IngestionContext,
): Promise<IngestionResult | undefined> {
  const { ledger, source, instance, settings } = context;
  const state = await ledger.source(source);
  const adopted = state.intents
    .filter(
      intent => intent.instance === instance || context.isAbandoned(intent.id),
    )
    .map(({ id }) => id);
  const doubtful = adopted.length
    ? await ledger.intentions(adopted)
    : new Map<string, Intention>();

  const since = state.settings === settings ? state.revision : undefined;
  let changes = await context.reader.read(since);
  const { revision } = changes;
  const result: IngestionResult = {
    outcome: 'unchanged',
    revision,
    files: 0,
    added: 0,
    removed: 0,
    newRejections: [],
    freedFor: [],
    openIntents: state.intents
      .map(({ id }) => id)
      .filter(id => !adopted.includes(id)),
  };
  if (context.removalGuard && state.held?.revision === revision) {
    return { ...result, outcome: 'held', held: state.held };
  }
  if (revision === since && !adopted.length && !state.waiting) {
    return result;
  }

  let { files, count } = await readFiles(changes, context.readOptions);
  let plan = await makePlan(context, state, changes, files, doubtful);
  if (plan.unsettled.length) {
    changes = await context.reader.read();
    const complete = await readFiles(changes, context.readOptions);
    files = complete.files;
    count += complete.count;
    plan = await makePlan(context, state, changes, files, doubtful);
  }
  result.files = count;
  result.revision = changes.revision;

  const removals = plan.changes.removed.length;
  if (context.removalGuard && isSuspicious(state, changes, removals)) {
    const held: HeldRead = {
      revision: changes.revision,
      removals,
      since: new Date().toISOString(),
    };
    return (await ledger.hold(source, state, held))
      ? { ...result, outcome: 'held', held }
      : undefined;
  }

  const hasMutation = plan.added.length > 0 || plan.removed.length > 0;
  if (changes.revision === since && !adopted.length && !hasMutation) {
    return result;
  }
  result.newRejections = await findNewRejections(context, plan);
  const intents = hasMutation
    ? [
        await ledger.intend(source, instance, {
          add: plan.added.map(entity => stringifyEntityRef(entity)),
          remove: plan.removed,
        }),
      ]
    : [];
  await apply(context, plan);

  const target = { revision: changes.revision, settings };
  if (
    !(await ledger.advance(source, state, target, plan.changes, [
      ...adopted,
      ...intents,
    ]))
  ) {
    const winner = await ledger.source(source);
    const isSamePlan =
      !adopted.length &&
      winner.sequence === state.sequence + 1 &&
      winner.revision === target.revision &&
      winner.settings === target.settings;
    if (!isSamePlan) {
      return undefined;
    }
    // Another replica did exactly this, from the same state.
    await ledger.withdraw(intents);
    return result;
  }
  return {
    ...result,
    outcome: hasMutation ? 'applied' : 'unchanged',
    added: plan.added.length,
    removed: plan.removed.length,
    freedFor: plan.changes.removed.length
      ? (await ledger.sourcesWaitingFor(plan.changes.removed)).filter(
          other => other !== source,
        )
      : [],
  };
}

/**
 * Brings the catalog to what the store holds now: reads what changed since the ledger's revision,
 * hands over the difference in deltas, then enters it in the ledger. A crash at any point, or another
 * replica that does the same, costs a repetition and loses nothing.
 *
 * @throws what the reader, the catalog or the database throws; nothing was removed then that the
 * store still holds.
 */
export async function ingest(
  context: IngestionContext,
): Promise<IngestionResult> {
  await context.ledger.register(context.source);
  for (let tries = 0; tries < MAX_ATTEMPTS; tries++) {
    const result = await attempt(context);
    if (result) {
      return result;
    }
  }
  throw new ConflictError(
    `Other replicas advanced the source ${context.source} ${MAX_ATTEMPTS} times while it was read; it is read again later`,
  );
}
