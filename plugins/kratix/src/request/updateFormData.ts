import { RequestDetails } from 'backstage-plugin-kratix-common';

/**
 * What the form of a Template that changes a request is filled in with: the top-level fields of
 * `spec` by their names, and which request it is. The annotation
 * `kratix.backstage.io/update-template` says the same to those who write such Templates.
 */
export function updateFormData(
  request: RequestDetails,
): Record<string, unknown> {
  const { spec } = request.manifest;
  return {
    ...(typeof spec === 'object' && spec !== null && !Array.isArray(spec)
      ? spec
      : {}),
    requestPlatform: request.ref.platform,
    requestNamespace: request.ref.namespace,
    requestName: request.ref.name,
  };
}
