import Database from 'better-sqlite3';
import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ResourceType } from './kube';
import { eventually } from './kratix/testing/eventually';
import { LocalPlatform, startLocalPlatform } from './startLocalPlatform';
import { thing, writePromise } from './testing/promiseDirectory';
import { until } from './testing/until';

jest.setTimeout(120_000);

const THINGS: ResourceType = {
  group: 'test.example.com',
  version: 'v1',
  resource: 'things',
};

const CONFIG_MAPS: ResourceType = {
  group: '',
  version: 'v1',
  resource: 'configmaps',
};

/** What goes by itself, an hour after it happened. */
const PASSING = ['events'];

describe('a platform on which requests come and go', () => {
  let root: string;
  let platform: LocalPlatform;

  beforeAll(async () => {
    root = await fs.mkdtemp(path.join(tmpdir(), 'keeps-'));
    platform = await startLocalPlatform({
      dataDir: path.join(root, 'data'),
      port: 0,
      gitPort: 0,
      promises: [
        await writePromise(
          path.join(root, 'promises'),
          `fs.writeFileSync(root + '/output/thing.yaml', 'name: ' + name);`,
        ),
      ],
    });
    await until('the API of the Promise', () =>
      platform.client.list(THINGS).catch(() => undefined),
    );
  });
  afterAll(async () => {
    await platform.stop();
    await fs.rm(root, { recursive: true, force: true });
  });

  /** How many objects of each kind are stored, and how many Pods have files. */
  const kept = async () => {
    const database = new Database(path.join(root, 'data/state.db'), {
      readonly: true,
    });
    const counts = database
      .prepare<[], { resource: string; count: number }>(
        'SELECT resource, count(*) AS count FROM objects GROUP BY resource',
      )
      .all()
      .filter(({ resource }) => !PASSING.includes(resource));
    database.close();
    const pods = await fs.readdir(path.join(root, 'data/pods'));
    return { counts, pods: pods.length };
  };

  const comeAndGo = async (name: string) => {
    const { client } = platform;
    await client.create(THINGS, thing(name));
    await until(`${name} to be reconciled`, async () =>
      JSON.stringify(await client.get(THINGS, name, 'default')).includes(
        '"reason":"Reconciled"',
      ),
    );
    await client.delete(THINGS, name, 'default');
    await until(
      `${name} to go`,
      async () => !(await client.get(THINGS, name, 'default')),
    );
  };

  it('keeps nothing of them', async () => {
    await until('the GitOps agent to have applied what is always there', () =>
      platform.client.get(CONFIG_MAPS, 'kratix-info', 'kratix-worker-system'),
    );
    // The first one leaves what all of a Promise have in common, its ServiceAccount for example.
    await comeAndGo('first');
    await until('its files to be taken out', async () => {
      const { counts, pods } = await kept();
      return (
        pods === 0 &&
        counts.every(({ resource }) => resource !== 'workplacements')
      );
    });
    const before = await kept();
    await Promise.all(
      Array.from({ length: 8 }, (_, index) => comeAndGo(`thing-${index}`)),
    );
    await eventually(async () => expect(await kept()).toEqual(before), 60_000);
  });
});
