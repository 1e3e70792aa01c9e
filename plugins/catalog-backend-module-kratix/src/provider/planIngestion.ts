import { Entity } from '@backstage/catalog-model';
import { judgeRemovals } from '../guard/judgeRemovals';
import { RemovalGuard } from '../guard/RemovalGuard';
import {
  Doubt,
  LedgerChanges,
  LedgerEntity,
  LedgerRejection,
  LedgerRemoval,
} from '../ledger/types';
import { forEachInTurns } from '../reading/giveWay';
import { ReadFile } from '../reading/readEntities';
import { providerName } from './providerName';

/** What a read found, and what the ledger knows about it. */
export interface IngestionInput {
  source: string;
  /** Whether `files` is all there is, of the paths that the read covers. */
  complete: boolean;
  /** Which paths a complete read is about. Default: all. */
  covers?: (path: string) => boolean;
  /** Whether the source says nothing about the earlier revision. */
  isReplaced: boolean;
  files: ReadFile[];
  /** Paths that are gone; of no meaning when complete. */
  removedPaths: string[];
  /**
   * Rows of the ledger: all of the source when complete; otherwise those of the paths and refs that
   * the read touches. Rows of other sources for these refs as well.
   */
  known: LedgerEntity[];
  /** Documents of this source that wait for a name. */
  waiting: LedgerRejection[];
  /** Entities that the catalog has not as the ledger says: handed over, or removed, anew. */
  doubtful: ReadonlyMap<string, Doubt>;
  /** Entities that another provider owns in the catalog, and which. */
  foreign: ReadonlyMap<string, string>;
  /** Entities that earlier reads no longer found, and that the source still gives. */
  held: LedgerRemoval[];
  /** Number of entities that the source gives. */
  entities: number;
  guard: RemovalGuard | false;
}

/** What to hand to the catalog, and what the ledger says afterwards. */
export interface IngestionPlan {
  added: Entity[];
  removed: string[];
  /** Removals that wait for a person from now on. */
  held: string[];
  changes: LedgerChanges;
  /** Doubtful entities that this read says nothing about; a complete read settles them. */
  unsettled: string[];
}

interface Claim {
  path: string;
  line: number;
  hash: string;
  /** Absent where the catalog has it already. */
  entity?: Entity;
}

function byPath(a: { path: string }, b: { path: string }): number {
  if (a.path === b.path) {
    return 0;
  }
  return a.path < b.path ? -1 : 1;
}

/** Which removals the ledger has to enter or to forget; undefined where it knows them all. */
function changesOfHeld(
  known: ReadonlyMap<string, LedgerRemoval>,
  held: string[],
): LedgerChanges['held'] {
  const now = new Set(held);
  const added = held.filter(ref => !known.has(ref));
  const dropped = [...known.keys()].filter(ref => !now.has(ref));
  return added.length || dropped.length
    ? { refs: held, added, dropped }
    : undefined;
}

/**
 * Decides what a read changes. Pure: the same input gives the same plan, on any replica. Of a hundred
 * thousand entities it takes a while, in which everything else in the process gets its turn.
 *
 * A name belongs to the file that holds it, as long as that file still defines it or cannot be read;
 * then to the first of those that wait for it, by path. What a broken file held stays, and so does what
 * the removal guard holds back. A name that another provider owns is left to it.
 */
