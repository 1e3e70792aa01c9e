import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import kratixBackend from 'backstage-plugin-kratix-backend';

/** Starts a backend with the real plugin, connected to one API server. */
export async function startKratixBackend(options: {
  url: string;
  token?: string;
  /** What the caller may do with requests; everything when left out. */
  decide?: () => PolicyDecision;
}) {
  const { url, token = 'benchmark' } = options;
  const decide = options.decide ?? (() => ({ result: AuthorizeResult.ALLOW }));
  const backend = await startTestBackend({
    features: [
      kratixBackend,
      createServiceFactory({
        service: coreServices.permissions,
        deps: {},
        factory: () => ({
          authorize: async requests =>
            requests.map(() => ({ result: AuthorizeResult.ALLOW })),
          authorizeConditional: async requests => requests.map(decide),
        }),
      }),
      mockServices.rootConfig.factory({
        data: {
          kratix: { platforms: { local: { url, serviceAccountToken: token } } },
        },
      }),
    ],
  });
  return {
    async get(path: string): Promise<unknown> {
      const response = await fetch(
        `http://localhost:${backend.server.port()}/api/kratix${path}`,
        { headers: { Authorization: mockCredentials.user.header() } },
      );
      const text = await response.text();
      if (!response.ok) {
        throw new Error(`${path} answered ${response.status}: ${text}`);
      }
      return JSON.parse(text);
    },
    stop: () => backend.stop(),
  };
}
