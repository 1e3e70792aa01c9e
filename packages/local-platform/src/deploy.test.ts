import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import {
  describeRecentKubectl,
  kubectlEnvironment,
  runKubectl,
} from './apiserver/testing/runKubectl';
import {
  startApiServer,
  TestApiServer,
} from './apiserver/testing/startApiServer';
import { objectAt } from './apiserver/json';
import { kratixCrds } from './kratix/crds';
import { KubeObject } from './kube';
import { setupObjects } from './platform/setupObjects';

jest.setTimeout(120_000);

const DEPLOY = path.resolve(__dirname, '../../../deploy');
const OVERLAYS = ['rbac', 'impersonation', 'state-stores', 'promises'];

/** The objects that `kubectl kustomize` makes of a folder. */
async function build(folder: string): Promise<KubeObject[]> {
  const { code, stdout, stderr } = await runKubectl(process.env, [
    'kustomize',
    path.join(DEPLOY, folder),
  ]);
  if (code) throw new Error(stderr);
  return parseAllDocuments(stdout).map(document => document.toJS());
}

/** What Kubernetes' own OpenAPI, as `kubernetes-models` carries it, says against objects. */
function kubernetesFaults(objects: unknown[]): unknown {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(__dirname, 'testing/checkKubernetes.mjs')],
    { input: JSON.stringify(objects), encoding: 'utf8' },
  );
  if (status) throw new Error(stderr);
  return JSON.parse(stdout);
}

const isKratix = ({ apiVersion }: KubeObject) =>
  apiVersion.startsWith('platform.kratix.io/');

