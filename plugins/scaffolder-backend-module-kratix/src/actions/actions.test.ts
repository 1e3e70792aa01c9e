import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { parse } from 'yaml';
import { eventually } from '../__testUtils__/eventually';
import { startScaffolder, Step } from '../__testUtils__/startScaffolder';
import { writePromise } from '../__testUtils__/writePromises';
import { requestApplyExamples } from './createRequestApplyAction.examples';
import { requestDeleteExamples } from './createRequestDeleteAction.examples';
import { requestWaitExamples } from './createRequestWaitAction.examples';
import { createTeamCreateAction } from './createTeamCreateAction';
import { teamCreateExamples } from './createTeamCreateAction.examples';

jest.setTimeout(120_000);

let promises: string;
let scaffolder: Awaited<ReturnType<typeof startScaffolder>>;

beforeAll(async () => {
  promises = await fs.mkdtemp(path.join(tmpdir(), 'promises-'));
  await writePromise(promises, {
    name: 'broken',
    kind: 'Broken',
    script: `console.error('no such region'); process.exit(1);`,
  });
  await writePromise(promises, {
    name: 'slow',
    kind: 'Slow',
    script: `setTimeout(() => {}, 600_000);`,
  });
  scaffolder = await startScaffolder({ promises });
});
afterAll(async () => {
  await scaffolder.stop();
  await fs.rm(promises, { recursive: true, force: true });
});

const refOf = (promise: string, name: string) => ({
  platform: 'local',
  promise,
  namespace: 'default',
  name,
});

/** The Group that the Team Promise writes, as the catalog module ingests it. */
const groupOf = (request: string, id = request): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: {
    name: id,
    annotations: {
      'kratix.backstage.io/platform': 'local',
      'kratix.io/promise-name': 'team',
      'kratix.io/namespace': 'default',
      'kratix.io/name': request,
    },
  },
  spec: { type: 'team', children: [] },
});

const database = (name: string, more: object = {}): Step => ({
  action: 'kratix:request:apply',
  id: 'apply',
  input: {
    platform: 'local',
    promise: 'database',
    name,
    spec: { name, engine: 'postgres', size: 'small', environment: 'dev' },
    ...more,
  },
});

const team = (id: string, more: object = {}): Step => ({
  action: 'kratix:team:create',
  id: 'team',
  input: { id, name: `Team ${id}`, until: 'accepted', ...more },
});

describe('the examples', () => {
  it.each(
    [
      ...requestApplyExamples,
      ...requestWaitExamples,
      ...requestDeleteExamples,
      ...teamCreateExamples,
    ].map(({ description, example }): [string, string] => [
      description,
      example,
    ]),
  )('%s', async (_, example) => {
    scaffolder.addEntity(groupOf('payments'));
    const { steps, output } = parse(example);
    const result = await scaffolder.run(steps, output);
    expect(result.log).not.toMatch(/error/i);
    expect(result.status).toBe('completed');
  });
});

