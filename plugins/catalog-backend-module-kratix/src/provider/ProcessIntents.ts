import { randomUUID } from 'node:crypto';
import { IntentRefs } from '../ledger/types';

const MINUTE = 60_000;
/**
 * Milliseconds from when an intent of another process is first seen until it is looked at, and until
 * each further look; the last look closes it. A process that is slow for longer, and dies then without
 * having repaired what it did, is not found out.
 */
const PAUSES = [1, 2, 4, 8, 16, 32].map(minutes => minutes * MINUTE);

/**
 * The mutations that this process has begun and not closed, and what it makes of those of others.
 *
 * Its own are remembered here and not read from the ledger: a process that is taken for dead, and is
 * only slow, finds its rows deleted, and has to repair what it did late all the same.
 */
export class ProcessIntents {
  readonly instance = randomUUID();
  readonly #pauses: number[];
  readonly #own = new Map<string, IntentRefs>();
  readonly #others = new Map<string, { looks: number; dueAt: number }>();

  /** @param pauses - milliseconds, at least one */
  constructor(pauses: number[] = PAUSES) {
    this.#pauses = pauses;
  }

  /** Remembers a mutation that is about to be announced. @returns the id of its intent */
  begin(refs: IntentRefs): string {
    const id = randomUUID();
    this.#own.set(id, refs);
    return id;
  }

  /** What this process has begun, by the id of its intent. */
  own(): ReadonlyMap<string, IntentRefs> {
    return this.#own;
  }

  /** Of the intents in the ledger, those of others that are to be looked at now. */
  due(open: string[]): string[] {
    const now = performance.now();
    for (const id of this.#others.keys()) {
      if (!open.includes(id)) {
        this.#others.delete(id);
      }
    }
    return open.filter(id => {
      if (this.#own.has(id)) {
        return false;
      }
      const known = this.#others.get(id) ?? {
        looks: 0,
        dueAt: now + this.#pauses[0],
      };
      this.#others.set(id, known);
      return known.dueAt <= now;
    });
  }

  /** Whether a look at this intent is the last one. */
  isLast(id: string): boolean {
    return (this.#others.get(id)?.looks ?? 0) + 1 >= this.#pauses.length;
  }

  /** Notes that what these intents left in doubt is settled for now. */
  looked(ids: string[]): void {
    for (const id of ids) {
      const known = this.#others.get(id);
      if (known) {
        known.looks += 1;
        known.dueAt = performance.now() + (this.#pauses[known.looks] ?? 0);
      }
    }
  }

  /** Forgets intents that are closed. */
  close(ids: string[]): void {
    ids.forEach(id => this.#own.delete(id));
  }

  /** Milliseconds until one of the intents of others is to be looked at. */
  untilNextLook(): number | undefined {
    const times = Array.from(this.#others.values(), ({ dueAt }) => dueAt);
    return times.length
      ? Math.max(0, Math.min(...times) - performance.now())
      : undefined;
  }
}
