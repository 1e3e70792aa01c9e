import { setImmediate } from 'node:timers/promises';
import { Entity } from '@backstage/catalog-model';
import { ConflictError } from '@backstage/errors';
import { EntityProviderConnection } from '@backstage/plugin-catalog-node';
import { RemovalGuard } from '../guard/RemovalGuard';
import { Ledger } from '../ledger/Ledger';
import {
  Doubt,
  HeldRemovals,
  IntentRefs,
  LedgerEntity,
  LedgerRejection,
  SourceState,
} from '../ledger/types';
import { forEachInTurns } from '../reading/giveWay';
import { ReadFile } from '../reading/readEntities';
import { EarlyHandover, MAX_MUTATION, refsOf } from './EarlyHandover';
import { IngestionPlan, planIngestion } from './planIngestion';
import { ProcessIntents } from './ProcessIntents';
import { ReadSource, SourceReading } from './SourceReading';

const MAX_ATTEMPTS = 5;

/** What an ingestion works with. */
export interface IngestionContext {
  /** Key of the source. */
  source: string;
  /** Name of the provider; also the location key of its entities. */
  providerName: string;
  ledger: Ledger;
  read: ReadSource;
  connection: EntityProviderConnection;
  /** Hash of everything that decides what a revision means. */
  settings: string;
  /** What is too much to remove at once; false lets everything through. */
  removalGuard: RemovalGuard | false;
  /**
   * Entities that the catalog has lost, whoever deleted them, of about so many that it was given: they
   * are handed over anew.
   */
  findLost?: (entities: number) => Promise<string[]>;
  /** What this process has begun and not closed, over all ingestions of the source. */
  intents: ProcessIntents;
  /** Whether the source knows enough to judge what other processes left undone. */
  mayFinishForOthers: boolean;
}

/** How an ingestion ended. */
export interface IngestionResult {
  outcome: 'unchanged' | 'applied';
  revision: string;
  /** Files whose contents were looked at. */
  files: number;
  added: number;
  removed: number;
  /** Removals that wait for a person. */
  held?: HeldRemovals;
  /** Whether it was this ingestion that held more than before. */
  isNewlyHeld: boolean;
  /** Rejections that the ledger did not know. */
  newRejections: LedgerRejection[];
  /** Sources with a document that waits for a name which is free now. */
  freedFor: string[];
  /** Whether documents of the source wait for a name. */
  isWaiting: boolean;
}

async function collectFiles(
  { files, complete }: SourceReading,
  early?: EarlyHandover,
): Promise<{ files: ReadFile[]; count: number }> {
  const collected: ReadFile[] = [];
  let count = 0;
  try {
    for await (const file of files) {
      count += 1;
      await early?.take(file);
      // A complete read needs no trace of a file that holds nothing.
      if (!complete || file.entities.length || file.rejections.length) {
        collected.push(file);
      }
    }
    await early?.finish();
  } finally {
    await early?.settle();
  }
  return { files: collected, count };
}

async function makePlan(
  context: IngestionContext,
  state: SourceState,
  reading: SourceReading,
  files: ReadFile[],
  doubtful: ReadonlyMap<string, Doubt>,
  /** All that the ledger holds, where the reading is complete. */
  everything: LedgerEntity[] | undefined,
): Promise<IngestionPlan> {
  const { ledger, source } = context;
  const { complete, covers, isReplaced = false, removed } = reading;
  const waiting = state.waiting
    ? await ledger.rejections.list(source, { waiting: true })
    : [];
  const held = state.held ? await ledger.removals.list(source) : [];
  const named = new Set(doubtful.keys());
  await forEachInTurns(files, ({ entities }) => {
    for (const { ref, entity } of entities) {
      // What the catalog has taken already is not looked up once more.
      if (entity) {
        named.add(ref);
      }
    }
  });
  for (const { ref } of waiting) {
    if (ref) {
      named.add(ref);
    }
  }
  const refs = [...named];
  const known = everything ?? [
    ...(await ledger.entitiesOfPaths(source, [
      ...files.map(({ path }) => path),
      ...removed,
    ])),
    ...(await ledger.holders(refs)),
  ];
  return await planIngestion({
    source,
    complete,
    covers,
    isReplaced,
    files,
    removedPaths: removed,
    known,
    waiting,
    doubtful,
    foreign: await ledger.catalog.foreignOwners(context.providerName, refs),
    held,
    entities: state.entities,
    guard: context.removalGuard,
  });
}

