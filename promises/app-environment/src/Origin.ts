/** The request that a manifest comes from. */
export interface Origin {
  promiseName: string;
  requestName: string;
  requestNamespace: string;
}

/** The labels of ordinary manifests, which Kratix's own objects carry too. */
export function originLabels({ promiseName, requestName }: Origin) {
  return {
    'kratix.io/promise-name': promiseName,
    'kratix.io/resource-name': requestName,
  };
}

/**
 * The labels of a request that is part of another: both families in use, and no others. On a request Kratix itself
 * writes `kratix.io/promise-name`, with the Promise that the part belongs to; a GitOps agent would put ours back.
 */
export function parentLabels(origin: Origin) {
  const { promiseName, requestName, requestNamespace } = origin;
  return Object.fromEntries(
    ['component-of', 'parent'].flatMap(family => [
      [`kratix.io/${family}-promise-name`, promiseName],
      [`kratix.io/${family}-resource-name`, requestName],
      [`kratix.io/${family}-resource-namespace`, requestNamespace],
    ]),
  );
}
