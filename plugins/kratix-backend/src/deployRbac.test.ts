import { execFile, spawnSync } from 'node:child_process';
import { promises as fs } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { KratixClient } from 'backstage-plugin-kratix-common';
import {
  KratixPlatforms,
  kratixPlatformsServiceRef,
} from 'backstage-plugin-kratix-node';
import { LocalPlatform, startLocalPlatform } from 'kratix-local-platform';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { eventually as within } from './__testUtils__/eventually';
import kratixPlugin from './index';

jest.setTimeout(120_000);

const run = promisify(execFile);
const ROOT = path.resolve(__dirname, '../../..');
const API_GROUP = 'rbac.authorization.k8s.io';
const rbacType = (resource: string) => ({
  group: API_GROUP,
  version: 'v1',
  resource,
});
const core = (resource: string) => ({ group: '', version: 'v1', resource });

const ruleSchema = z.object({
  apiGroups: z.array(z.string()),
  resources: z.array(z.string()),
  verbs: z.array(z.string()),
});
type Rule = z.output<typeof ruleSchema>;

/** Roles that the manifests bind to the service account. */
const ROLES = [
  'reader',
  'logs',
  'requests-reader',
  'requests-writer',
  'versions',
].map(name => `backstage-kratix-${name}`);

/** Kinds of Kratix that the cache watches; without Promises it knows of no requests. */
const KRATIX_KINDS = 9;
/** Those, and the kinds of requests of `promises/`. */
const KINDS = KRATIX_KINDS + 4;

/** A loaded machine takes its time. */
const eventually = (attempt: () => Promise<void>) => within(attempt, 60_000);

let root: string;
let cluster: LocalPlatform;
const refused: string[] = [];

/** One call of the API server with a token. */
async function call(
  token: string,
  apiPath: string,
  options: { body?: object; headers?: Record<string, string | string[]> } = {},
): Promise<{ code?: number; body: unknown }> {
  const { body, headers } = options;
  return new Promise((resolve, reject) => {
    const sent = request(
      `${cluster.url}${apiPath}`,
      {
        method: body ? 'POST' : 'GET',
        ca: cluster.certificateAuthority,
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
          ...headers,
        },
      },
      async answer => {
        let text = '';
        for await (const chunk of answer) text += chunk;
        const json = answer.headers['content-type']?.includes('json');
        resolve({
          code: answer.statusCode,
          body: json ? JSON.parse(text) : undefined,
        });
      },
    );
    sent.on('error', reject).end(body && JSON.stringify(body));
  });
}

const PLURALS: Record<string, string> = {
  Namespace: 'namespaces',
  ServiceAccount: 'serviceaccounts',
  Secret: 'secrets',
  ClusterRole: 'clusterroles',
  ClusterRoleBinding: 'clusterrolebindings',
  RoleBinding: 'rolebindings',
};

const objectSchema = z
  .object({
    apiVersion: z.string(),
    kind: z.string(),
    metadata: z
      .object({ name: z.string(), namespace: z.string().optional() })
      .passthrough(),
  })
  .passthrough();

/** Installs files of `deploy/`. What kustomize makes of them is tested where they are checked. */
async function install(...files: string[]): Promise<void> {
  for (const file of files) {
    const text = await fs.readFile(path.join(ROOT, 'deploy', file), 'utf8');
    for (const document of parseAllDocuments(text)) {
      const object = objectSchema.parse(document.toJS());
      const resource = PLURALS[object.kind];
      await cluster.client.create(
        object.apiVersion === 'v1' ? core(resource) : rbacType(resource),
        object,
      );
    }
  }
}

async function rulesOf(role: string): Promise<Rule[]> {
  const stored = await cluster.client.get(rbacType('clusterroles'), role);
  return z.array(ruleSchema).parse(stored?.rules ?? []);
}

/** The token in the Secret of the manifests. */
async function deployedToken(): Promise<string> {
  const secret = await cluster.client.get(
    core('secrets'),
    'backstage-kratix-token',
    'backstage',
  );
  const { data } = z
    .object({ data: z.object({ token: z.string() }) })
    .parse(secret);
  return Buffer.from(data.token, 'base64').toString();
}

