import { readFile } from 'fs/promises';
import { executeStep } from 'kratix-pipeline-sdk/testing';
import { resolve } from 'path';
import { parse, parseAllDocuments } from 'yaml';
import { resourceStep } from './resourceStep';

const folder = resolve(__dirname, '..');
const text = (name: string) => readFile(resolve(folder, name), 'utf8');
const yamlFile = async (name: string) => parse(await text(name));

const requested = async (spec: object) => {
  const request = await yamlFile('example-request.yaml');
  return { ...request, spec: { ...request.spec, ...spec } };
};

describe('the Database Promise', () => {
  it('writes the files of its example request, run as the local platform runs it', async () => {
    const promise = await yamlFile('promise.yaml');
    const { images } = await yamlFile('images.yaml');
    const [pipeline] = promise.spec.workflows.resource.configure;
    const [container] = pipeline.spec.containers;
    const { command, workingDir } = images[container.image];
    const result = await executeStep(
      {
        command: [...command, ...container.args] as [string, ...string[]],
        cwd: resolve(folder, workingDir),
      },
      { object: await yamlFile('example-request.yaml') },
    );
    expect(result).toMatchObject({
      exitCode: 0,
      stderr: '',
      destinationSelectors: [],
    });
    expect(result.outputs).toEqual({
      'database.yaml': await text('src/__fixtures__/database.yaml.golden'),
      'namespace.yaml': await text('src/__fixtures__/namespace.yaml.golden'),
    });
    expect(result.status).toEqual({
      phase: 'Requested',
      message:
        'Database orders (postgres 15, medium) is requested from Crossplane in namespace db-orders',
      connectionString:
        'postgresql://orders.db-orders.svc.cluster.local:5432/orders',
    });
    expect(promise.spec.destinationSelectors).toEqual([
      { matchLabels: { environment: 'dev' } },
    ]);
  });

  it('takes its names from the request, and labels everything with it', async () => {
    const { outputs, status } = await executeStep(resourceStep, {
      object: {
        ...(await requested({ name: 'shop', engine: 'mysql', version: '8.4' })),
        metadata: { name: 'shop.main', namespace: 'team-a' },
      },
    });
    const manifests = Object.values(outputs).flatMap(output =>
      parseAllDocuments(output).map(document => document.toJS()),
    );
    expect(manifests).toHaveLength(2);
    for (const { metadata } of manifests) {
      expect(metadata.labels).toMatchObject({
        'kratix.io/promise-name': 'database',
        'kratix.io/resource-name': 'shop.main',
      });
      expect(metadata.namespace ?? metadata.name).toBe('db-shop');
    }
    expect(status.connectionString).toBe(
      'mysql://shop.db-shop.svc.cluster.local:3306/shop',
    );
  });

  it.each([
    ['name', 'Not A Label'],
    ['engine', 'oracle'],
    ['version', '15; drop'],
    ['size', 'huge'],
    ['environment', 'production'],
  ])('fails and writes nothing when %s is %p', async (field, value) => {
    const result = await executeStep(resourceStep, {
      object: await requested({ [field]: value }),
    });
    expect(result).toMatchObject({ exitCode: 1, outputs: {}, status: {} });
    expect(result.stderr).toContain(`spec.${field}: `);
  });

  it('keeps the composite out of the API of the Promise', async () => {
    const { spec } = await yamlFile('promise.yaml');
    const { outputs } = await executeStep(resourceStep, {
      object: await yamlFile('example-request.yaml'),
    });
    const [group] = parse(outputs['database.yaml']).apiVersion.split('/');
    expect(group).not.toBe(spec.api.spec.group);
  });
});
