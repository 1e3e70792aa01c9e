/** Address of a request within its platform. @public */
export interface ParentRequest {
  promise: string;
  namespace: string;
  name: string;
}

/** Two families of labels say the same: Kratix's own, and the one that its documentation advises. */
const FAMILIES = ['kratix.io/component-of', 'kratix.io/parent'];

/**
 * The compound request that a request is a part of, as the labels of either family tell.
 *
 * @param object - its labels, and the namespace that counts where they name none
 * @public
 */
export function parentOf(object: {
  labels: Record<string, string>;
  namespace: string;
}): ParentRequest | undefined {
  const { labels } = object;
  for (const family of FAMILIES) {
    const promise = labels[`${family}-promise-name`];
    const name = labels[`${family}-resource-name`];
    if (promise && name) {
      const namespace =
        labels[`${family}-resource-namespace`] || object.namespace;
      return { promise, namespace, name };
    }
  }
  return undefined;
}
