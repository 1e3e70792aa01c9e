import { RemovalGuard, removalLimit } from './RemovalGuard';

/** What a read would remove. */
export interface ProposedRemovals {
  /** Entities that the source no longer defines. */
  refs: string[];
  /** Those of them that earlier reads found, and whether a person has let each go. */
  known: ReadonlyMap<string, { isReleased: boolean }>;
  /** Number of entities of the source, these included. */
  entities: number;
  /** Whether the source says nothing about the earlier revision: a rewritten history, for example. */
  isReplaced: boolean;
  /** False lets everything through. */
  guard: RemovalGuard | false;
}

/** Which removals are done, and which wait for a person. */
export interface JudgedRemovals {
  removed: string[];
  held: string[];
}

/**
 * Decides which removals are too many at once. Once held, a removal waits until a person lets it go,
 * the entity comes back, or the guard is turned off; it never passes because later reads are small.
 */
export function judgeRemovals(proposed: ProposedRemovals): JudgedRemovals {
  const { refs, known, entities, isReplaced, guard } = proposed;
  const judged: JudgedRemovals = { removed: [], held: [] };
  if (guard === false) {
    return { ...judged, removed: refs };
  }
  // What replaces a repository and holds nothing of what was there is no cleanup.
  const isEmptied = isReplaced && refs.length > 0 && refs.length >= entities;
  const isTooMuch = isEmptied || refs.length > removalLimit(guard, entities);
  for (const ref of refs) {
    const earlier = known.get(ref);
    const isLetGo = earlier ? earlier.isReleased : !isTooMuch;
    (isLetGo ? judged.removed : judged.held).push(ref);
  }
  return judged;
}