/** A token of an account that has these rules and no others. */
async function tokenWith(name: string, rules: Rule[]): Promise<string> {
  await cluster.client.create(core('serviceaccounts'), {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, namespace: 'backstage' },
  });
  await cluster.client.create(rbacType('clusterroles'), {
    apiVersion: `${API_GROUP}/v1`,
    kind: 'ClusterRole',
    metadata: { name },
    rules,
  });
  await cluster.client.create(rbacType('clusterrolebindings'), {
    apiVersion: `${API_GROUP}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: { apiGroup: API_GROUP, kind: 'ClusterRole', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace: 'backstage' }],
  });
  const { body } = await call(
    cluster.token,
    `/api/v1/namespaces/backstage/serviceaccounts/${name}/token`,
    { body: { spec: {} } },
  );
  return z.object({ status: z.object({ token: z.string() }) }).parse(body)
    .status.token;
}

/** Backstage with the plugin, and a platform per token: all of them the one cluster. */
async function startBackstage(tokens: Record<string, string>) {
  let platforms: KratixPlatforms | undefined;
  const backend = await startTestBackend({
    features: [
      kratixPlugin,
      createBackendModule({
        pluginId: 'kratix',
        moduleId: 'spy',
        register: env =>
          env.registerInit({
            deps: { service: kratixPlatformsServiceRef },
            init: async ({ service }) => {
              platforms = service;
            },
          }),
      }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({ publish: async () => {} }),
      }),
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://localhost' },
          kratix: {
            platforms: Object.fromEntries(
              Object.entries(tokens).map(([name, serviceAccountToken]) => [
                name,
                {
                  url: cluster.url,
                  caData: Buffer.from(cluster.certificateAuthority).toString(
                    'base64',
                  ),
                  serviceAccountToken,
                },
              ]),
            ),
          },
        },
      }),
    ],
  });
  const address = backend.server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const baseUrl = `http://127.0.0.1:${port}/api/kratix`;
  const found = platforms;
  if (!found) throw new Error('The backend has started without platforms');
  return {
    stop: () => backend.stop(),
    kindsOf: (name: string) => found.get(name).status().kinds,
    asUser: { token: mockCredentials.user.token('user:default/guest') },
    client: new KratixClient({
      discoveryApi: { getBaseUrl: async () => baseUrl },
      fetchApi: { fetch },
    }),
  };
}

/** What the API server says that somebody may do. */
async function can(
  token: string,
  verb: string,
  resource: string,
  more: {
    group?: string;
    namespace?: string;
    headers?: Record<string, string | string[]>;
  } = {},
): Promise<boolean | string> {
  const { group = 'platform.kratix.io', namespace, headers } = more;
  const [plural, subresource] = resource.split('/');
  const { body } = await call(
    token,
    '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    {
      headers,
      body: {
        spec: {
          resourceAttributes: {
            verb,
            group,
            resource: plural,
            subresource,
            namespace,
          },
        },
      },
    },
  );
  const { status, message } = z
    .object({ status: z.unknown(), message: z.string().optional() })
    .parse(body);
  return message ?? z.object({ allowed: z.boolean() }).parse(status).allowed;
}

const database = (platform: string, name: string, size = 'small') => ({
  platform,
  promise: 'database',
  manifest: {
    metadata: { name },
    spec: { name, engine: 'postgres', size, environment: 'dev' },
  },
});
const refOf = (platform: string, name: string) => ({
  platform,
  promise: 'database',
  namespace: 'default',
  name,
});

const messageOf = (outcome: Promise<unknown>) =>
  outcome.then(
    () => 'done',
    error => String(error.body?.error?.message ?? error),
  );

beforeAll(async () => {
  root = await fs.mkdtemp(path.join(tmpdir(), 'kratix-rbac-'));
  cluster = await startLocalPlatform({
    dataDir: path.join(root, 'platform'),
    port: 0,
    gitPort: 0,
    authorization: 'rbac',
    promises: [path.join(ROOT, 'promises')],
    logger: {
      info: message => message.startsWith('Refused: ') && refused.push(message),
      error: () => {},
    },
  });
  await install(
    ...[
      'namespace',
      'service-account',
      'token',
      'roles',
      'bindings',
      'promises',
    ].map(name => `rbac/${name}.yaml`),
  );
  await eventually(async () => {
    await deployedToken();
    // The aggregated ones come by themselves.
    const counts = await Promise.all(
      ROLES.map(async role => (await rulesOf(role)).length),
    );
    if (counts.join() !== '9,3,4,4,1') throw new Error(counts.join());
  });
});
afterAll(async () => {
  await cluster.stop();
  await fs.rm(root, { recursive: true, force: true });
});

