const UNITS: [Intl.NumberFormatOptions['unit'], number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

/** A duration in its largest unit, for example `12 sec`; `< 1 sec` where it is less than that. */
export function durationText(milliseconds: number, language: string): string {
  const [unit, size] =
    UNITS.find(([, length]) => milliseconds >= length) ?? UNITS[3];
  const format = new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: 0,
  });
  return milliseconds < 1_000
    ? `< ${format.format(1)}`
    : format.format(Math.floor(milliseconds / size));
}
