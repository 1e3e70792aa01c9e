// Differences between texts are its only business; Backstage brings the same one.
import { structuredPatch } from 'diff';

/** A line of a difference. */
export interface DiffLine {
  kind: 'added' | 'removed' | 'same' | 'gap';
  text: string;
}

const KINDS: Record<string, DiffLine['kind']> = {
  '+': 'added',
  '-': 'removed',
  ' ': 'same',
};

/** Beyond this it takes long, and shows little. */
const MOST_EDITS = 2_000;

/**
 * What has changed between two texts, with three lines around each place and a gap between places.
 * Undefined where the texts differ too much for that.
 */
export function diffLines(
  before: string,
  after: string,
): DiffLine[] | undefined {
  const patch = structuredPatch('', '', before, after, '', '', {
    context: 3,
    maxEditLength: MOST_EDITS,
  });
  return patch?.hunks.flatMap((hunk, index) => [
    ...(index ? [{ kind: 'gap' as const, text: '' }] : []),
    ...hunk.lines
      // "\ No newline at end of file"
      .filter(line => !line.startsWith('\\'))
      .map(line => ({ kind: KINDS[line[0]] ?? 'same', text: line.slice(1) })),
  ]);
}
