import { CheckContext } from './CheckContext';

/** One behaviour that a platform must have, and how to find out. */
export interface Check {
  /** Says what holds, as a sentence without a full stop. */
  name: string;
  /** Who breaks when it does not hold. */
  reliedOnBy: string;
  /** Checks that must have held: this one uses what they made. */
  needs?: Check[];
  /**
   * Resolves when it holds.
   *
   * @throws Mismatch with what was expected and what was seen; NotChecked when it cannot be found out here
   */
  run(context: CheckContext): Promise<void>;
}

/** What came of a check. */
export type Outcome =
  | { result: 'held' }
  | { result: 'failed'; expected: string; seen: string }
  | { result: 'not checked'; why: string };

/** Something that was to hold and does not. */
export class Mismatch extends Error {
  constructor(readonly expected: string, readonly seen: string) {
    super(`expected ${expected}, seen ${seen}`);
    this.name = 'Mismatch';
  }
}

/** A check that cannot be made here; the message says why. */
export class NotChecked extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'NotChecked';
  }
}
