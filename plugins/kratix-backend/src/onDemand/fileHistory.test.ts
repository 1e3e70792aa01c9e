import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { KubeObject } from 'backstage-plugin-kratix-common';
import { eventually } from '../__testUtils__/eventually';
import { team } from '../__testUtils__/kratixObjects';
import { setup, teamRef } from '../__testUtils__/setup';

jest.setTimeout(60_000);

const run = promisify(execFile);

let repository: string;
let context: Awaited<ReturnType<typeof setup>>;

async function git(...args: string[]): Promise<string> {
  const identity = ['-c', 'user.name=kratix', '-c', 'user.email=k@example.org'];
  const { stdout } = await run('git', [...identity, ...args], {
    cwd: repository,
  });
  return stdout.trim();
}

const FOLDER = 'worker/resources/default/team/a/configure/abcde';

async function commit(files: Record<string, string>): Promise<string> {
  await rm(join(repository, FOLDER), { recursive: true, force: true });
  for (const [name, content] of Object.entries(files)) {
    const path = join(repository, FOLDER, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
  await git('add', '-A');
  await git('commit', '-q', '-m', 'Update from: w.worker-abcde');
  return git('rev-parse', 'HEAD');
}

function kratix(
  kind: string,
  name: string,
  parts: {
    labels?: object;
    namespace?: string;
    spec?: unknown;
    status?: unknown;
  },
): KubeObject {
  const { labels, namespace, ...rest } = parts;
  return Object.assign(
    {
      apiVersion: 'platform.kratix.io/v1alpha1',
      kind,
      metadata: { name, namespace, labels: { ...labels } },
    },
    rest,
  );
}

const SECRET = 'kind: Secret\nstringData: { password: hunter2 }\n';

const NOW = { 'a.yaml': 'a: 2', 'same.yaml': 's', 'new.yaml': 'n' };

/** Another request's file, and two writes: the last changed one file, added one, dropped a Secret. */
async function writeTwice() {
  await writeFile(join(repository, 'other.yaml'), 'o');
  const before = await commit({
    'a.yaml': 'a: 1',
    'same.yaml': 's',
    'secret.yaml': SECRET,
  });
  return { before, versionID: await commit(NOW) };
}

/** A backend that knows of a request whose files are those of NOW. */
async function start(
  versionID: string,
  settings?: Parameters<typeof setup>[0]['settings'],
  /** The commit that Flux has applied. */
  appliedRevision?: string,
) {
  const labels = {
    'kratix.io/promise-name': 'team',
    'kratix.io/resource-name': 'a',
    'kratix.io/pipeline-name': 'configure',
    'kratix.io/work': 'w',
  };
  const workloads = Object.entries(NOW).map(([filepath, content]) => ({
    filepath,
    content: gzipSync(content).toString('base64'),
  }));
  const address = { promiseName: 'team', resourceName: 'a' };
  context = await setup({
    teams: [team('a')],
    settings,
    prepare: cluster => {
      const url = 'https://git.example.org/state';
      cluster.documented = ['Promise'];
      cluster.groups = [
        'kustomize.toolkit.fluxcd.io',
        'source.toolkit.fluxcd.io',
      ];
      cluster.put('gitrepositories', {
        apiVersion: 'source.toolkit.fluxcd.io/v1',
        kind: 'GitRepository',
        metadata: { name: 'state', namespace: 'flux-system' },
        spec: { url },
      });
      cluster.put('kustomizations', {
        apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
        kind: 'Kustomization',
        metadata: { name: 'worker', namespace: 'flux-system' },
        spec: {
          path: './worker',
          sourceRef: { kind: 'GitRepository', name: 'state' },
        },
        status: {
          lastAppliedRevision: `main@sha1:${appliedRevision}`,
          conditions: [{ type: 'Ready', status: 'True' }],
        },
      });
      cluster.put(
        'gitstatestores',
        kratix('GitStateStore', 'git', { spec: { url } }),
      );
      cluster.put(
        'destinations',
        kratix('Destination', 'worker', {
          spec: {
            path: 'worker',
            stateStoreRef: { kind: 'GitStateStore', name: 'git' },
          },
        }),
      );
      const workloadGroups = [{ id: 'abcdef', workloads }];
      cluster.put(
        'works',
        kratix('Work', 'w', {
          labels,
          namespace: 'default',
          spec: { ...address, workloadGroups },
        }),
      );
      cluster.put(
        'workplacements',
        kratix('WorkPlacement', 'w.worker-abcde', {
          labels,
          namespace: 'default',
          spec: {
            ...address,
            id: 'abcdef',
            targetDestinationName: 'worker',
            workloads,
          },
          status: {
            versionID,
            conditions: [{ type: 'WriteSucceeded', status: 'True' }],
          },
        }),
      );
    },
  });
  await eventually(() => {
    const { platform } = context;
    expect(platform.destinations()).toHaveLength(1);
    expect(platform.stateStores()).toHaveLength(1);
    expect(platform.placements()).toHaveLength(1);
    expect(platform.status().synced).toBe(true);
  });
}

beforeEach(async () => {
  repository = await mkdtemp(join(tmpdir(), 'kratix-history-'));
  await git('init', '-q', '-b', 'main');
  await git('config', 'uploadpack.allowFilter', 'true');
});

afterEach(async () => {
  await context.stop();
  await rm(repository, { recursive: true, force: true });
});

const access = () => ({
  stateStores: { git: { url: `file://${repository}` } },
});
const PATHS = Object.keys(NOW);

it('tells what the last write changed, and shows no Secret of before', async () => {
  const { before, versionID } = await writeTwice();
  // Somebody else wrote since.
  await writeFile(join(repository, 'other.yaml'), 'o2');
  await git('commit', '-q', '-a', '-m', 'Update from: another');
  await start(versionID, access());
  const { client, asUser } = context;
  const { items } = await client.listFiles(teamRef('a'), asUser);
  expect(items).toMatchObject([
    {
      comparedWith: before,
      files: [
        { path: 'a.yaml', change: 'changed', before: { content: 'a: 1' } },
        { path: 'same.yaml', change: 'unchanged' },
        { path: 'new.yaml', change: 'added' },
        {
          path: 'secret.yaml',
          change: 'removed',
          before: { withheld: 'secret' },
        },
      ],
    },
  ]);
  expect(items[0].notCompared).toBeUndefined();
  expect(JSON.stringify(items)).not.toContain('hunter2');
});

it('tells that all is new where the first commit of all wrote it', async () => {
  await start(await commit(NOW), access());
  const { client, asUser } = context;
  const [placement] = (await client.listFiles(teamRef('a'), asUser)).items;
  expect(placement.files.map(({ path, change }) => [path, change])).toEqual(
    PATHS.map(path => [path, 'added']),
  );
  expect(placement.comparedWith).toBeUndefined();
  expect(placement.notCompared).toBeUndefined();
});

it.each([
  [
    'Backstage was given no access',
    async () => (await writeTwice()).versionID,
    () => undefined,
    'kratix.platforms.local.stateStores.git',
  ],
  [
    'the newest files are not committed yet',
    async () => (await writeTwice()).before,
    access,
    'not written yet',
  ],
  [
    'the commit is gone',
    async () => {
      const { versionID } = await writeTwice();
      await git('checkout', '-q', '--orphan', 'new');
      await commit(NOW);
      await git('branch', '-q', '-M', 'new', 'main');
      await git('reflog', 'expire', '--expire=now', '--all');
      await git('gc', '-q', '--prune=now');
      return versionID;
    },
    access,
    'its history was rewritten',
  ],
  [
    'the repository is gone',
    async () => (await writeTwice()).versionID,
    () => ({ stateStores: { git: { url: `file://${repository}/none` } } }),
    'There is no Git repository',
  ],
])(
  'says that it cannot tell since %s, and gives the files all the same',
  async (_, write, settings, reason) => {
    await start(await write(), settings());
    const { client, asUser } = context;
    const [placement] = (await client.listFiles(teamRef('a'), asUser)).items;
    expect(placement.notCompared).toContain(reason);
    expect(placement.files.map(({ path, change }) => [path, change])).toEqual(
      PATHS.map(path => [path, undefined]),
    );
    expect(placement.files[0].content).toBe('a: 2');
  },
);

describe('of an agent that is at another commit', () => {
  const applied = async () => {
    const { client, asUser } = context;
    const request = await client.getRequest(teamRef('a'), asUser);
    return request.applied?.map(({ state }) => state);
  };

  it('tells that what was written is in it, and has the page hear of that', async () => {
    const { versionID } = await writeTwice();
    await writeFile(join(repository, 'other.yaml'), 'o2');
    await git('commit', '-q', '-a', '-m', 'Update from: another');
    await start(versionID, access(), await git('rev-parse', 'HEAD'));
    // Of what there was at the start, pages have heard.
    await eventually(() => expect(context.signals).not.toEqual([]));
    const before = context.signals.length;
    expect(await applied()).toEqual(['unknown']);
    await eventually(async () => expect(await applied()).toEqual(['applied']));
    expect(context.signals.slice(before)).toContainEqual(
      expect.objectContaining({
        message: expect.objectContaining({ promise: 'team' }),
      }),
    );
  });

  it('tells that what was written is not in it yet', async () => {
    const { before, versionID } = await writeTwice();
    await start(versionID, access(), before);
    await eventually(async () => expect(await applied()).toEqual(['pending']));
  });

  it('does not tell where it has no access to the state store', async () => {
    const { before, versionID } = await writeTwice();
    await start(versionID, undefined, before);
    await eventually(async () => expect(await applied()).toEqual(['unknown']));
    await context.client.diagnoseRequest(teamRef('a'), context.asUser);
    expect(await applied()).toEqual(['unknown']);
  });
});
