import { Entity } from '@backstage/catalog-model';
import {
  Intention,
  LedgerChanges,
  LedgerEntity,
  LedgerRejection,
} from '../ledger/types';
import { ReadFile } from '../reading/readEntities';

/** What a read found, and what the ledger knows about it. */
export interface IngestionInput {
  source: string;
  /** Whether `files` is all there is. */
  complete: boolean;
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
  /**
   * Entities whose state in the catalog is in doubt, since a mutation that was begun added or removed
   * them: handed over (or removed) whatever the ledger says.
   */
  doubtful: ReadonlyMap<string, Intention>;
}

/** What to hand to the catalog, and what the ledger says afterwards. */
export interface IngestionPlan {
  added: Entity[];
  removed: string[];
  changes: LedgerChanges;
  /** Doubtful entities that this read says nothing about; a complete read settles them. */
  unsettled: string[];
}

interface Claim {
  path: string;
  line: number;
  hash: string;
  entity: Entity;
}

function byPath(a: { path: string }, b: { path: string }): number {
  if (a.path === b.path) {
    return 0;
  }
  return a.path < b.path ? -1 : 1;
}

/**
 * Decides what a read changes. Pure: the same input gives the same plan, on any replica.
 *
 * A name belongs to the file that holds it, as long as that file still defines it or cannot be read;
 * then to the first of those that wait for it, by path. What a broken file held stays.
 */
export function planIngestion(input: IngestionInput): IngestionPlan {
  const { source, complete, files, doubtful } = input;
  const read = new Map(files.map(file => [file.path, file]));
  const gone = new Set(input.removedPaths);
  const isTouched = (path: string) =>
    complete || read.has(path) || gone.has(path);

  const claims = new Map<string, Claim[]>();
  const claim = (ref: string, found: Claim) => {
    const others = claims.get(ref);
    if (others) {
      others.push(found);
    } else {
      claims.set(ref, [found]);
    }
  };
  for (const file of files) {
    for (const { ref, line, hash, entity } of file.entities) {
      claim(ref, { path: file.path, line, hash, entity });
    }
  }
  for (const { path, line, ref, waiting } of input.waiting) {
    if (ref && waiting && !isTouched(path)) {
      claim(ref, { path, line, ...waiting });
    }
  }

  const holders = new Map<string, LedgerEntity>();
  const released: string[] = [];
  for (const row of input.known) {
    if (row.source !== source) {
      holders.set(row.ref, row);
      continue;
    }
    const file = read.get(row.path);
    const isDefined =
      !isTouched(row.path) ||
      file?.entities.some(entity => entity.ref === row.ref);
    // A broken document may be this very entity: its last good version stays. But where its removal
    // was begun, its file was gone before, and there is no last good version.
    const isKept =
      file?.rejections.some(
        ({ broken, ref }) => broken && (ref === undefined || ref === row.ref),
      ) && !(complete && doubtful.get(row.ref) === 'remove');
    if (isDefined || isKept) {
      holders.set(row.ref, row);
    } else {
      released.push(row.ref);
    }
  }

  const plan: IngestionPlan = {
    added: [],
    removed: [],
    changes: {
      upserted: [],
      removed: [],
      rejectionPaths: complete ? 'all' : [...read.keys(), ...gone],
      rejections: [],
    },
    unsettled: [],
  };
  const { changes } = plan;

  for (const file of files) {
    for (const { line, ref, reason } of file.rejections) {
      changes.rejections.push({ path: file.path, line, ref, reason });
    }
  }

  const settled = new Set<string>();
  for (const [ref, candidates] of claims) {
    candidates.sort(byPath);
    const holder = holders.get(ref);
    const winner = holder
      ? candidates.find(
          ({ path }) => holder.source === source && path === holder.path,
        )
      : candidates[0];
    if (winner) {
      settled.add(ref);
      const { path, line, hash, entity } = winner;
      if (holder?.hash !== hash || doubtful.has(ref)) {
        plan.added.push(entity);
      }
      if (holder?.hash !== hash || holder.line !== line) {
        changes.upserted.push({ ref, path, line, hash });
      }
    }
    const owner =
      holder && holder.source !== source
        ? `the source ${holder.source} (${holder.path})`
        : (winner ?? holder)?.path;
    for (const { path, line, hash, entity } of candidates) {
      if (path !== winner?.path) {
        changes.rejections.push({
          path,
          line,
          ref,
          reason: `defines ${ref}, which ${owner} already defines`,
          waiting: { entity, hash },
        });
      }
    }
  }

  for (const ref of released) {
    if (!claims.has(ref)) {
      plan.removed.push(ref);
      changes.removed.push(ref);
    }
  }

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
