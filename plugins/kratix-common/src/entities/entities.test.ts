import {
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
} from '@backstage/catalog-model';
import fc from 'fast-check';
import { promiseEntities } from './promiseEntities';
import { requestEntity } from './requestEntity';
import { promiseOf, requestOf, rules } from './__testUtils__/testObjects';

const policies = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

async function check(entity: Entity) {
  await policies.enforce(entity);
  const validator = {
    API: apiEntityV1alpha1Validator,
    Component: componentEntityV1alpha1Validator,
    Resource: resourceEntityV1alpha1Validator,
  }[entity.kind];
  expect(await validator?.check(entity)).toBe(true);
}

describe('promiseEntities', () => {
  it('makes a Component and an API', async () => {
    const promise = promiseOf(
      {
        labels: { 'app.kubernetes.io/part-of': 'shop', other: 'x' },
        annotations: {
          'example.org/docs': 'see wiki',
          'kratix.backstage.io/template': 'kratix-database',
          'kratix.backstage.io/owner': 'dba',
          'kubectl.kubernetes.io/last-applied-configuration': '{}',
        },
      },
      { requiredPromises: [{ name: 'storage', version: 'v1' }] },
    );
    const { entities, notes } = promiseEntities(promise, {
      rules,
      definition: 'kind: CustomResourceDefinition\n',
    });
    expect(notes).toEqual([]);
    const [component, api] = entities;
    expect(component).toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        namespace: 'default',
        name: 'local_database',
        title: 'Database',
        description: 'A database.',
        labels: { 'app.kubernetes.io/part-of': 'shop' },
        tags: ['kratix'],
        annotations: {
          'example.org/docs': 'see wiki',
          'kratix.io/type': 'promise',
          'kratix.io/promise-name': 'database',
          'kratix.io/name': 'database',
          'kratix.io/group': 'example.org',
          'kratix.io/version': 'v1',
          'kratix.io/kind': 'Database',
          'kratix.backstage.io/platform': 'local',
          'kratix.backstage.io/template': 'template:default/kratix-database',
          'backstage.io/managed-by-location': 'kratix:local/promises/database',
          'backstage.io/managed-by-origin-location':
            'kratix:local/promises/database',
        },
        links: [
          {
            url: 'https://backstage.example.org/create/templates/default/kratix-database',
            title: 'Request a Database',
          },
        ],
      },
      spec: {
        type: 'kratix-promise',
        lifecycle: 'production',
        owner: 'group:default/dba',
        providesApis: ['api:default/local_database'],
        dependsOn: ['component:default/local_storage'],
        dependencyOf: ['template:default/kratix-database'],
      },
    });
    expect(api).toMatchObject({
      kind: 'API',
      metadata: { name: 'local_database', title: 'Database API' },
      spec: {
        type: 'crd',
        owner: 'group:default/dba',
        definition: 'kind: CustomResourceDefinition\n',
      },
    });
    await Promise.all(entities.map(check));
  });

  it.each(['none', '', 'component:default/x', 'a:b:c', 'template:x/<y>'])(
    'points at no Template for %j',
    written => {
      const { entities } = promiseEntities(
        promiseOf({ annotations: { 'kratix.backstage.io/template': written } }),
        { rules },
      );
      expect(entities[0]).toMatchObject({
        metadata: { links: [] },
        spec: { dependencyOf: [] },
      });
    },
  );

  it('makes no API of a Promise without one', async () => {
    const { entities } = promiseEntities(promiseOf({}, { api: undefined }), {
      rules,
      owners: { default: 'group:default/nobody' },
    });
    expect(entities).toHaveLength(1);
    expect(entities[0].spec).toMatchObject({ owner: 'group:default/nobody' });
    await check(entities[0]);
  });
});

