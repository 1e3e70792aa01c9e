/** What a run is told. */
export interface ConformanceOptions {
  /** The image of steps and Pods; it must have `sh`, `sed`, `grep` and `sleep`. */
  image: string;
  /** The state store to write to, `<kind>/<name>`; without it the first one that is ready. */
  stateStore?: string;
  /** Where to read that store's repository, in place of the store's own address. */
  repository?: string;
  /** How long to wait for what must come to be. */
  timeoutMs: number;
  /** Make only the checks whose name contains one of these, and those they need. */
  only?: string[];
}
