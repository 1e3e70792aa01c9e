import { readFile } from 'fs/promises';
import { executeStep } from 'kratix-pipeline-sdk/testing';
import { resolve } from 'path';
import { parse } from 'yaml';
import { hostOf } from './ingressManifest';
import { resourceStep } from './resourceStep';

const folder = resolve(__dirname, '..');
const yamlFile = async (name: string) =>
  parse(await readFile(resolve(folder, name), 'utf8'));

const run = async (spec: object) => {
  const request = await yamlFile('example-request.yaml');
  const result = await executeStep(resourceStep, {
    promiseName: 'app-environment',
    object: { ...request, spec: { ...request.spec, ...spec } },
  });
  const manifest = (name: string) => parse(result.outputs[name] ?? '');
  return { ...result, manifest };
};

const none = {
  database: false,
  redis: false,
  s3Bucket: false,
  ingress: false,
};

describe('the AppEnvironment Promise', () => {
  it('writes the files of its example request, run as the local platform runs it', async () => {
    const promise = await yamlFile('promise.yaml');
    const { images } = await yamlFile('images.yaml');
    const [pipeline] = promise.spec.workflows.resource.configure;
    const [container] = pipeline.spec.containers;
    const { command, workingDir } = images[container.image];
    const { outputs, ...result } = await executeStep(
      {
        command: [...command, ...container.args] as [string, ...string[]],
        cwd: resolve(folder, workingDir),
      },
      {
        object: await yamlFile('example-request.yaml'),
        promiseName: promise.metadata.name,
      },
    );
    expect(result).toMatchObject({
      exitCode: 0,
      stderr: '',
      destinationSelectors: [
        { directory: 'platform', matchLabels: { environment: 'platform' } },
      ],
      status: {
        namespace: 'payments-shop-dev',
        components: ['database', 'redis', 's3Bucket', 'ingress'],
        url: 'https://shop-dev.apps.example.com',
      },
    });
    const kinds = Object.entries(outputs).map(([name, text]) => {
      const { kind, metadata } = parse(text);
      return [name, kind, metadata.namespace, metadata.name].join(' ');
    });
    expect(kinds.sort()).toEqual([
      'bucket.yaml ObjectBucket payments-shop-dev payments-shop-dev',
      'ingress.yaml Ingress payments-shop-dev shop',
      'namespace.yaml Namespace  payments-shop-dev',
      'platform/database.yaml Database default payments-shop-dev-database',
      'redis-deployment.yaml Deployment payments-shop-dev redis',
      'redis-service.yaml Service payments-shop-dev redis',
    ]);
  });

  it('asks for a database that its Promise takes, as a part of the request, with no label that Kratix writes itself', async () => {
    const { manifest } = await run({ environment: 'prod' });
    expect(manifest('platform/database.yaml')).toEqual({
      apiVersion: 'platform.kratix.io/v1alpha1',
      kind: 'Database',
      metadata: {
        name: 'payments-shop-prod-database',
        namespace: 'default',
        labels: {
          'kratix.io/component-of-promise-name': 'app-environment',
          'kratix.io/component-of-resource-name': 'shop-dev',
          'kratix.io/component-of-resource-namespace': 'default',
          'kratix.io/parent-promise-name': 'app-environment',
          'kratix.io/parent-resource-name': 'shop-dev',
          'kratix.io/parent-resource-namespace': 'default',
        },
      },
      spec: {
        name: 'payments-shop-prod',
        engine: 'postgres',
        size: 'medium',
        environment: 'prod',
      },
    });
  });

  it('labels what is no request with the request that it comes from', async () => {
    const { outputs } = await run({});
    const own = Object.entries(outputs)
      .filter(([name]) => !name.startsWith('platform/'))
      .map(([, text]) => parse(text).metadata.labels);
    expect(own).toHaveLength(5);
    for (const labels of own) {
      expect(labels).toMatchObject({
        'kratix.io/promise-name': 'app-environment',
        'kratix.io/resource-name': 'shop-dev',
      });
    }
  });

  it('writes the namespace alone when no component is asked for', async () => {
    const { outputs, destinationSelectors, status } = await run({
      components: none,
    });
    expect(Object.keys(outputs)).toEqual(['namespace.yaml']);
    expect(destinationSelectors).toEqual([]);
    expect(status).toMatchObject({ components: [], url: '' });
  });

  it.each([
    ['appName', 'Not A Label'],
    ['team', 'a'.repeat(29)],
    ['appName', 'a'.repeat(28)],
    ['environment', 'test'],
    ['components', { ...none, redis: 'yes' }],
  ])('fails and writes nothing when %s is %p', async (field, value) => {
    const result = await run({ [field]: value });
    expect(result).toMatchObject({ exitCode: 1, outputs: {}, status: {} });
    expect(result.stderr).toContain(`spec.${field}`);
  });

  it('takes the address from the domain of the Promise, and refuses what is no domain', () => {
    const spec = {
      appName: 'shop',
      team: 'payments',
      environment: 'dev',
      components: none,
    } as const;
    expect(hostOf(spec, 'corp.example')).toBe('shop-dev.corp.example');
    expect(() => hostOf(spec, 'not a domain')).toThrow(
      'INGRESS_DOMAIN is "not a domain"',
    );
  });

  it('needs the Database Promise at the version that is in this repository', async () => {
    const { spec } = await yamlFile('promise.yaml');
    const { metadata } = await yamlFile('../database/promise.yaml');
    expect(spec.requiredPromises).toEqual([
      {
        name: metadata.name,
        version: metadata.labels['kratix.io/promise-version'],
      },
    ]);
  });
});
