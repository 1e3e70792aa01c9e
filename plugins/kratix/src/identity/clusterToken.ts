import {
  ApiHolder,
  createApiRef,
  gitlabAuthApiRef,
  googleAuthApiRef,
  microsoftAuthApiRef,
  oktaAuthApiRef,
  oneloginAuthApiRef,
  vmwareCloudAuthApiRef,
} from '@backstage/frontend-plugin-api';

/** What of Backstage's Kubernetes plugin is used where it is installed: it knows an app's providers. */
interface KubernetesAuthProviders {
  getCredentials(authProvider: string): Promise<{ token?: string }>;
}

const kubernetesAuthProvidersApiRef = createApiRef<KubernetesAuthProviders>({
  id: 'plugin.kubernetes-auth-providers.service',
});

const PROVIDERS = {
  gitlab: gitlabAuthApiRef,
  google: googleAuthApiRef,
  microsoft: microsoftAuthApiRef,
  okta: oktaAuthApiRef,
  onelogin: oneloginAuthApiRef,
  vmwareCloudServices: vmwareCloudAuthApiRef,
};

const isKnown = (name: string): name is keyof typeof PROVIDERS =>
  Object.hasOwn(PROVIDERS, name);

/**
 * The person's own token of an OpenID Connect provider: from the Kubernetes plugin, where the app has
 * it, else from Backstage's own sign-in with that provider. Undefined where the app has neither.
 */
export async function clusterToken(
  apis: ApiHolder,
  provider: string,
): Promise<string | undefined> {
  const kubernetes = apis.get(kubernetesAuthProvidersApiRef);
  if (kubernetes) {
    return (await kubernetes.getCredentials(`oidc.${provider}`)).token;
  }
  return isKnown(provider)
    ? apis.get(PROVIDERS[provider])?.getIdToken()
    : undefined;
}
