import { UserError } from './UserError.mjs';

const FENCE = /^```(\w+)(?: title="([^"]*)")?\n([\s\S]*?)^```$/gm;
const HEADING = /^#+ (.*)$/gm;

/**
 * The steps of an install document: its fenced blocks with a `title`. Blocks without one only show
 * something.
 *
 * @param markdown - the document
 * @param skip - headings whose blocks are left out
 * @returns the blocks in their order: `language`, `title`, `text`
 */
export function readSteps(markdown, skip) {
  const headings = [...markdown.matchAll(HEADING)];
  return [...markdown.matchAll(FENCE)]
    .map(({ index, 1: language, 2: title, 3: text }) => ({
      language,
      title,
      text,
      heading: headings.findLast(found => found.index < index)?.[1] ?? '',
    }))
    .filter(({ title, heading }) => title && !skip.test(heading));
}

/** Where lines stand in a file, one below the other; how they are indented does not matter. */
function findLines(lines, wanted, title) {
  const places = lines
    .map((_, index) => index)
    .filter(index =>
      wanted.every((line, offset) => lines[index + offset]?.trim() === line),
    );
  if (places.length !== 1) {
    throw new UserError(
      `${title} has these lines ${
        places.length
      } times, where the document wants them once:\n${wanted.join('\n')}`,
      'Show lines in the document that a stock app has exactly once.',
    );
  }
  return places[0];
}

/**
 * Does to a file what a `diff` block shows. Blank lines part it into places, each with the lines that
 * are there, the `+` lines that are added and the `-` lines that are taken away.
 *
 * @param source - the file
 * @param text - the block
 * @param title - the file's name, for errors
 */
export function applyDiff(source, text, title) {
  const lines = source.split('\n');
  for (const place of text.trimEnd().split(/\n\s*\n/)) {
    const shown = place.split('\n').filter(line => line.trim());
    const there = shown.filter(line => !line.startsWith('+'));
    const at = findLines(
      lines,
      there.map(line => line.replace(/^-/, '').trim()),
      title,
    );
    const found = lines.slice(at, at + there.length);
    lines.splice(
      at,
      there.length,
      ...shown.flatMap(line => {
        if (line.startsWith('+')) {
          return line.slice(1);
        }
        const original = found.shift();
        return line.startsWith('-') ? [] : original;
      }),
    );
  }
  return lines.join('\n');
}

/** Puts one configuration into another, as a person does who edits the file: lists grow. */
export function mergeConfig(base, extra) {
  if (Array.isArray(base) && Array.isArray(extra)) {
    return [...base, ...extra];
  }
  if (!isRecord(base) || !isRecord(extra)) {
    return extra;
  }
  return Object.fromEntries(
    Object.keys({ ...base, ...extra }).map(key => [
      key,
      key in base && key in extra
        ? mergeConfig(base[key], extra[key])
        : { ...base, ...extra }[key],
    ]),
  );
}

const isRecord = value =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