describe('the rules of deploy/rbac', () => {
  it('are all that Backstage needs', async () => {
    const token = await deployedToken();
    refused.length = 0;
    const { client, asUser, kindsOf, stop } = await startBackstage({
      full: token,
    });
    try {
      await eventually(async () => {
        const kinds = kindsOf('full');
        expect(kinds.map(({ plural }) => plural)).toEqual(
          expect.arrayContaining(['promises', 'databases', 'teams']),
        );
        expect(kinds.filter(({ state }) => state !== 'synced')).toEqual([]);
      });
      const ref = refOf('full', 'orders');
      await client.applyRequest(database('full', 'orders'), asUser);
      const written = await client.waitForRequest(
        ref,
        { until: 'written' },
        asUser,
      );
      expect(written.reached).toBe(true);
      await client.applyRequest(database('full', 'orders', 'large'), asUser);
      expect(
        (await client.listRequests({ platform: 'full' }, asUser)).totalItems,
      ).toBe(1);
      await client.getRequest(ref, asUser);
      await client.listPromises({}, asUser);

      const [newest] = (await client.listRuns(ref, asUser)).items;
      expect(newest.steps).not.toHaveLength(0);
      // The Pod of the change may not have begun.
      await eventually(async () => {
        const log = await client.readLog(ref, { step: 'database' }, asUser);
        expect(log.status).toBe(200);
      });
      expect((await client.listEvents(ref, asUser)).items).not.toHaveLength(0);
      const files = await client.listFiles(ref, asUser);
      expect(files.items[0].files).not.toHaveLength(0);
      await client.diagnoseRequest(ref, asUser);
      for (const operation of ['pause', 'resume'] as const) {
        await eventually(() => client.operateRequest(ref, operation, asUser));
      }
      await eventually(() => client.operateRequest(ref, 'reconcile', asUser));

      await client.deleteRequest(ref, asUser);
      await expect(
        client.waitForRequest(ref, { until: 'deleted' }, asUser),
      ).resolves.toMatchObject({ reached: true });
      // What is read of GitOps agents is a choice: deploy/gitops-agents allows it.
      const ofAgents = /in API group "[a-z]+\.toolkit\.fluxcd\.io"/;
      expect(refused.filter(said => !ofAgents.test(said))).toEqual([]);
    } finally {
      await stop();
    }
  });

  it('let nothing else be read or written', async () => {
    const token = await deployedToken();
    for (const apiPath of [
      '/api/v1/secrets',
      '/api/v1/namespaces/kratix-platform-system/secrets/local-git-credentials',
      '/api/v1/configmaps',
      '/apis/batch/v1/jobs',
      `/apis/${API_GROUP}/v1/clusterroles`,
    ]) {
      expect((await call(token, apiPath)).code).toBe(403);
    }
    expect(await can(token, 'list', 'teams')).toBe(true);
    for (const [verb, resource, group] of [
      ['patch', 'promises'],
      ['delete', 'workplacements'],
      ['update', 'teams/status'],
      ['update', 'teams'],
      ['deletecollection', 'teams'],
      ['impersonate', 'users', ''],
      ['get', 'pods', ''],
      ['create', 'resourcebindings'],
      ['list', 'kustomizations', 'kustomize.toolkit.fluxcd.io'],
    ]) {
      expect([
        verb,
        resource,
        await can(token, verb, resource, { group }),
      ]).toEqual([verb, resource, false]);
    }
  });

  it('are each needed: without one, only what it is for fails, and names it', async () => {
    const all = (await Promise.all(ROLES.map(rulesOf))).flat();
    const reading = all.filter(
      ({ apiGroups, verbs }) => apiGroups[0] && verbs.includes('watch'),
    );
    expect(reading).toHaveLength(KINDS);
    const tokens: Record<string, string> = {};
    for (const rule of reading) {
      const name = `no-${rule.resources[0]}`;
      tokens[name] = await tokenWith(
        name,
        all.filter(one => one !== rule),
      );
    }
    const [writing] = all.filter(
      ({ resources, verbs }) =>
        resources[0] === 'databases' && verbs.includes('create'),
    );
    for (const verb of writing.verbs) {
      const verbs = writing.verbs.filter(one => one !== verb);
      tokens[`no-${verb}`] = await tokenWith(`no-${verb}`, [
        ...all.filter(one => one !== writing),
        { ...writing, verbs },
      ]);
    }
    const onDemand = await rulesOf('backstage-kratix-logs');
    for (const rule of onDemand) {
      const name = `no-${rule.resources[0].replace('/', '-')}`;
      tokens[name] = await tokenWith(
        name,
        all.filter(one => one.resources[0] !== rule.resources[0]),
      );
    }
    const { client, asUser, kindsOf, stop } = await startBackstage(tokens);
    try {
      for (const rule of reading) {
        const [plural] = rule.resources;
        await eventually(async () => {
          const kinds = kindsOf(`no-${plural}`);
          const expected = plural === 'promises' ? KRATIX_KINDS : KINDS;
          expect(kinds).toHaveLength(expected);
          const failing = kinds.filter(({ error }) => error);
          expect(failing.map(kind => kind.plural)).toEqual([plural]);
          const [{ error }] = failing;
          expect(error?.reason).toBe('forbidden');
          const said = JSON.stringify(error);
          for (const word of [rule.apiGroups[0], plural, ...rule.verbs]) {
            expect(said).toContain(word);
          }
          expect(
            kinds.filter(
              kind => kind.plural !== plural && kind.state !== 'synced',
            ),
          ).toEqual([]);
        });
      }
      const synced = (name: string) =>
        eventually(async () => {
          const kinds = kindsOf(name);
          expect(kinds).toHaveLength(KINDS);
          expect(kinds.filter(({ state }) => state !== 'synced')).toEqual([]);
        });
      for (const verb of writing.verbs) await synced(`no-${verb}`);
      for (const what of ['pods', 'pods-log', 'events']) {
        await synced(`no-${what}`);
      }
      const create = (platform: string, size?: string) =>
        messageOf(
          client.applyRequest(database(platform, 'spare', size), asUser),
        );
      const remove = (platform: string) =>
        messageOf(client.deleteRequest(refOf(platform, 'spare'), asUser));
      const seen = (platform: string) =>
        client.waitForRequest(
          refOf(platform, 'spare'),
          { until: 'written' },
          asUser,
        );
      const cannot = (verb: string) =>
        expect.stringContaining(
          `User "system:serviceaccount:backstage:no-${verb}" cannot ${verb} resource "databases" in API group "platform.kratix.io" in the namespace "default"`,
        );
      expect(await create('no-create')).toEqual(cannot('create'));
      expect(await create('no-patch')).toBe('done');
      expect((await seen('no-patch')).reached).toBe(true);
      expect(await create('no-patch', 'large')).toEqual(cannot('patch'));
      expect((await seen('no-create')).reached).toBe(true);
      expect(await create('no-create', 'large')).toBe('done');
      expect((await seen('no-delete')).reached).toBe(true);
      expect(await remove('no-delete')).toEqual(cannot('delete'));
      expect(
        await messageOf(
          client.operateRequest(refOf('no-patch', 'spare'), 'pause', asUser),
        ),
      ).toEqual(cannot('patch'));

      const without = async (what: string) => {
        const ref = refOf(`no-${what}`, 'spare');
        await seen(`no-${what}`);
        const outcome = {
          runs: await messageOf(client.listRuns(ref, asUser)),
          log: await messageOf(client.readLog(ref, {}, asUser)),
          events: await messageOf(client.listEvents(ref, asUser)),
          files: await messageOf(client.listFiles(ref, asUser)),
        };
        return outcome;
      };
      const names = (resource: string) =>
        expect.stringContaining(`resources: ["${resource}"]`);
      const done = { runs: 'done', log: 'done', events: 'done', files: 'done' };
      expect(await without('pods')).toEqual({
        ...done,
        runs: names('pods'),
        log: names('pods'),
      });
      expect(await without('pods-log')).toEqual({
        ...done,
        log: names('pods/log'),
      });
      expect(await without('events')).toEqual({
        ...done,
        events: names('events'),
      });
      expect(await remove('no-patch')).toBe('done');
    } finally {
      await stop();
    }
  });
});