describe('kratix:request:apply', () => {
  it('tells what it did, and logs each step of the way once', async () => {
    const result = await scaffolder.run(
      [database('told', { owner: 'platform', until: 'written' })],
      { all: '${{ steps.apply.output }}' },
    );
    expect(result).toMatchObject({ status: 'completed' });
    const { items } = await scaffolder.client.listRequests(
      { q: 'told' },
      scaffolder.asUser,
    );
    expect(items).toMatchObject([
      { owner: 'group:default/platform', state: { name: 'Ready' } },
    ]);
    expect(result.output.all).toEqual({
      ...refOf('database', 'told'),
      operation: 'created',
      uid: items[0].uid,
      generation: 1,
      state: 'Ready',
      requestUrl: '/kratix/requests/local/database/default/told',
    });
    const lines = result.log
      .split('\n')
      .map(line => line.replace(/^.*?info: ?/, ''));
    const about = lines.filter(line =>
      /Pipeline instance-configure:/.test(line),
    );
    expect(about.length).toBeGreaterThan(0);
    expect(new Set(about).size).toBe(about.length);
    const again = await scaffolder.run([database('told')], {
      operation: '${{ steps.apply.output.operation }}',
    });
    expect(again.output).toEqual({ operation: 'unchanged' });
  });

  it.each([
    ['an unknown field', { spec: { colour: 'red' } }, /colour/],
    ['a value out of bounds', { spec: { size: 'huge' } }, /spec\.size/],
    [
      'what a rule of the Promise forbids',
      {
        spec: {
          name: 'x',
          engine: 'mysql',
          size: 'small',
          environment: 'prod',
        },
      },
      /production database needs size medium or large/,
    ],
    [
      'a bad manifest',
      { name: undefined, spec: undefined, manifest: '- 1' },
      /manifest: /,
    ],
    ['both manifest and fields', { manifest: 'a: 1' }, /not both/],
    [
      'a manifest of another namespace',
      {
        name: undefined,
        spec: undefined,
        namespace: 'team-a',
        manifest: 'metadata: { name: refused, namespace: default }',
      },
      /for the namespace default, and the input namespace is team-a/,
    ],
    [
      'a key that would be dropped',
      { spec: JSON.parse('{ "__proto__": {} }') },
      /input\.spec: the key __proto__/,
    ],
    ['an input that it does not know', { nam: 'x' }, /nam/],
    ['an unknown Promise', { promise: 'nothing' }, /no Promise nothing/],
  ])('fails with the reason for %s', async (_, more, message) => {
    const result = await scaffolder.run([database('refused', more)]);
    expect(result.status).toBe('failed');
    expect(result.log).toMatch(message);
    await expect(
      scaffolder.client.getRequest(
        refOf('database', 'refused'),
        scaffolder.asUser,
      ),
    ).rejects.toMatchObject({ statusCode: 404 });
  });

  it('takes the namespace that is given beside a manifest', async () => {
    const { body } = await scaffolder.dryRun([
      {
        action: 'kratix:request:apply',
        input: {
          platform: 'local',
          promise: 'slow',
          namespace: 'no-such-namespace',
          manifest: { metadata: { name: 'placed' }, spec: {} },
        },
      },
    ]);
    expect(body.error.message).toContain('no-such-namespace');
  });

  it('is refused to those without permission, and then writes nothing', async () => {
    scaffolder.denied.add('kratix.request.create');
    try {
      const result = await scaffolder.run([database('forbidden')]);
      expect(result.status).toBe('failed');
      expect(result.log).toContain('kratix.request.create');
    } finally {
      scaffolder.denied.clear();
    }
    await expect(
      scaffolder.platform.client.get(
        {
          group: 'platform.kratix.io',
          version: 'v1alpha1',
          resource: 'databases',
        },
        'forbidden',
        'default',
      ),
    ).resolves.toBeUndefined();
  });

  it('in a dry run is checked by the API and stores nothing', async () => {
    const good = await scaffolder.dryRun([database('dry')]);
    expect(good.status).toBe(200);
    expect(JSON.stringify(good.body.log)).toContain(
      'local/database/default/dry would be created',
    );
    await expect(
      scaffolder.client.getRequest(refOf('database', 'dry'), scaffolder.asUser),
    ).rejects.toMatchObject({ statusCode: 404 });
    const bad = await scaffolder.dryRun([
      database('dry', { spec: { size: 'huge' } }),
    ]);
    expect(bad).toMatchObject({
      status: 400,
      body: {
        error: {
          name: 'InputError',
          message: expect.stringMatching(/spec\.size/),
        },
      },
    });
  });

  it('fails with the reason and the next step when the request fails', async () => {
    const result = await scaffolder.run([
      {
        action: 'kratix:request:apply',
        input: {
          platform: 'local',
          promise: 'broken',
          name: 'one',
          spec: {},
          until: 'written',
        },
      },
    ]);
    expect(result.status).toBe('failed');
    expect(result.log).toMatch(
      /local\/broken\/default\/one will not be written: it is Failed\. Pipeline work has failed\. Look at its log\./,
    );
  });

  it('says how far it came when the time is over', async () => {
    const result = await scaffolder.run([
      {
        action: 'kratix:request:apply',
        input: {
          platform: 'local',
          promise: 'slow',
          name: 'late',
          spec: {},
          until: 'written',
          timeoutSeconds: 3,
        },
      },
    ]);
    expect(result.status).toBe('failed');
    expect(result.log).toMatch(
      /local\/slow\/default\/late is not written in time: it is (Running|Pending)/,
    );
  });

  it('ends when the task is cancelled', async () => {
    const id = await scaffolder.startSteps([
      {
        action: 'kratix:request:apply',
        input: {
          platform: 'local',
          promise: 'slow',
          name: 'cancelled',
          spec: {},
          until: 'written',
        },
      },
    ]);
    await eventually(async () => {
      expect(await scaffolder.logOf(id)).toContain('Running');
    });
    await scaffolder.cancel(id);
    const { status, log } = await scaffolder.resultOf(id);
    expect(status).toBe('failed');
    // Whether the action or the scaffolder says it first is a matter of milliseconds.
    expect(log).toMatch(/abort|cancelled/i);
  });
});

