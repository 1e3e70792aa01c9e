import { readFile } from 'fs/promises';
import { executeStep, type StepInput } from 'kratix-pipeline-sdk/testing';
import { resolve } from 'path';
import { parse } from 'yaml';

const folder = resolve(__dirname, '..');
const yamlFile = async (name: string) =>
  parse(await readFile(resolve(folder, name), 'utf8'));

/** Runs the container of a workflow as the local platform does, from the Promise's own files. */
async function runPipeline(
  type: 'promise' | 'resource',
  { object, env = {} }: Pick<StepInput, 'object' | 'env'>,
) {
  const promise = await yamlFile('promise.yaml');
  const { images } = await yamlFile('images.yaml');
  const [pipeline] = promise.spec.workflows[type].configure;
  const [container] = pipeline.spec.containers;
  const { command, workingDir } = images[container.image];
  const declared: Array<{ name: string; value: string }> = container.env ?? [];
  return executeStep(
    {
      command: [...command, ...container.args] as [string, ...string[]],
      cwd: resolve(folder, workingDir),
    },
    {
      object,
      promiseName: 'team',
      pipelineName: pipeline.metadata.name,
      env: {
        ...Object.fromEntries(declared.map(({ name, value }) => [name, value])),
        ...env,
      },
    },
  );
}

describe('the Team Promise', () => {
  it('writes the Group and the organisation of its example request', async () => {
    const result = await runPipeline('resource', {
      object: await yamlFile('example-request.yaml'),
    });
    expect(result.stderr).toBe('');
    expect(result.exitCode).toBe(0);
    expect(Object.keys(result.outputs)).toEqual([
      'backstage/group.yaml',
      'teams/default-payments.tf',
    ]);
    expect(result.outputs['backstage/group.yaml']).toContain('kind: Group\n');
    expect(result.destinationSelectors).toEqual([
      { directory: 'backstage', matchLabels: { environment: 'backstage' } },
      { directory: 'teams', matchLabels: { environment: 'terraform' } },
    ]);
    expect(result.status).toEqual({
      message: 'Team payments is defined in the catalog and in Terraform',
      teamId: 'payments',
      email: 'payments@example.org',
      entityRef: 'group:default/payments',
    });
  });

  it('derives the e-mail address from the id and the domain of the Promise', async () => {
    const request = await yamlFile('example-request.yaml');
    delete request.spec.email;
    const standard = await runPipeline('resource', { object: request });
    expect(standard.status.email).toBe('payments@example.com');
    const own = await runPipeline('resource', {
      object: request,
      env: { TEAM_EMAIL_DOMAIN: 'corp.example' },
    });
    expect(own.status.email).toBe('payments@corp.example');
    const wrong = await runPipeline('resource', {
      object: request,
      env: { TEAM_EMAIL_DOMAIN: 'not a domain' },
    });
    expect(wrong).toMatchObject({ exitCode: 1, outputs: {}, status: {} });
    expect(wrong.stderr).toMatch(/^TEAM_EMAIL_DOMAIN is "not a domain".*\n$/);
  });

  it('writes versions.tf once, next to the organisations', async () => {
    const result = await runPipeline('promise', {
      object: await yamlFile('promise.yaml'),
    });
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    expect(Object.keys(result.outputs)).toEqual(['teams/versions.tf']);
    expect(result.destinationSelectors).toEqual([
      { directory: 'teams', matchLabels: { environment: 'terraform' } },
    ]);
  });

  describe('its API', () => {
    const patternOf = async (field: string) => {
      const { spec } = await yamlFile('promise.yaml');
      const [version] = spec.api.spec.versions;
      const { properties } = version.schema.openAPIV3Schema.properties.spec;
      return new RegExp(properties[field].pattern, 'u');
    };

    it.each(['payments', 'a', '9-to-5', 'x--y'])(
      'takes the id %p',
      async id => {
        expect(id).toMatch(await patternOf('id'));
      },
    );
    it.each(['', '-a', 'a-', 'Payments', 'a_b', 'a.b', 'a\n', ' a', 'ä'])(
      'refuses the id %p',
      async id => {
        expect(id).not.toMatch(await patternOf('id'));
      },
    );
    it.each(['a@b.co', "o'neil+x@mail.corp.example", 'a_b@x-y.org'])(
      'takes the address %p',
      async email => {
        expect(email).toMatch(await patternOf('email'));
      },
    );
    it.each([
      '',
      'a',
      'a@b',
      '@b.co',
      'a@b..co',
      'a b@c.de',
      'a@b.co\n',
      'a@-b.co',
      'a@b@c.de',
    ])('refuses the address %p', async email => {
      expect(email).not.toMatch(await patternOf('email'));
    });
    it('refuses a blank name', async () => {
      expect(' \t').not.toMatch(await patternOf('name'));
      expect('The Team').toMatch(await patternOf('name'));
    });
  });
});