const describeKubectl = spawnSync('kubectl', ['version', '--client']).error
  ? describe.skip
  : describe;

describeKubectl('promise-rules.mjs (needs kubectl)', () => {
  const script = path.join(ROOT, 'deploy/rbac/promise-rules.mjs');
  const rules = (...args: string[]) =>
    run(process.execPath, [
      script,
      '--kubeconfig',
      cluster.kubeconfigPath,
      ...args,
    ]);

  it('prints the rules of the installed Promises', async () => {
    const { stdout } = await rules();
    expect(stdout).toBe(
      await fs.readFile(path.join(ROOT, 'deploy/rbac/promises.yaml'), 'utf8'),
    );
  });

  it('prints what is missing, and that nothing is', async () => {
    const complete = await rules('--missing');
    expect(complete.stdout).toBe('');
    expect(complete.stderr).toContain('Nothing is missing');

    const name = 'backstage-kratix-promise-team-writer';
    const stored = await cluster.client.get(rbacType('clusterroles'), name);
    if (!stored) throw new Error(`${name} is not installed`);
    const [rule] = z.array(ruleSchema).parse(stored.rules);
    await cluster.client.update(rbacType('clusterroles'), {
      ...stored,
      rules: [{ ...rule, verbs: ['create'] }],
    });
    const file = path.join(root, 'missing.yaml');
    await eventually(async () => {
      const { stdout } = await rules('--missing');
      expect(stdout).toContain('# not allowed yet: patch, delete\n');
      expect(stdout.match(/name: /g)).toHaveLength(1);
      await fs.writeFile(file, stdout);
    });
    const [role] = parseAllDocuments(await fs.readFile(file, 'utf8'));
    const { metadata } = stored;
    await cluster.client.update(rbacType('clusterroles'), {
      ...objectSchema.parse(role.toJS()),
      metadata: { ...metadata, resourceVersion: undefined },
    });
    await eventually(async () => {
      expect((await rules('--missing')).stdout).toBe('');
    });
  });

  it('says what stands in its way', async () => {
    const hostile = path.join(root, 'hostile.yaml');
    await fs.writeFile(
      hostile,
      JSON.stringify({
        apiVersion: 'platform.kratix.io/v1alpha1',
        kind: 'Promise',
        metadata: { name: 'x' },
        spec: {
          api: { spec: { group: "a'] \n- '*", names: { plural: 'x' } } },
        },
      }),
    );
    for (const [args, reason] of [
      [['-f', hostile], 'not a name that Kubernetes accepts'],
      [['-f', path.join(root, 'none.yaml')], 'cannot be read'],
      [['--account', '*'], '<namespace>:<name>'],
      [['--context', 'none'], 'context'],
      [['--wrong'], 'Usage'],
    ] as const) {
      await expect(rules(...args)).rejects.toMatchObject({
        stdout: '',
        stderr: expect.stringContaining(reason),
      });
    }
  });
});