describe('until: visible', () => {
  it('means what a request gives, not the entity of the request itself', async () => {
    const group = groupOf('given');
    scaffolder.addEntity({
      ...group,
      kind: 'Resource',
      metadata: {
        ...group.metadata,
        name: 'a-request',
        annotations: {
          ...group.metadata.annotations,
          'backstage.io/managed-by-location':
            'kratix:local/requests/team/default/given',
        },
      },
    });
    const id = await scaffolder.startSteps([
      {
        action: 'kratix:request:apply',
        input: {
          platform: 'local',
          promise: 'team',
          name: 'given',
          spec: { id: 'given', name: 'Given' },
          until: 'visible',
        },
      },
    ]);
    await eventually(async () => {
      expect(await scaffolder.logOf(id)).toContain('Waiting for the catalog');
    });
    scaffolder.addEntity(group);
    const { log } = await scaffolder.resultOf(id);
    expect(log).toContain('The catalog shows group:default/given');
  });
});

describe('kratix:team:create', () => {
  it('waits until the catalog shows the Group', async () => {
    const id = await scaffolder.startSteps([
      team('shown', { until: 'visible' }),
    ]);
    await eventually(async () => {
      expect(await scaffolder.logOf(id)).toContain('Waiting for the catalog');
    });
    scaffolder.addEntity(groupOf('shown'));
    const result = await scaffolder.resultOf(id);
    expect(result.status).toBe('completed');
    expect(result.log).toContain('The catalog shows group:default/shown');
  });

  it('says what was reached when the catalog does not show it in time', async () => {
    const result = await scaffolder.run([
      team('hidden', { until: 'visible', timeoutSeconds: 8 }),
    ]);
    expect(result.status).toBe('failed');
    expect(result.log).toContain(
      'local/team/default/hidden is fulfilled and its files are written, but the catalog does not show its group in time',
    );
  });

  it('refuses a team that exists and an id that is taken', async () => {
    await scaffolder.run([
      {
        action: 'kratix:request:apply',
        input: {
          platform: 'local',
          promise: 'team',
          name: 'holder',
          spec: { id: 'held', name: 'Holder' },
        },
      },
    ]);
    const taken = await scaffolder.run([team('held')]);
    expect(taken.status).toBe('failed');
    expect(taken.log).toContain(
      'spec.id "held" is taken by request local/team/default/holder',
    );
    const exists = await scaffolder.run([team('holder')]);
    expect(exists.status).toBe('failed');
    expect(exists.log).toContain('local/team/default/holder exists already');
  });

  it.each([['Not-Lower'], ['-x'], ['x'.repeat(41)]])(
    'refuses the id %s',
    async id => {
      const result = await scaffolder.run([team(id)]);
      expect(result.status).toBe('failed');
      expect(result.log).toMatch(/\bid\b/);
    },
  );

  it('refuses a bad e-mail address, naming the field', async () => {
    const result = await scaffolder.run([team('mail', { email: 'nobody' })]);
    expect(result.status).toBe('failed');
    expect(result.log).toMatch(/spec\.email/);
  });
});

describe('a task that is tried again', () => {
  it('does not create twice', async () => {
    const action = createTeamCreateAction({
      auth: mockServices.auth(),
      catalog: catalogServiceMock({ entities: [] }),
      discovery: scaffolder.discovery,
    });
    const checkpoints = new Map<string, string>();
    const attempt = (abort: AbortController) =>
      action.handler({
        ...createMockActionContext(),
        input: {
          id: 'again',
          name: 'Again',
          promise: 'team',
          namespace: 'default',
          until: 'written',
          timeoutSeconds: 60,
        },
        signal: abort.signal,
        // As the scaffolder keeps what a checkpoint gave, under its key.
        checkpoint: async ({ key, fn }) => {
          const kept = checkpoints.get(key);
          const value = kept === undefined ? await fn() : JSON.parse(kept);
          checkpoints.set(key, JSON.stringify(value));
          if (kept === undefined) {
            abort.abort();
          }
          return value;
        },
      });
    await expect(attempt(new AbortController())).rejects.toThrow(/abort/);
    await attempt(new AbortController());
    const { generation } = await scaffolder.client.getRequest(
      refOf('team', 'again'),
      scaffolder.asUser,
    );
    expect(generation).toBe(1);
  });
});

describe('kratix:request:delete', () => {
  it('fails for what is not there, and checks only in a dry run', async () => {
    const step = (name: string): Step => ({
      action: 'kratix:request:delete',
      input: { platform: 'local', promise: 'database', name },
    });
    const absent = await scaffolder.run([step('absent')]);
    expect(absent.status).toBe('failed');
    expect(absent.log).toContain('no request local/database/default/absent');
    await scaffolder.run([database('kept')]);
    expect((await scaffolder.dryRun([step('kept')])).status).toBe(200);
    const { state } = await scaffolder.client.getRequest(
      refOf('database', 'kept'),
      scaffolder.asUser,
    );
    expect(state.name).not.toBe('Deleting');
  });
});
