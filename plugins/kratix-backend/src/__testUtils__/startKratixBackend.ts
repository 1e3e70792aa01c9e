import {
  BackendFeature,
  coreServices,
  createBackendModule,
  createServiceFactory,
  PermissionsService,
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
import {
  SignalPayload,
  signalsServiceRef,
} from '@backstage/plugin-signals-node';
import { KratixClient, OwnerRules } from 'backstage-plugin-kratix-common';
import {
  KratixPlatforms,
  kratixPlatformsServiceRef,
} from 'backstage-plugin-kratix-node';
import kratixPlugin from '../index';

/** Decides by the name of the permission; what it does not name is allowed. */
export type TestPolicy = Record<string, PolicyDecision | undefined>;

/** A part of the configuration. */
export type Settings = { [key: string]: string | Settings };

/** A denial. */
export const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

/**
 * Starts a Backstage backend with the real plugin and the real platforms service.
 *
 * @param access - to the cluster that is platform `local`, as the configuration has it
 */
export async function startKratixBackend(options: {
  access: Settings;
  policy?: TestPolicy;
  owners?: OwnerRules;
  /** More platforms, as the configuration has them. */
  platforms?: Settings;
  /** Services in place of the usual ones. */
  features?: BackendFeature[];
}) {
  const decide = (name: string) =>
    options.policy?.[name] ?? { result: AuthorizeResult.ALLOW };
  const permissions: PermissionsService = {
    authorize: async requests =>
      requests.map(({ permission }) => {
        const { result } = decide(permission.name);
        if (result === AuthorizeResult.CONDITIONAL) {
          throw new Error('conditions need the resource');
        }
        return { result };
      }),
    authorizeConditional: async requests =>
      requests.map(({ permission }) => decide(permission.name)),
  };
  const signals: SignalPayload[] = [];
  let platforms: KratixPlatforms | undefined;
  const spy = createBackendModule({
    pluginId: 'kratix',
    moduleId: 'spy',
    register: env =>
      env.registerInit({
        deps: { service: kratixPlatformsServiceRef },
        init: async ({ service }) => {
          platforms = service;
        },
      }),
  });
  const backend = await startTestBackend({
    features: [
      kratixPlugin,
      spy,
      ...(options.features ?? []),
      createServiceFactory({
        service: coreServices.permissions,
        deps: {},
        factory: () => permissions,
      }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({
          publish: async signal => void signals.push(signal),
        }),
      }),
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://localhost' },
          kratix: {
            platforms: {
              local: {
                title: 'Local',
                ...options.access,
                ...(options.owners && { owners: { ...options.owners } }),
              },
              ...options.platforms,
            },
          },
        },
      }),
    ],
  });
  const address = backend.server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const baseUrl = `http://127.0.0.1:${port}/api/kratix`;
  if (!platforms) {
    throw new Error('The backend has started without platforms');
  }
  return {
    baseUrl,
    platform: platforms.get('local'),
    signals,
    stop: () => backend.stop(),
    client: new KratixClient({
      discoveryApi: { getBaseUrl: async () => baseUrl },
      fetchApi: { fetch },
    }),
    /** Options for the client's calls. */
    asService: { token: mockCredentials.service.token() },
    asUser: { token: mockCredentials.user.token('user:default/guest') },
  };
}
