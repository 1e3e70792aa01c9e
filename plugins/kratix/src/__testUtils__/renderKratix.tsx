import { Entity } from '@backstage/catalog-model';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import kratixPlugin from '../alpha';
import { templateRouteRef } from '../routes';
import { FakeSignals } from './FakeSignals';
import { templates } from './samples';
import { Wire } from './Wire';

/** Renders the installed plugin at an address, on a faked wire. */
export function renderKratix(
  path: string,
  wire: Wire,
  options: {
    entities?: Entity[];
    signals?: FakeSignals;
    /** Default: `en`. */
    language?: 'en' | 'de';
  } = {},
) {
  return renderTestApp({
    features: [kratixPlugin],
    config: {
      app: {
        baseUrl: 'http://localhost:3000',
        extensions: [
          {
            'api:app/app-language': {
              config: {
                availableLanguages: ['en', 'de'],
                defaultLanguage: options.language ?? 'en',
              },
            },
          },
        ],
      },
      backend: { baseUrl: 'http://localhost:7007' },
    },
    initialRouteEntries: [path],
    mountedRoutes: {
      '/create/templates/:namespace/:templateName': templateRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
    apis: [
      mockApis.discovery({ baseUrl: 'http://localhost:7007' }),
      mockApis.fetch({ baseImplementation: wire.fetch }),
      mockApis.identity({
        userEntityRef: 'user:default/guest',
        ownershipEntityRefs: ['user:default/guest', 'group:default/platform'],
      }),
      catalogApiMock({ entities: [...templates, ...(options.entities ?? [])] }),
      [signalApiRef, options.signals ?? new FakeSignals()],
    ],
  });
}
