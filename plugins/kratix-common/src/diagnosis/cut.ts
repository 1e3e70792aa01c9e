/** At most this many characters of a cluster's text go into one value. */
const MAX_LENGTH = 500;

/** Shortens text of a cluster to what a sentence can bear. */
export function cut(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > MAX_LENGTH
    ? `${trimmed.slice(0, MAX_LENGTH - 1)}…`
    : trimmed;
}
