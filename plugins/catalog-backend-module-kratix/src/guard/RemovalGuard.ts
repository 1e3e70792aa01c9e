/** How much one read may remove without a person. */
export interface RemovalGuard {
  /** Share of the entities of the source, from 0 to 1. */
  share: number;
  /** Number of removals that are always let through, however few entities there are. */
  atLeast: number;
}

/** 30 %, and at least ten. */
export const DEFAULT_REMOVAL_GUARD: RemovalGuard = { share: 0.3, atLeast: 10 };

/** Number of removals that the guard lets through at once. */
export function removalLimit(guard: RemovalGuard, entities: number): number {
  return Math.max(guard.atLeast, Math.floor(entities * guard.share));
}