describe('the rules of deploy/impersonation', () => {
  it('let Backstage act as the listed people, with their rights and nobody else’s', async () => {
    await install(
      'impersonation/impersonator.yaml',
      'impersonation/people.yaml',
    );
    // What its kustomization.yaml leaves out.
    await cluster.client.delete(
      rbacType('clusterrolebindings'),
      'backstage-kratix-requests-writer',
    );
    const token = await deployedToken();
    const creates = (namespace: string, user?: string, ...groups: string[]) =>
      can(token, 'create', 'teams', {
        namespace,
        headers: {
          ...(user && { 'Impersonate-User': user }),
          ...(groups.length && { 'Impersonate-Group': groups }),
        },
      });
    const ada = 'backstage:user:default/ada';
    const payments = 'backstage:group:default/payments';
    expect(await can(token, 'list', 'teams')).toBe(true);
    expect(await creates('default')).toBe(false);
    expect(await creates('default', ada, payments)).toBe(true);
    expect(await creates('default', ada)).toBe(false);
    expect(await creates('kube-system', ada, payments)).toBe(false);
    expect(await creates('default', 'kubernetes-admin')).toContain(
      'cannot impersonate resource "users"',
    );
    expect(await creates('default', ada, 'system:masters')).toContain(
      'cannot impersonate resource "groups"',
    );
  });
});