describeRecentKubectl('the manifests in deploy/ (needs kubectl 1.28)', () => {
  let server: TestApiServer;
  let env: NodeJS.ProcessEnv;
  beforeAll(async () => {
    server = await startApiServer();
    env = kubectlEnvironment(server);
    const type = {
      group: 'apiextensions.k8s.io',
      version: 'v1',
      resource: 'customresourcedefinitions',
    };
    for (const crd of kratixCrds()) await server.client.create(type, crd);
  });
  afterAll(() => server.stop());

  const apply = (...args: string[]) =>
    runKubectl(env, ['apply', '--validate=strict', ...args]);

  it.each(OVERLAYS)('%s hold to the schemas of Kubernetes', async folder => {
    const objects = await build(folder);
    const definitions = objects.flatMap(one => {
      const api = objectAt(objectAt(one, 'spec'), 'api');
      return one.kind === 'Promise' ? [api] : [];
    });
    const own = [...objects.filter(one => !isKratix(one)), ...definitions];
    expect(kubernetesFaults(own)).toEqual([]);
    expect(own.length + objects.filter(isKratix).length).toBeGreaterThan(1);
  });

  it.each(OVERLAYS)(
    '%s are taken by an API server with the CRDs of Kratix that checks every field',
    async folder => {
      const { code, stdout, stderr } = await apply(
        '-k',
        path.join(DEPLOY, folder),
      );
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/created|unchanged|configured/);
    },
  );

  it('are what kustomize makes of their files, with a label', async () => {
    const files = [
      'namespace',
      'service-account',
      'token',
      'roles',
      'bindings',
      'promises',
    ];
    const written = files
      .flatMap(name =>
        parseAllDocuments(
          readFileSync(path.join(DEPLOY, `rbac/${name}.yaml`), 'utf8'),
        ),
      )
      .map((document): KubeObject => document.toJS());
    const labels = { 'app.kubernetes.io/part-of': 'backstage-kratix' };
    const built = await build('rbac');
    expect(built).toHaveLength(written.length);
    expect(built).toEqual(
      expect.arrayContaining(
        written.map(one => ({
          ...one,
          metadata: {
            ...one.metadata,
            labels: { ...one.metadata.labels, ...labels },
          },
        })),
      ),
    );
  });

  it('would be refused with a field misspelt', async () => {
    const [role] = (await build('rbac')).filter(
      one => one.kind === 'ClusterRole' && one.rules,
    );
    expect(
      kubernetesFaults([{ ...role, rules: [{ verbs: 'get' }] }]),
    ).toHaveLength(1);
    const [destination] = (await build('state-stores')).filter(
      one => one.kind === 'Destination',
    );
    const misspelt = {
      ...destination,
      spec: { ...objectAt(destination, 'spec'), strictMatchLabel: true },
    };
    const { stderr } = await runKubectl(
      env,
      ['apply', '--validate=strict', '-f', '-'],
      misspelt,
    );
    expect(stderr).toContain('unknown field "spec.strictMatchLabel"');
  });

  it('lay out state stores and Destinations as the local platform does', async () => {
    const layout = (objects: KubeObject[]) =>
      objects
        .filter(one => one.kind === 'Destination')
        .map(({ metadata, spec }) => {
          const { initWorkloads, ...rest } = objectAt({ spec }, 'spec');
          const enabled = objectAt({ initWorkloads }, 'initWorkloads').enabled;
          return [metadata, { ...rest, canary: enabled !== false }];
        });
    expect(layout(await build('state-stores'))).toEqual(
      layout(setupObjects('http://127.0.0.1', 'token')),
    );
  });

  it('hold no Secret but the one that the cluster fills', async () => {
    const objects = (await Promise.all(OVERLAYS.map(build))).flat();
    for (const secret of objects.filter(one => one.kind === 'Secret')) {
      expect(secret).toMatchObject({
        type: 'kubernetes.io/service-account-token',
      });
      expect(secret.data ?? secret.stringData).toBeUndefined();
    }
  });

  it('name the image of the pipelines once, with every Promise', async () => {
    const promises = await build('promises');
    expect(promises.map(({ metadata }) => metadata.name)).toEqual([
      'app-environment',
      'database',
      'team',
      'team-namespace',
    ]);
    const text = JSON.stringify(promises);
    const images = [...text.matchAll(/"image":"([^"]+)"/g)].map(
      ([, image]) => image,
    );
    expect(new Set(images)).toEqual(
      new Set(['ghcr.io/kratix-backstage/pipelines:v0.1.0']),
    );
  });

  it('have the rules of these Promises as promise-rules.mjs prints them', () => {
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [
        path.join(DEPLOY, 'rbac/promise-rules.mjs'),
        ...['app-environment', 'database', 'team', 'team-namespace'].flatMap(
          name => [
            '-f',
            path.join(DEPLOY, '../promises', name, 'promise.yaml'),
          ],
        ),
      ],
      { encoding: 'utf8' },
    );
    expect(stderr).toBe('');
    expect(readFileSync(path.join(DEPLOY, 'rbac/promises.yaml'), 'utf8')).toBe(
      stdout,
    );
  });

  it('have the names of people and teams as names.mjs prints them', async () => {
    const print = (input: string, ...args: string[]) =>
      spawnSync(
        process.execPath,
        [path.join(DEPLOY, 'impersonation/names.mjs'), ...args],
        { input, encoding: 'utf8' },
      );
    const { stdout } = print(
      'user:default/Ada\ngroup:default/payments\n',
      '--prefix',
      'backstage:',
    );
    const [role] = parseAllDocuments(
      readFileSync(
        path.join(DEPLOY, 'impersonation/impersonator.yaml'),
        'utf8',
      ),
    );
    const printed = parseAllDocuments(stdout)[0].toJS();
    expect(printed).toEqual(role.toJS());
    for (const [input, ...args] of [
      ['system:masters\n'],
      ["user:default/a'\n- '*\n"],
      ['user:default/ada\n', '--prefix', 'system:'],
    ]) {
      const refused = print(input, ...args);
      expect(refused).toMatchObject({ status: 1, stdout: '' });
    }
  });
});
