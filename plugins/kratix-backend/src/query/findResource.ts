import { KratixRequest } from 'backstage-plugin-kratix-common';
import { KratixPlatforms } from 'backstage-plugin-kratix-node';

/**
 * Finds the request behind a resource ref of the permission framework,
 * `platform/promise/namespace/name`.
 */
export function findResource(
  platforms: KratixPlatforms,
  resourceRef: string,
): KratixRequest | undefined {
  const [platform, promise, namespace, name, ...rest] = resourceRef.split('/');
  return rest.length
    ? undefined
    : platforms
        .all()
        .find(item => item.name === platform)
        ?.request({ promise, namespace, name });
}
