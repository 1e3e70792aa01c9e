import { screen } from '@testing-library/react';
import { googleAuthApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  FieldExtensionComponentProps,
  SecretsContextProvider,
  useTemplateSecrets,
} from '@backstage/plugin-scaffolder-react';
import { KratixClient } from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { platform } from '../__testUtils__/samples';
import { Wire } from '../__testUtils__/Wire';
import { ClusterTokenField } from './ClusterTokenField';
import { ClusterTokenOptions } from './clusterTokenOptions';

type Props = FieldExtensionComponentProps<string, ClusterTokenOptions>;

const Secrets = () => <pre>{JSON.stringify(useTemplateSecrets().secrets)}</pre>;

function show(options: ClusterTokenOptions, provider = 'google') {
  const wire = new Wire().answer('GET /platforms', {
    json: {
      items: [
        platform({ name: 'plain', identity: { type: 'serviceAccount' } }),
        platform({ name: 'prod', identity: { type: 'oidc', provider } }),
      ],
    },
  });
  // The form library passes more than the field looks at.
  const props = {
    uiSchema: { 'ui:options': options },
    formContext: { formData: { requestPlatform: 'prod' } },
  } as unknown as Props;
  renderInTestApp(
    <SecretsContextProvider>
      <ClusterTokenField {...props} />
      <Secrets />
    </SecretsContextProvider>,
    {
      apis: [
        [
          kratixApiRef,
          new KratixClient({
            discoveryApi: mockApis.discovery(),
            fetchApi: { fetch: wire.fetch },
          }),
        ],
        [
          googleAuthApiRef,
          // What is used of it.
          { getIdToken: async () => 'own-token' } as never,
        ],
      ],
    },
  );
  return wire;
}

describe('KratixClusterToken', () => {
  it.each([
    ['names the platform', { platform: 'prod' }],
    ['names the field that does', { platformField: 'requestPlatform' }],
  ])(
    'sends the token along as a secret where the Template %s',
    async (_, o) => {
      show(o);
      expect(
        await screen.findByText('{"KRATIX_CLUSTER_TOKEN":"own-token"}'),
      ).toBeVisible();
    },
  );

  it('says what is missing where the person has no token', async () => {
    show({ platform: 'prod' }, 'corporate');
    expect(await screen.findByText(/Sign in with corporate/)).toBeVisible();
    expect(screen.getByText('{}')).toBeVisible();
  });

  it('says so where the Template names no platform', async () => {
    show({});
    expect(
      await screen.findByText(/needs platform or platformField/),
    ).toBeVisible();
  });
});
