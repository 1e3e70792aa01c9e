import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { ApplyRequestBody } from 'backstage-plugin-kratix-common';
import { LocalPlatform, startLocalPlatform } from 'kratix-local-platform';
import { z } from 'zod';
import { eventually } from '../__testUtils__/eventually';
import { startKratixBackend } from '../__testUtils__/startKratixBackend';

jest.setTimeout(120_000);

const PROMISES = path.resolve(__dirname, '../../../../promises');

const role = (name: string, rules: object[]) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name },
  rules,
});

const binding = (name: string, subjects: object[], namespace?: string) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: namespace ? 'RoleBinding' : 'ClusterRoleBinding',
  metadata: { name, namespace },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
  subjects,
});

const rbac = (kind: 'User' | 'Group', name: string) => ({
  apiGroup: 'rbac.authorization.k8s.io',
  kind,
  name,
});

const account = (name: string, namespace = 'default') => ({
  kind: 'ServiceAccount',
  name,
  namespace,
});

/** With a token that lasts. */
const serviceAccount = (name: string) => [
  {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, namespace: 'default' },
  },
  {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/service-account-token',
    metadata: {
      name,
      namespace: 'default',
      annotations: { 'kubernetes.io/service-account.name': name },
    },
  },
];

/** Backstage reads and impersonates; who may write is for the cluster to decide. */
const SETUP = [
  ...serviceAccount('backstage'),
  ...serviceAccount('reader'),
  ...serviceAccount('carol'),
  ...serviceAccount('dave'),
  role('read-all', [
    { apiGroups: ['*'], resources: ['*'], verbs: ['get', 'list', 'watch'] },
  ]),
  binding('read-all', [account('backstage'), account('reader')]),
  role('impersonate', [
    { apiGroups: [''], resources: ['users', 'groups'], verbs: ['impersonate'] },
  ]),
  binding('impersonate', [account('backstage')]),
  role('databases', [
    {
      apiGroups: ['platform.kratix.io'],
      resources: ['databases'],
      verbs: ['create', 'patch', 'delete'],
    },
  ]),
  binding(
    'databases',
    [
      rbac('User', 'sso:alice@example.org'),
      rbac('Group', 'team:group:default/payments'),
      account('carol'),
    ],
    'default',
  ),
];

const user = (name: string, email?: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, namespace: 'default' },
  spec: { profile: { email } },
});

const ENTITIES = [
  user('alice', 'alice@example.org'),
  user('bob', 'bob@example.org'),
  user('eve', 'System:masters'),
  user('newline', 'a@b\r\nImpersonate-Group: system:masters'),
  user('nobody'),
];

let groups: string[] = [];
let root: string;
let cluster: LocalPlatform;
let backend: Awaited<ReturnType<typeof startKratixBackend>>;
const tokens = new Map<string, string>();

async function tokenOf(name: string): Promise<string> {
  return eventually(async () => {
    const secret = await cluster.client.get(
      { group: '', version: 'v1', resource: 'secrets' },
      name,
      'default',
    );
    const token = z
      .object({ data: z.object({ token: z.string() }) })
      .parse(secret).data.token;
    return Buffer.from(token, 'base64').toString('utf8');
  });
}

beforeAll(async () => {
  root = await fs.mkdtemp(path.join(tmpdir(), 'kratix-identity-'));
  const setup = path.join(root, 'setup.yaml');
  await fs.writeFile(
    setup,
    SETUP.map(object => JSON.stringify(object)).join('\n---\n'),
  );
  cluster = await startLocalPlatform({
    dataDir: path.join(root, 'platform'),
    port: 0,
    gitPort: 0,
    promises: [PROMISES],
    setup: [setup],
    authorization: 'rbac',
  });
  for (const name of ['backstage', 'reader', 'carol', 'dave']) {
    tokens.set(name, await tokenOf(name));
  }
  const access = (name: string) => ({
    url: cluster.url,
    caData: Buffer.from(cluster.certificateAuthority).toString('base64'),
    serviceAccountToken: tokens.get(name) ?? '',
  });
  const names = {
    type: 'impersonate',
    userFrom: { profile: 'email', prefix: 'sso:' },
    groupsFrom: { entityRef: 'full', prefix: 'team:' },
  };
  backend = await startKratixBackend({
    access: { ...access('backstage'), identity: names },
    platforms: {
      bare: {
        ...access('backstage'),
        identity: { type: 'impersonate', userFrom: { profile: 'email' } },
      },
      unable: { ...access('reader'), identity: names },
      reader: access('reader'),
      oidc: {
        ...access('reader'),
        identity: { type: 'oidc', provider: 'okta' },
      },
    },
    features: [
      createServiceFactory({
        service: coreServices.userInfo,
        deps: {},
        factory: () => ({
          getUserInfo: async credentials => {
            const principal: unknown = credentials.principal;
            const { userEntityRef } = z
              .object({ userEntityRef: z.string() })
              .parse(principal);
            return {
              userEntityRef,
              ownershipEntityRefs: [userEntityRef, ...groups],
            };
          },
        }),
      }),
      createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: () => catalogServiceMock({ entities: ENTITIES }),
      }),
    ],
  });
  await eventually(async () => {
    const { items } = await backend.client.listPlatforms(backend.asUser);
    const { items: promises } = await backend.client.listPromises(
      {},
      backend.asUser,
    );
    const available = promises.filter(
      ({ name, state }) => name === 'database' && state.name === 'Available',
    );
    if (
      available.length < 5 ||
      !items.every(({ synced, features }) => synced && features)
    ) {
      throw new Error(JSON.stringify(items));
    }
  }, 60_000);
});

