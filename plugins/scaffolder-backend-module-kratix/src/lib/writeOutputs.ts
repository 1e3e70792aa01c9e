/** Writes every output that has a value. */
export function writeOutputs<T extends object>(
  output: <K extends keyof T>(name: K, value: T[K]) => void,
  values: T,
): void {
  for (const name of Object.keys(values)) {
    // Object.keys gives the keys of T, which its type does not say.
    const key = name as keyof T;
    if (values[key] !== undefined) {
      output(key, values[key]);
    }
  }
}