describe('requestEntity', () => {
  const promise = promiseOf();
  const shape = (
    metadata: object = {},
    rest: { spec?: object; status?: object } = {},
    more: object = {},
  ) =>
    requestEntity(requestOf(metadata, rest), {
      rules: { ...rules, ...more },
      promise,
    });

  it('says what was asked for, what was given, and where it belongs', async () => {
    const { entities, notes } = shape(
      {
        labels: {
          'kratix.io/component-of-promise-name': 'app',
          'kratix.io/component-of-resource-name': 'shop',
        },
        annotations: {
          'kratix.backstage.io/owner': 'shop',
          'kratix.backstage.io/requested-by': 'user:default/ada',
        },
      },
      {
        spec: { engine: 'postgres' },
        status: {
          host: 'db.example.org',
          phase: 'Ready',
          message: 'Running',
          dashboard: 'https://dashboards.example.org/d/1',
        },
      },
    );
    expect(notes).toEqual([]);
    expect(entities).toEqual([
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Resource',
        metadata: {
          namespace: 'default',
          name: 'local_database_shop_orders',
          title: 'orders',
          description:
            'Database in namespace shop on Local platform. Engine: postgres; Host: db.example.org',
          labels: {},
          tags: ['kratix'],
          annotations: {
            'kratix.io/type': 'request',
            'kratix.io/promise-name': 'database',
            'kratix.io/group': 'example.org',
            'kratix.io/version': 'v1',
            'kratix.io/kind': 'Database',
            'kratix.io/name': 'orders',
            'kratix.io/namespace': 'shop',
            'kratix.backstage.io/platform': 'local',
            'kratix.backstage.io/owner': 'group:default/shop',
            'kratix.backstage.io/requested-by': 'user:default/ada',
            'backstage.io/managed-by-location':
              'kratix:local/requests/database/shop/orders',
            'backstage.io/managed-by-origin-location':
              'kratix:local/requests/database/shop/orders',
          },
          links: [
            {
              url: 'https://backstage.example.org/kratix/requests/local/database/shop/orders',
              title: 'Request on the platform',
            },
            {
              url: 'https://dashboards.example.org/d/1',
              title: 'dashboard',
            },
          ],
        },
        spec: {
          type: 'kratix-database',
          owner: 'group:default/shop',
          dependsOn: ['component:default/local_database'],
          dependencyOf: ['resource:default/local_app_shop_shop'],
        },
      },
    ]);
    await check(entities[0]);
  });

  it('knows parents by the labels of Kratix itself, in another namespace', () => {
    const { entities } = shape({
      labels: {
        'kratix.io/parent-promise-name': 'app',
        'kratix.io/parent-resource-name': 'web',
        'kratix.io/parent-resource-namespace': 'apps',
      },
    });
    expect(entities[0].spec?.dependencyOf).toEqual([
      'resource:default/local_app_apps_web',
    ]);
  });

  it('can be a Component', async () => {
    const { entities } = shape({}, {}, { requestKind: 'Component' });
    expect(entities[0]).toMatchObject({
      kind: 'Component',
      spec: { lifecycle: 'production', owner: 'group:default/platform' },
    });
    await check(entities[0]);
  });

  it('does not change while the request is on its way', () => {
    const before = shape({ generation: 1, resourceVersion: '1' });
    const states = [
      { message: 'Pending', phase: 'Pending' },
      { observedGeneration: 1, conditions: [{ type: 'Reconciled' }] },
      { kratix: { workflows: { pipelines: [] } }, workflowsSucceeded: 1 },
      { healthStatus: { state: 'healthy' }, lastUpdated: 'now' },
    ];
    for (const [index, status] of states.entries()) {
      expect(
        shape({ generation: 1, resourceVersion: `${index}` }, { status }),
      ).toEqual(before);
    }
  });

  it.each([
    ['Password', '.status.host'],
    ['Host', '.status.adminPassword'],
    ['Connection', '.status.connectionString'],
    ['Token', '.spec.api.token'],
    ['Key', '.spec["access-key"]'],
  ])('leaves out the column %s of %s', (name, jsonPath) => {
    const { entities } = requestEntity(
      requestOf(
        {},
        {
          spec: { api: { token: 'hush' }, 'access-key': 'hush' },
          status: {
            host: 'hush',
            adminPassword: 'hush',
            connectionString: 'hush',
          },
        },
      ),
      {
        rules,
        promise: {
          ...promise,
          api: promise.api && {
            ...promise.api,
            versions: [
              {
                name: 'v1',
                served: true,
                storage: true,
                printerColumns: [{ name, type: 'string', jsonPath }],
              },
            ],
          },
        },
      },
    );
    expect(JSON.stringify(entities)).not.toContain('hush');
  });

  it.each([
    'postgres://admin:hush@db.example.org/orders',
    '-----BEGIN PRIVATE KEY-----hush',
    'host=db password=hush',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJodXNoIn0.hush',
  ])('leaves out a value that looks secret: %s', host => {
    const { entities } = shape({}, { status: { host } });
    expect(JSON.stringify(entities)).not.toContain('hush');
  });

  it.each([
    // eslint-disable-next-line no-script-url
    'javascript:alert(1)',
    'ftp://example.org',
    'https://user:hush@example.org',
    'https://example.org/?X-Amz-Signature=hush',
    'https://example.org/?access_token=hush',
    ['https://example.org'],
    '//example.org',
    'https://exa mple.org',
  ])('links to no %j', url => {
    const { entities } = shape(
      {},
      { status: { url, links: [{ url, title: 'x' }, null, 'x', url] } },
    );
    expect(entities[0].metadata.links).toHaveLength(1);
  });

  it('leaves out annotations that are too long, and says so', () => {
    const { entities, notes } = shape({
      annotations: { 'example.org/long': 'x'.repeat(1_000_000) },
      labels: { 'app.kubernetes.io/name': 'not a value' },
    });
    expect(JSON.stringify(entities).length).toBeLessThan(3000);
    expect(notes).toEqual([
      expect.stringContaining('app.kubernetes.io/name'),
      expect.stringContaining('example.org/long'),
    ]);
  });

  it('is taken by the catalog, whatever the cluster says', async () => {
    const text = fc.string({ unit: 'binary' });
    const json = fc.jsonValue();
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          name: fc.string({ unit: 'binary', minLength: 1 }),
          labels: fc.dictionary(text, text),
          annotations: fc.dictionary(text, text),
          namespace: fc.string({ unit: 'binary', minLength: 1 }),
        }),
        fc.dictionary(text, json),
        fc.dictionary(fc.oneof(text, fc.constantFrom('host', 'links')), json),
        text,
        async (metadata, spec, status, title) => {
          const all = { labels: ['*'], annotations: ['*'] };
          const odd = promiseOf({
            ...metadata,
            namespace: undefined,
            annotations: {
              ...metadata.annotations,
              'kratix.backstage.io/title': title,
              'kratix.backstage.io/description': title,
              'kratix.backstage.io/template': title,
              'kratix.backstage.io/owner': title,
            },
          });
          const entities = [
            ...requestEntity(requestOf(metadata, { spec, status }), {
              rules: { ...rules, ...all },
              promise: odd,
            }).entities,
            ...promiseEntities(odd, {
              rules: { ...rules, ...all },
              definition: 'x',
            }).entities,
          ];
          for (const entity of entities) {
            await check(entity);
            expect(JSON.stringify(entity)).not.toMatch(/\\u0000|\\ud[89a-f]/);
          }
        },
      ),
    );
  });
});