afterAll(async () => {
  await backend?.stop();
  await cluster?.stop();
  await fs.rm(root, { recursive: true, force: true });
});

beforeEach(() => {
  groups = [];
});

const as = (name: string) => ({
  token: mockCredentials.user.token(`user:default/${name}`),
});

const database = (platform: string, name: string): ApplyRequestBody => ({
  platform,
  promise: 'database',
  manifest: {
    metadata: { name },
    spec: { name, engine: 'postgres', size: 'small', environment: 'dev' },
  },
});

const refusal = (statusCode: number, ...texts: string[]) => ({
  statusCode,
  body: {
    error: {
      message: expect.stringMatching(
        new RegExp(
          texts
            .map(text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
            .join('.*'),
          's',
        ),
      ),
    },
  },
});

describe('identity: impersonate', () => {
  it('creates, changes and deletes as the person', async () => {
    const { client } = backend;
    const created = await client.applyRequest(
      database('local', 'alices'),
      as('alice'),
    );
    expect(created.operation).toBe('created');
    const changed = database('local', 'alices');
    changed.manifest.metadata.labels = { changed: 'yes' };
    await client.applyRequest(changed, as('alice'));
    await client.deleteRequest(created.ref, as('alice'));
  });

  it('passes the groups of the person on', async () => {
    groups = ['group:default/payments', 'group:default/other'];
    await expect(
      backend.client.applyRequest(database('local', 'bobs'), as('bob')),
    ).resolves.toMatchObject({ operation: 'created' });
  });

  it('tells who was refused, what the cluster says, and the way out', async () => {
    groups = ['group:default/other'];
    await expect(
      backend.client.applyRequest(database('local', 'no'), as('bob')),
    ).rejects.toMatchObject(
      refusal(
        403,
        'Platform local refuses this to the impersonated user sso:bob@example.org with the groups team:group:default/other: ',
        'User "sso:bob@example.org" cannot create resource "databases"',
        'A platform engineer can grant it in the namespace default: a rule with apiGroups ["platform.kratix.io"], resources ["databases"] and verbs ["create"]',
      ),
    );
  });

  it.each([
    ['bare', 'eve', 'Kubernetes keeps names that start with system:'],
    ['local', 'eve', 'Kubernetes keeps names that start with system:'],
    ['local', 'newline', 'may hold visible ASCII characters only'],
    ['local', 'nobody', 'spec.profile.email is missing in the catalog'],
  ])('on %s refuses what %s would be', async (platform, name, message) => {
    await expect(
      backend.client.applyRequest(database(platform, 'no'), as(name)),
    ).rejects.toMatchObject(refusal(403, message));
  });

  it('is for people only', async () => {
    await expect(
      backend.client.applyRequest(database('local', 'no'), backend.asService),
    ).rejects.toMatchObject(refusal(403, 'is a service'));
  });

  it('says what Backstage itself lacks', async () => {
    await expect(
      backend.client.applyRequest(database('unable', 'no'), as('alice')),
    ).rejects.toMatchObject(
      refusal(
        403,
        'cannot impersonate resource "users"',
        'grant it the verb impersonate on users',
      ),
    );
  });
});

describe('identity: serviceAccount', () => {
  it('names itself where it is refused', async () => {
    await expect(
      backend.client.applyRequest(database('reader', 'no'), as('alice')),
    ).rejects.toMatchObject(
      refusal(
        403,
        'Platform reader refuses this to the service account of Backstage',
        'system:serviceaccount:default:reader',
      ),
    );
  });
});

describe('identity: oidc', () => {
  const token = (name: string) => tokens.get(name) ?? '';

  it('says in /platforms whose token is wanted', async () => {
    const { items } = await backend.client.listPlatforms(as('alice'));
    expect(items.map(({ name, identity }) => [name, identity])).toEqual([
      ['local', { type: 'impersonate' }],
      ['bare', { type: 'impersonate' }],
      ['unable', { type: 'impersonate' }],
      ['reader', { type: 'serviceAccount' }],
      ['oidc', { type: 'oidc', provider: 'okta' }],
    ]);
    items.forEach(item =>
      expect(item.features).toEqual({
        pipelineStatus: true,
        revisions: true,
        healthRecords: true,
        dryRuns: true,
      }),
    );
  });

  it("writes with the person's token", async () => {
    const call = { ...as('alice'), clusterToken: token('carol') };
    const { ref } = await backend.client.applyRequest(
      database('oidc', 'carols'),
      call,
    );
    await backend.client.deleteRequest(ref, call);
  });

  it.each([
    ['no token', undefined, 401, 'sign in with okta'],
    [
      'a token that is none',
      's3cret-and-expired',
      401,
      'Platform oidc does not accept the token of user:default/alice',
    ],
    ['two words', 'Bearer s3cret', 400, 'has to hold a token and nothing else'],
  ])('refuses %s without showing it', async (_, sent, status, message) => {
    const error = await backend.client
      .applyRequest(database('oidc', 'no'), {
        ...as('alice'),
        clusterToken: sent,
      })
      .catch(caught => caught);
    expect(error).toMatchObject(refusal(status, message));
    expect(JSON.stringify(error.body)).not.toContain('s3cret');
  });

  it('tells a person what their token may not do', async () => {
    const error = await backend.client
      .applyRequest(database('oidc', 'no'), {
        ...as('alice'),
        clusterToken: token('dave'),
      })
      .catch(caught => caught);
    expect(error).toMatchObject(
      refusal(
        403,
        'Platform oidc refuses this to user:default/alice with their own token: ',
        'system:serviceaccount:default:dave',
      ),
    );
    expect(JSON.stringify(error.body)).not.toContain(token('dave'));
  });
});
