import { ApiHolder } from '@backstage/frontend-plugin-api';
import { clusterToken } from './clusterToken';

/** An app with these APIs. */
const appWith = (apis: Record<string, unknown>): ApiHolder => ({
  // An app gives for a reference what is registered under its id, whatever that is.
  get: ref => apis[ref.id] as never,
});

const google = { getIdToken: async () => 'google-token' };

describe('clusterToken', () => {
  it('asks the Kubernetes plugin first: it knows providers of the app', async () => {
    const asked: string[] = [];
    const apis = appWith({
      'core.auth.google': google,
      'plugin.kubernetes-auth-providers.service': {
        getCredentials: async (name: string) => {
          asked.push(name);
          return { token: 'kubernetes-token' };
        },
      },
    });
    expect(await clusterToken(apis, 'corporate')).toBe('kubernetes-token');
    expect(asked).toEqual(['oidc.corporate']);
  });

  it('asks the sign-in of Backstage without it', async () => {
    const apis = appWith({ 'core.auth.google': google });
    expect(await clusterToken(apis, 'google')).toBe('google-token');
    expect(await clusterToken(apis, 'okta')).toBeUndefined();
    expect(await clusterToken(apis, 'corporate')).toBeUndefined();
    expect(await clusterToken(apis, 'constructor')).toBeUndefined();
  });
});
