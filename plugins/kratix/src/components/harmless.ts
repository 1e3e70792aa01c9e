/**
 * Terminal escape sequences, control characters other than tab and line end, and marks that turn the
 * direction of the text around them.
 */
const HARMFUL = new RegExp(
  [
    String.raw`\u001b\[[0-?]*[ -/]*[@-~]`,
    String.raw`[\u0000-\u0008\u000b-\u001f\u007f-\u009f]`,
    String.raw`[\u200e\u200f\u202a-\u202e\u2066-\u2069]`,
  ].join('|'),
  'g',
);

/** A text fit to be shown, as {@link harmless} makes it. */
export function harmlessText(text: string): string {
  return text.replace(HARMFUL, '');
}

/**
 * The same answer with every text fit to be shown: whatever could garble the text around it is left
 * out. Not for what is written back.
 */
export function harmless<T extends object>(answer: T): T {
  return JSON.parse(JSON.stringify(answer), (_, value) =>
    typeof value === 'string' ? harmlessText(value) : value,
  );
}
