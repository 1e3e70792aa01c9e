import { runLabel } from './CheckContext';
import { Report, Row } from './runConformance';

const marks = { held: 'held', failed: 'FAILED', 'not checked': 'not checked' };

/** A check and what came of it, as the table shows it. */
export function formatRow({ check, outcome, took }: Row): string {
  const lines = [
    `  ${marks[outcome.result].padEnd(12)}${check.name}  (${took} ms)`,
  ];
  const detail = (what: string, text: string) =>
    lines.push(`              ${what} ${text}`);
  if (outcome.result === 'failed') {
    detail('expected:    ', outcome.expected);
    detail('seen:        ', outcome.seen);
    detail('relied on by:', check.reliedOnBy);
  }
  if (outcome.result === 'not checked') {
    detail('why:', outcome.why);
  }
  return lines.join('\n');
}

/** How many checks held, failed and were not made, and what was left behind. */
export function formatSummary({ rows, left, suffix }: Report): string {
  const count = (result: string) =>
    rows.filter(({ outcome }) => outcome.result === result).length;
  return [
    `${rows.length} checks: ${count('held')} held, ${count(
      'failed',
    )} failed, ${count('not checked')} not checked`,
    ...(left.length
      ? [
          `Could not be removed (label ${runLabel}=${suffix}):`,
          ...left.map(one => `  ${one}`),
        ]
      : []),
  ].join('\n');
}

/** 0 when all held, 1 when something failed or was left behind, 3 when something was not checked. */
export function exitCodeOf({ rows, left }: Report): number {
  const has = (result: string) =>
    rows.some(({ outcome }) => outcome.result === result);
  if (has('failed') || left.length) {
    return 1;
  }
  return has('not checked') ? 3 : 0;
}
