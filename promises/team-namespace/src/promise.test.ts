import { readFile } from 'fs/promises';
import { executeStep } from 'kratix-pipeline-sdk/testing';
import { resolve } from 'path';
import { parse } from 'yaml';
import { resourceStep } from './resourceStep';

const folder = resolve(__dirname, '..');
const yamlFile = async (name: string) =>
  parse(await readFile(resolve(folder, name), 'utf8'));

const run = async (spec: object) => {
  const request = await yamlFile('example-request.yaml');
  const result = await executeStep(resourceStep, {
    object: { ...request, spec: { ...request.spec, ...spec } },
  });
  const manifest = (name: string) => parse(result.outputs[name] ?? '');
  return { ...result, manifest };
};

describe('the TeamNamespace Promise', () => {
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
      destinationSelectors: [],
      status: { namespace: 'payments-dev' },
    });
    const labels = {
      'kratix.io/promise-name': 'team-namespace',
      'kratix.io/resource-name': 'payments-dev',
    };
    expect(
      Object.fromEntries(
        Object.entries(outputs).map(([name, text]) => [name, parse(text)]),
      ),
    ).toEqual({
      'namespace.yaml': {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: {
          name: 'payments-dev',
          labels: {
            ...labels,
            team: 'payments',
            environment: 'dev',
            'pod-security.kubernetes.io/enforce': 'baseline',
            'pod-security.kubernetes.io/audit': 'restricted',
            'pod-security.kubernetes.io/warn': 'restricted',
            'istio-injection': 'enabled',
          },
        },
      },
      'quota.yaml': {
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'team-quota', namespace: 'payments-dev', labels },
        spec: {
          hard: {
            'requests.cpu': '4',
            'requests.memory': '8Gi',
            'limits.cpu': '8',
            'limits.memory': '16Gi',
          },
        },
      },
      'network-policy.yaml': {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'default-deny', namespace: 'payments-dev', labels },
        spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
      },
    });
  });

  it('lets limits be twice what is requested, in the unit that was given', async () => {
    const { manifest } = await run({
      resourceQuota: { cpu: '750m', memory: '1536Mi' },
    });
    expect(manifest('quota.yaml').spec.hard).toEqual({
      'requests.cpu': '750m',
      'requests.memory': '1536Mi',
      'limits.cpu': '1500m',
      'limits.memory': '3072Mi',
    });
  });

  it('admits to production only Pods without privileges, and leaves Istio out unless asked', async () => {
    const { manifest } = await run({ environment: 'prod', enableIstio: false });
    expect(manifest('namespace.yaml').metadata).toMatchObject({
      name: 'payments-prod',
      labels: {
        'pod-security.kubernetes.io/enforce': 'restricted',
        'istio-injection': 'disabled',
      },
    });
  });

  it.each([
    ['teamName', 'Not A Label'],
    ['environment', 'test'],
    ['resourceQuota', { cpu: '1.5', memory: '8Gi' }],
    ['resourceQuota', { cpu: '1', memory: '8' }],
  ])('fails and writes nothing when %s is %j', async (field, value) => {
    const result = await run({ [field]: value });
    expect(result).toMatchObject({ exitCode: 1, outputs: {}, status: {} });
    expect(result.stderr).toContain(`spec.${field}`);
  });

  it('fills in by its API what its step needs', async () => {
    const { spec } = await yamlFile('promise.yaml');
    const { properties } =
      spec.api.spec.versions[0].schema.openAPIV3Schema.properties.spec;
    const { cpu, memory } = properties.resourceQuota.properties;
    const { exitCode } = await run({
      resourceQuota: { cpu: cpu.default, memory: memory.default },
      enableIstio: properties.enableIstio.default,
    });
    expect(properties.resourceQuota.default).toEqual({});
    expect(exitCode).toBe(0);
  });
});
