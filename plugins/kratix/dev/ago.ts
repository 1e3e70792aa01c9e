/** The time that many seconds ago, RFC 3339. */
export const ago = (seconds: number) =>
  new Date(Date.now() - seconds * 1_000).toISOString();