export async function planIngestion(
  input: IngestionInput,
): Promise<IngestionPlan> {
  const { source, complete, covers, files, doubtful, foreign } = input;
  const read = new Map(files.map(file => [file.path, file]));
  const gone = new Set(input.removedPaths);
  const isTouched = (path: string) =>
    (complete && (covers?.(path) ?? true)) || read.has(path) || gone.has(path);

  const claims = new Map<string, Claim[]>();
  const claim = (ref: string, found: Claim) => {
    const others = claims.get(ref);
    if (others) {
      others.push(found);
    } else {
      claims.set(ref, [found]);
    }
  };
  await forEachInTurns(files, ({ path, entities }) => {
    for (const { ref, line, hash, entity } of entities) {
      claim(ref, { path, line, hash, entity });
    }
  });
  for (const { path, line, ref, waiting } of input.waiting) {
    if (ref && waiting && !isTouched(path)) {
      claim(ref, { path, line, ...waiting });
    }
  }

  const plan: IngestionPlan = {
    added: [],
    removed: [],
    held: [],
    changes: {
      upserted: [],
      removed: [],
      rejectionPaths: complete ? 'all' : [...read.keys(), ...gone],
      rejections: [],
    },
    unsettled: [],
  };
  const { changes } = plan;

  const held = new Map(input.held.map(row => [row.ref, row]));
  const holders = new Map<string, LedgerEntity>();
  const unwanted: string[] = [];
  const rows = new Map(
    [...input.known, ...input.held].map(row => [row.ref, row]),
  );
  await forEachInTurns(rows.values(), row => {
    if (row.source !== source) {
      holders.set(row.ref, row);
      return;
    }
    const file = read.get(row.path);
    const isDefined = isTouched(row.path)
      ? file?.entities.some(entity => entity.ref === row.ref)
      : !held.has(row.ref);
    // A broken document may be this very entity: its last good version stays. But where the catalog
    // has it no more there is none.
    const isKept =
      file?.rejections.some(
        ({ broken, ref }) => broken && (ref === undefined || ref === row.ref),
      ) && !(complete && doubtful.get(row.ref) === 'absent');
    if (foreign.has(row.ref) && isTouched(row.path)) {
      // It was ours until it was removed behind our back and another took the name.
      changes.removed.push(row.ref);
    } else if (isDefined || isKept) {
      holders.set(row.ref, row);
    } else {
      unwanted.push(row.ref);
    }
  });

  for (const file of files) {
    for (const { line, ref, reason } of file.rejections) {
      changes.rejections.push({ path: file.path, line, ref, reason });
    }
  }

  const settled = new Set<string>();
  await forEachInTurns(claims, ([ref, candidates]) => {
    candidates.sort(byPath);
    const holder = holders.get(ref);
    const taken = foreign.get(ref);
    const heir = holder
      ? candidates.find(
          ({ path }) => holder.source === source && path === holder.path,
        )
      : candidates[0];
    const winner = taken === undefined ? heir : undefined;
    if (winner) {
      settled.add(ref);
      const { path, line, hash, entity } = winner;
      if (entity && (holder?.hash !== hash || doubtful.has(ref))) {
        plan.added.push(entity);
      }
      if (holder?.hash !== hash || holder.line !== line) {
        changes.upserted.push({ ref, path, line, hash });
      }
    }
    const other = holder?.source === source ? undefined : holder;
    const owner = other ? providerName(other.source) : taken;
    const place = other
      ? `the source ${other.source} (${other.path})`
      : (taken && `${taken} in the catalog`) ?? (winner ?? holder)?.path;
    for (const { path, line, hash, entity } of candidates) {
      if (path !== winner?.path) {
        changes.rejections.push({
          path,
          line,
          ref,
          reason: `defines ${ref}, which ${place} already defines`,
          owner,
          waiting: entity && { entity, hash },
        });
      }
    }
  });

  const absent: string[] = [];
  const proposed: string[] = [];
  for (const ref of unwanted) {
    if (!claims.has(ref)) {
      // Of what the catalog has no more, nothing is left to hold back.
      (doubtful.get(ref) === 'absent' ? absent : proposed).push(ref);
    }
  }

  const judged = judgeRemovals({
    refs: proposed,
    known: held,
    entities: input.entities,
    isReplaced: input.isReplaced,
    guard: input.guard,
  });
  plan.removed = [...absent, ...judged.removed];
  for (const ref of plan.removed) {
    changes.removed.push(ref);
  }
  plan.held = judged.held;
  changes.held = changesOfHeld(held, judged.held);

  const removed = new Set(plan.removed);
  for (const ref of doubtful.keys()) {
    if (settled.has(ref)) {
      continue;
    }
    const holder = holders.get(ref);
    if (holder?.source !== source) {
      if (!removed.has(ref)) {
        plan.removed.push(ref);
      }
    } else if (!complete) {
      plan.unsettled.push(ref);
    } else {
      // Its file is broken. Which of its good versions the catalog has is not known.
      const { path, line } = holder;
      changes.upserted.push({ ref, path, line, hash: '' });
    }
  }
  return plan;
}
