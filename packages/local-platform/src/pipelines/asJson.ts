/** A value as it is after a way over the wire: what is undefined is not there. */
export function asJson(value: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value));
}
