import { useApi, useApiHolder } from '@backstage/frontend-plugin-api';
import { kratixApiRef } from '../api/kratixApiRef';
import { clusterToken } from './clusterToken';

/**
 * Gives what has to go along with a write: the person's own token, where a platform is written to with
 * it. Asked for with each write, since tokens are short-lived.
 */
export function useClusterToken(): (
  platform: string,
) => Promise<string | undefined> {
  const kratix = useApi(kratixApiRef);
  const apis = useApiHolder();
  return async platform => {
    // Those who may not see platforms may still write to them; the backend says what it lacks.
    const platforms = await kratix.listPlatforms().catch(() => undefined);
    const identity = platforms?.items.find(
      ({ name }) => name === platform,
    )?.identity;
    return identity?.type === 'oidc' && identity.provider
      ? clusterToken(apis, identity.provider)
      : undefined;
  };
}
