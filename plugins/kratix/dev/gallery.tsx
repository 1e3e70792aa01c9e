import { useEffect } from 'react';
import {
  ApiBlueprint,
  createFrontendModule,
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import { Content, Link } from '@backstage/core-components';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  SignInPageBlueprint,
  SignInPageProps,
} from '@backstage/plugin-app-react';
import { KratixClient } from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../src/api/kratixApiRef';
import { entities } from './fixtures';
import { Scenario, SCENARIOS, wireOf } from './scenarios';
import { whenIdle } from './whenIdle';

const KEY = 'kratix-gallery';

const PAGES = [
  '/kratix/promises',
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
  const scenario = SCENARIOS.find(name => name === asked) ?? 'usual';
  window.sessionStorage.setItem(KEY, scenario);
  return scenario;
}

const wire = wireOf(chosenScenario());

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
              fetchApi: { fetch: whenIdle(wire.fetch) },
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
          factory: () => new InMemoryCatalogClient({ entities }),
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

const withScenario = (path: string, scenario: Scenario) =>
  `${path}${path.includes('?') ? '&' : '?'}scenario=${scenario}`;

/** Every page in every state, as links. */
const Gallery = () => (
  <Content>
    <ul>
      {SCENARIOS.map(scenario => (
        <li key={scenario}>
          {scenario}
          <ul>
            {PAGES.map(path => (
              <li key={path}>
                <Link
                  to={`${window.location.origin}${withScenario(
                    path,
                    scenario,
                  )}`}
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

const galleryPlugin = createFrontendPlugin({
  pluginId: 'kratix-gallery',
  extensions: [
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
  galleryPlugin,
];