async function add(
  { connection, providerName }: IngestionContext,
  entities: Entity[],
): Promise<void> {
  await connection.applyMutation({
    type: 'delta',
    added: entities.map(entity => ({ entity, locationKey: providerName })),
    removed: [],
  });
  await setImmediate();
}

async function apply(
  context: IngestionContext,
  plan: IngestionPlan,
): Promise<void> {
  const { connection, providerName } = context;
  // Additions come first, so that nothing is missing in between.
  for (let at = 0; at < plan.added.length; at += MAX_MUTATION) {
    await add(context, plan.added.slice(at, at + MAX_MUTATION));
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

/**
 * Whether the catalog has taken what was handed over. It drops an entity without a word where another
 * provider was faster to take the name.
 */
async function isTaken(
  { ledger, providerName }: IngestionContext,
  { added }: IngestionPlan,
  early?: EarlyHandover,
): Promise<boolean> {
  const refs = [...(early?.refs() ?? []), ...refsOf(added)];
  return !(await ledger.catalog.absent(providerName, refs)).length;
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
    (await ledger.rejections.list(source, { paths })).map(keyOf),
  );
  return changes.rejections.filter(rejection => !known.has(keyOf(rejection)));
}

/** Whether there is nothing to do at a revision that the catalog has already. */
function isSettled(
  { removalGuard }: IngestionContext,
  { held, waiting }: SourceState,
): boolean {
  return !waiting && !(held && (held.released > 0 || !removalGuard));
}

/** Announces a mutation. */
async function begin(
  { ledger, intents, source }: IngestionContext,
  refs: IntentRefs,
): Promise<void> {
  const by = { source, instance: intents.instance };
  await ledger.intents.open(intents.begin(refs), by, refs);
}

/**
 * Entities that are not in the catalog what the ledger says: of those that this process handed over
 * before another was faster, those of the given intents of others, and those that the catalog lost.
 */
async function findDoubts(
  context: IngestionContext,
  due: string[],
  lost: string[],
): Promise<Map<string, Doubt>> {
  const { ledger, intents, source, providerName } = context;
  const begun = [
    ...intents.own().values(),
    ...(due.length ? await ledger.intents.read(due) : []),
  ];
  const refs = new Set(lost);
  for (const { add: added, remove } of begun) {
    [...added, ...remove].forEach(ref => refs.add(ref));
  }
  return refs.size
    ? await ledger.doubts(source, providerName, [...refs])
    : new Map();
}

/** A first read has nothing to remove, so that nothing has to wait for its end. */
function startEarly(
  context: IngestionContext,
  known: LedgerEntity[],
): EarlyHandover {
  const { ledger, providerName } = context;
  return new EarlyHandover({
    held: new Set(known.map(({ ref }) => ref)),
    foreign: async refs =>
      await ledger.catalog.foreignOwners(providerName, refs),
    handOver: async entities => {
      await begin(context, { add: refsOf(entities), remove: [] });
      await add(context, entities);
    },
  });
}

/** One try. @returns undefined where another replica or provider came in between. */
async function attempt(
  context: IngestionContext,
  state: SourceState,
): Promise<IngestionResult | undefined> {
  const { ledger, source, settings, intents } = context;
  const due = context.mayFinishForOthers ? intents.due(state.intents) : [];

  const since = state.settings === settings ? state.revision : undefined;
  const versions = () => ledger.versions.list(source);
  // The source answers while the database looks.
  const [first, lost] = await Promise.all([
    context.read(since, versions),
    context.findLost?.(state.entities) ?? [],
  ]);
  let reading = first;
  const doubtful = await findDoubts(context, due, lost);
  const closing = [
    ...intents.own().keys(),
    ...due.filter(id => intents.isLast(id)),
  ];
  const result: IngestionResult = {
    outcome: 'unchanged',
    revision: reading.revision,
    files: 0,
    added: 0,
    removed: 0,
    held: state.held,
    isNewlyHeld: false,
    newRejections: [],
    freedFor: [],
    isWaiting: state.waiting > 0,
  };
  const isAsBefore =
    reading.revision === since && !doubtful.size && !closing.length;
  if (isAsBefore && isSettled(context, state)) {
    intents.looked(due);
    return result;
  }

  // One look at the ledger for all that is decided: what another source takes meanwhile is noticed
  // when the ledger advances.
  let known = reading.complete ? await ledger.entities() : undefined;
  const isFirst = known && !state.entities && !doubtful.size;
  const early =
    isFirst && reading.isOrdered ? startEarly(context, known ?? []) : undefined;
  let { files, count } = await collectFiles(reading, early);
  let plan = await makePlan(context, state, reading, files, doubtful, known);
  if (plan.unsettled.length && !reading.complete) {
    reading = await context.read();
    const all = await collectFiles(reading);
    files = all.files;
    count += all.count;
    known = reading.complete ? await ledger.entities() : undefined;
    plan = await makePlan(context, state, reading, files, doubtful, known);
  }
  result.files = count;
  result.revision = reading.revision;
  result.isWaiting = plan.changes.rejections.some(({ waiting }) => waiting);

  const hasMutation = plan.added.length > 0 || plan.removed.length > 0;
  if (isAsBefore && !hasMutation && !plan.changes.held) {
    intents.looked(due);
    return { ...result, freedFor: await ledger.rejections.takers() };
  }
  result.newRejections = await findNewRejections(context, plan);
  if (hasMutation) {
    await begin(context, { add: refsOf(plan.added), remove: plan.removed });
  }
  await apply(context, plan);
  if (!(await isTaken(context, plan, early))) {
    return undefined;
  }

  const target = { revision: reading.revision, settings };
  const changes = { ...plan.changes, versions: reading.versions };
  const finished = plan.unsettled.length
    ? []
    : [...new Set([...closing, ...intents.own().keys()])];
  // Also where nothing is to be entered any more: whoever computed a mutation from this state, and
  // made it before ours, has to look at it again.
  if (!(await ledger.advance(source, state, target, changes, finished))) {
    return undefined;
  }
  intents.close(finished);
  intents.looked(due);
  const { held } = plan.changes;
  const added = plan.added.length + (early?.refs().length ?? 0);
  return {
    ...result,
    outcome: added || plan.removed.length ? 'applied' : 'unchanged',
    added,
    removed: plan.removed.length,
    held: held ? (await ledger.source(source)).held : state.held,
    isNewlyHeld: Boolean(held?.added.length),
    // Asked after every advance: of two sources of which one lets go of a name while the other begins to
    // wait for it, at least one sees what the other has entered. It may have let go in an earlier try.
    freedFor: await ledger.rejections.takers(),
  };
}

/**
 * Brings the catalog to what the store holds now: reads what changed since the ledger's revision,
 * hands over the difference in deltas, then enters it in the ledger. A crash at any point, or another
 * replica that does the same, costs a repetition and loses nothing (docs/decisions/0006).
 *
 * @throws what the reader, the catalog or the database throws; nothing was removed then that the
 * store still holds.
 */
export async function ingest(
  context: IngestionContext,
): Promise<IngestionResult> {
  const { ledger, source } = context;
  for (let tries = 0; tries < MAX_ATTEMPTS; tries++) {
    const state = await ledger.source(source);
    if (!state.sequence) {
      await ledger.register(source);
    }
    const result = await attempt(context, state);
    if (result) {
      await ledger.noteRead(source);
      return result;
    }
  }
  throw new ConflictError(
    `Other replicas or providers changed what the source ${source} gives ${MAX_ATTEMPTS} times while it was read; it is read again later`,
  );
}
