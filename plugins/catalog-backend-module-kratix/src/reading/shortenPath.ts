import { hash } from 'node:crypto';

/** Bytes of a path that is kept as it is: a database cannot index a much longer one. */
export const MAX_PATH = 1000;
/** Characters of a longer one that are kept; each may be four bytes. */
const KEPT = 200;

/** A path that the ledger can hold; equal for equal paths, and different for different ones. */
export function shortenPath(path: string): string {
  return Buffer.byteLength(path) > MAX_PATH
    ? `${path.slice(0, KEPT)}…${hash('sha256', path)}`
    : path;
}
