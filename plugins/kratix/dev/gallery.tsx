import { useEffect } from 'react';
import {
  ApiBlueprint,
  createFrontendModule,
  createFrontendPlugin,
  createRouteRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import { Content, Link } from '@backstage/core-components';
import { SignalApi, signalApiRef } from '@backstage/plugin-signals-react';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  SignInPageBlueprint,
  SignInPageProps,
} from '@backstage/plugin-app-react';
import { KratixClient } from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../src/api/kratixApiRef';
import { templates } from '../src/__testUtils__/samples';
import { entities } from './fixtures';
import { goAway, Scenario, SCENARIOS, wireOf } from './scenarios';
import { whenIdle } from './whenIdle';

const KEY = 'kratix-gallery';

const PAGES = [
  '/kratix/promises',
  '/kratix/promises?view=cards',
  '/kratix/promises?view=table',
  '/kratix/promises/local/team',
  '/kratix/promises/local/team?tab=api',
  '/kratix/promises/local/team?tab=requests',
  '/kratix/promises/local/team?tab=workflows',
  '/kratix/promises/local/team?tab=destinations',
  '/kratix/promises/local/team?tab=versions',
  '/kratix/promises/local/team?tab=yaml',
  '/kratix/promises/local/database',
  '/kratix/promises/local/database?tab=destinations',
  '/kratix/promises/local/gone',
  '/kratix/destinations',
  '/kratix/requests',
  '/kratix/requests/local/team/default/payments',
  '/kratix/requests/local/team/default/orders',
  '/kratix/requests/local/team/default/shipping',
  '/kratix/requests/local/team/default/returns',
  '/kratix/requests/local/team/default/analytics',
  '/kratix/requests/local/team/default/payments?tab=outputs',
  '/kratix/requests/local/team/default/payments?tab=family',
  '/kratix/requests/local/team/default/payments?tab=manifest',
  '/kratix/requests/local/team/default/shipping?tab=runs&step=group',
  '/kratix/requests/local/team/default/shipping?tab=events',
  '/kratix/requests/local/team/default/billing',
  '/kratix/requests/local/team/default/hostile',
  '/kratix/requests/local/team/default/hostile?tab=runs',
  '/kratix/requests/local/team/default/gone',
  '/kratix/platforms',
  '/kratix/ingestion',
  '/catalog/default/group/payments',
  '/catalog/default/group/payments/promise-status',
  '/catalog/default/component/team/promise-status',
  '/catalog/default/resource/orders',
  '/catalog/default/resource/orders/promise-status',
  '/catalog/default/resource/lost/promise-status',
];

/** The scenario of the address; kept while one goes from page to page. */
function chosenScenario(): Scenario {
  const asked =
    new URLSearchParams(window.location.search).get('scenario') ??
    window.sessionStorage.getItem(KEY);
  const chosen = SCENARIOS.find(name => name === asked) ?? 'usual';
  window.sessionStorage.setItem(KEY, chosen);
  return chosen;
}

/** How long the backend answers before it goes away, where it does. */
const STALE_AFTER_MS = 1_500;

const scenario = chosenScenario();
const wire = wireOf(scenario);
if (scenario === 'stale') {
  setTimeout(() => goAway(wire), STALE_AFTER_MS);
}

/** Tells that something has changed once the backend has gone away. */
const signals: SignalApi = {
  subscribe: (_channel, onMessage) => {
    const timer =
      scenario === 'stale' &&
      setTimeout(
        () => onMessage(JSON.parse('{"platform":"local"}')),
        STALE_AFTER_MS + 500,
      );
    return { unsubscribe: () => timer && clearTimeout(timer) };
  },
};

const kratixModule = createFrontendModule({
  pluginId: 'kratix',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: kratixApiRef,
          deps: {},
          factory: () =>
            new KratixClient({
              discoveryApi: {
                getBaseUrl: async pluginId =>
                  `${window.location.origin}/api/${pluginId}`,
              },
              fetchApi: {
                fetch: whenIdle(
                  wire.fetch,
                  scenario === 'stale' ? 2 * STALE_AFTER_MS : undefined,
                ),
              },
            }),
        }),
    }),
  ],
});

const catalogModule = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: catalogApiRef,
          deps: {},
          factory: () =>
            new InMemoryCatalogClient({
              entities: [...entities, ...templates],
            }),
        }),
    }),
  ],
});

const SignIn = ({ onSignInSuccess }: SignInPageProps) => {
  useEffect(() => {
    onSignInSuccess({
      getProfileInfo: async () => ({ displayName: 'Guest' }),
      getBackstageIdentity: async () => ({
        type: 'user',
        userEntityRef: 'user:default/guest',
        ownershipEntityRefs: ['user:default/guest', 'group:default/payments'],
      }),
      getCredentials: async () => ({}),
      signOut: async () => {},
    });
  }, [onSignInSuccess]);
  return null;
};

const appModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    SignInPageBlueprint.make({ params: { loader: async () => SignIn } }),
  ],
});

const withScenario = (path: string, name: Scenario) =>
  `${path}${path.includes('?') ? '&' : '?'}scenario=${name}`;

/** Every page in every state, as links. */
const Gallery = () => (
  <Content>
    <ul>
      {SCENARIOS.map(name => (
        <li key={name}>
          {name}
          <ul>
            {PAGES.map(path => (
              <li key={path}>
                <Link
                  to={`${window.location.origin}${withScenario(path, name)}`}
                >
                  {path}
                </Link>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  </Content>
);

const templateRouteRef = createRouteRef({
  params: ['namespace', 'templateName'],
});

/** In place of the scaffolder: somewhere for the Request buttons to lead. */
const scaffolderPlugin = createFrontendPlugin({
  pluginId: 'scaffolder',
  routes: { selectedTemplate: templateRouteRef },
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/create/templates/:namespace/:templateName',
        routeRef: templateRouteRef,
        loader: async () => <Content>A form</Content>,
      },
    }),
  ],
});

const galleryPlugin = createFrontendPlugin({
  pluginId: 'kratix-gallery',
  extensions: [
    ApiBlueprint.make({
      name: 'signals',
      params: defineParams =>
        defineParams({ api: signalApiRef, deps: {}, factory: () => signals }),
    }),
    PageBlueprint.make({
      params: {
        path: '/',
        title: 'Gallery',
        loader: async () => <Gallery />,
      },
    }),
  ],
});

export const galleryFeatures = [
  kratixModule,
  catalogModule,
  appModule,
  scaffolderPlugin,
  galleryPlugin,
];
