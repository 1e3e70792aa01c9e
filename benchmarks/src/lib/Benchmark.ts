/** One figure of a benchmark: a ratio, a count or a time, taken within one run. */
export interface Figure {
  measure: string;
  value: string;
  /** What the project promises; absent for figures that only explain the others. */
  mustBe?: string;
  /** Whether the promise held in this run. */
  holds?: boolean;
}

/** A repeatable measurement. It cleans up what it makes. */
export interface Benchmark {
  name: string;
  run(): Promise<Figure[]>;
}
