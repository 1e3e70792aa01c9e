/** What Kratix writes where no Pipeline has written anything. */
const OF_KRATIX = new Set(['Pending', 'Resource requested']);

/** What the Pipelines of a request say in its status; undefined where only Kratix does. */
export function ownMessage(message: string | undefined): string | undefined {
  return message === undefined || OF_KRATIX.has(message) ? undefined : message;
}
