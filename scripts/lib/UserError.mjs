/** A failure that the person at the keyboard can mend: shown without a stack. */
export class UserError extends Error {
  /**
   * @param message - what is wrong
   * @param wayOut - what to do about it
   */
  constructor(message, wayOut) {
    super(message);
    this.name = 'UserError';
    this.wayOut = wayOut;
  }
}
