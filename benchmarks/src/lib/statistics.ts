/** The value that this share of the values does not exceed: 0.5 is the median. */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

export const median = (values: number[]) => quantile(values, 0.5);

export const mean = (values: number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export const milliseconds = (value: number) =>
  `${value.toFixed(value < 100 ? 1 : 0)} ms`;
