import { Figure } from './Benchmark';

/** Prints figures as a Markdown table. */
export function printFigures(title: string, figures: Figure[]): void {
  const rows = [
    ['measure', 'value', 'must be', ''],
    ...figures.map(({ measure, value, mustBe, holds }) => [
      measure,
      value,
      mustBe ?? '',
      holds === undefined ? '' : { true: 'holds', false: 'MISSED' }[`${holds}`],
    ]),
  ];
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map(row => row[column].length)),
  );
  const line = (row: string[]) =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`;
  const [head, ...body] = rows;
  const rule = `|${widths.map(width => '-'.repeat(width + 2)).join('|')}|`;
  console.log(`\n## ${title}\n`);
  console.log([line(head), rule, ...body.map(line)].join('\n'));
}
