import { promises as fs } from 'node:fs';
import path from 'node:path';
import { Entity } from '@backstage/catalog-model';
import { parse } from 'yaml';
import { startScaffolder } from '../__testUtils__/startScaffolder';

jest.setTimeout(120_000);

const TEMPLATES = path.resolve(__dirname, '../../../../examples/templates');

const templateOf = async (name: string): Promise<Entity> =>
  parse(await fs.readFile(path.join(TEMPLATES, name, 'template.yaml'), 'utf8'));

let scaffolder: Awaited<ReturnType<typeof startScaffolder>>;
beforeAll(async () => {
  scaffolder = await startScaffolder();
});
afterAll(async () => {
  await scaffolder.stop();
});

const run = async (name: string, values: object) => {
  const result = await scaffolder.runTemplate(await templateOf(name), values);
  if (result.status !== 'completed') {
    throw new Error(result.log);
  }
  return result.output;
};

const specOf = async (promise: string, name: string) => {
  const { manifest } = await scaffolder.client.getRequest(
    { platform: 'local', promise, namespace: 'default', name },
    scaffolder.asUser,
  );
  return manifest.spec;
};

describe('the Templates of the demo', () => {
  it('take a team from its creation over changes to its end', async () => {
    scaffolder.addEntity({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: {
        name: 'payments',
        annotations: {
          'kratix.backstage.io/platform': 'local',
          'kratix.io/promise-name': 'team',
          'kratix.io/namespace': 'default',
          'kratix.io/name': 'payments',
        },
      },
      spec: { type: 'team', children: [] },
    });
    const output = await run('team', { id: 'payments', name: 'Payments' });
    expect(output.links).toEqual([
      expect.objectContaining({ entityRef: 'group:default/payments' }),
      expect.objectContaining({
        url: '/kratix/requests/local/team/default/payments',
      }),
    ]);
    expect(await specOf('team', 'payments')).toEqual({
      id: 'payments',
      name: 'Payments',
    });

    // As the page of the request fills the form in.
    await run('team-update', {
      id: 'payments',
      name: 'Pay',
      email: 'pay@example.org',
      requestPlatform: 'local',
      requestNamespace: 'default',
      requestName: 'payments',
    });
    expect(await specOf('team', 'payments')).toEqual({
      id: 'payments',
      name: 'Pay',
      email: 'pay@example.org',
    });

    // As a person fills it in; leaving the address out takes it away.
    await run('team-update', {
      id: 'payments',
      name: 'Pay',
      requestPlatform: 'local',
      requestNamespace: 'default',
    });
    expect(await specOf('team', 'payments')).toEqual({
      id: 'payments',
      name: 'Pay',
    });

    const changed = await scaffolder.runTemplate(
      await templateOf('team-update'),
      {
        id: 'other',
        name: 'Pay',
        requestPlatform: 'local',
        requestNamespace: 'default',
        requestName: 'payments',
      },
    );
    expect(changed.status).toBe('failed');
    expect(changed.log).toContain('the id of a team cannot be changed');

    const missing = await scaffolder.runTemplate(
      await templateOf('team-update'),
      {
        id: 'absent',
        name: 'Nobody',
        requestPlatform: 'local',
        requestNamespace: 'default',
      },
    );
    expect(missing.status).toBe('failed');
    expect(missing.log).toContain(
      'There is no request local/team/default/absent to update',
    );

    await run('request-delete', {
      requestPlatform: 'local',
      requestPromise: 'team',
      requestNamespace: 'default',
      requestName: 'payments',
      confirm: true,
    });
    await expect(specOf('team', 'payments')).rejects.toMatchObject({
      statusCode: 404,
    });
  });

  it('request a database, written as the form says', async () => {
    const values = {
      name: 'orders',
      engine: 'postgres',
      version: '15',
      size: 'small',
      environment: 'dev',
    };
    const output = await run('database', {
      ...values,
      owner: 'group:platform',
    });
    expect(output.links).toEqual([
      expect.objectContaining({
        url: '/kratix/requests/local/database/default/orders',
      }),
    ]);
    expect(await specOf('database', 'orders')).toEqual(values);
    const again = await scaffolder.runTemplate(
      await templateOf('database'),
      values,
    );
    expect(again.status).toBe('failed');
    expect(again.log).toContain('exists already');
  });

  it('request a namespace of a team, and an environment with its database', async () => {
    await run('team-namespace', {
      teamName: 'payments',
      environment: 'dev',
      cpu: '500m',
      memory: '1Gi',
      enableIstio: true,
    });
    expect(await specOf('team-namespace', 'payments-dev')).toEqual({
      teamName: 'payments',
      environment: 'dev',
      resourceQuota: { cpu: '500m', memory: '1Gi' },
      enableIstio: true,
    });

    const components = { redis: true, s3Bucket: false, ingress: false };
    await run('app-environment', {
      appName: 'shop',
      team: 'payments',
      environment: 'dev',
      database: true,
      ...components,
    });
    expect(await specOf('app-environment', 'payments-shop-dev')).toEqual({
      appName: 'shop',
      team: 'payments',
      environment: 'dev',
      components: { database: true, ...components },
    });
  });

  it('check what the Promises check', async () => {
    const schemaOf = async (promise: string, field?: string) => {
      const details = await scaffolder.client.getPromise(
        'local',
        promise,
        scaffolder.asUser,
      );
      const { properties } = JSON.parse(JSON.stringify(details.schema))
        .properties.spec;
      return field ? properties[field].properties : properties;
    };
    const formOf = async (name: string, page = 0) =>
      JSON.parse(JSON.stringify((await templateOf(name)).spec)).parameters[page]
        .properties;
    const checks = ['pattern', 'maxLength', 'minLength', 'enum'] as const;
    const checksOf = (properties: Record<string, object>, names: string[]) =>
      names.map(name => [
        name,
        ...checks.map(check =>
          Object.entries(properties[name]).find(([key]) => key === check),
        ),
      ]);
    for (const [promise, template, names] of [
      ['team', 'team', ['id', 'name', 'email']],
      ['team', 'team-update', ['name', 'email']],
      [
        'database',
        'database',
        ['name', 'engine', 'version', 'size', 'environment'],
      ],
      ['team-namespace', 'team-namespace', ['teamName', 'environment']],
      [
        'app-environment',
        'app-environment',
        ['appName', 'team', 'environment'],
      ],
    ] as const) {
      expect(checksOf(await formOf(template), [...names])).toEqual(
        checksOf(await schemaOf(promise), [...names]),
      );
    }
    const quota = ['cpu', 'memory'];
    expect(checksOf(await formOf('team-namespace', 1), quota)).toEqual(
      checksOf(await schemaOf('team-namespace', 'resourceQuota'), quota),
    );
  });
});
