import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Benchmark, Figure } from './lib/Benchmark';
import { DatabaseKind, onEachDatabase } from './lib/databases';
import { serveFile } from './lib/serveFile';
import { startCatalog, teamsFrom } from './lib/startCatalog';
import { commit, createStore } from './lib/storeRepository';
import { teamPath, teamYaml } from './lib/teamFiles';
import { withDirectory } from './lib/withDirectory';

const TEAMS = 2_000;
const CHANGED = 'changed@example.com';

const seconds = (value: number) => `${value.toFixed(1)} s`;

/** Seconds until all are visible, and until a change of one of them is. */
interface Visible {
  all: number;
  changed: number;
}

async function until(wait: Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await wait;
  return (performance.now() - begin) / 1000;
}

/** One file of one location: what people have without a provider. */
async function throughLocation(
  create: DatabaseKind,
  root: string,
  type: 'file' | 'url',
): Promise<Visible> {
  const write = async (email?: string) => {
    const teams = Array.from({ length: TEAMS }, (_, index) =>
      teamYaml(index, index === 7 ? email : undefined),
    );
    await writeFile(join(root, 'teams.yaml'), teams.join('---\n'));
  };
  await write();
  const server = await serveFile(join(root, 'teams.yaml'));
  const database = create(await mkdtemp(join(root, 'database-')));
  const catalog = await startCatalog({
    database,
    locations: [
      {
        type,
        target:
          type === 'file'
            ? join(root, 'teams.yaml')
            : `http://${server.host}/teams.yaml`,
      },
    ],
    readsFrom: server.host,
    processes: true,
  });
  try {
    const all = await until(catalog.showsGroups(TEAMS));
    await write(CHANGED);
    // Without this it would be read again within two minutes or so.
    await catalog.refresh('group:default/team-7');
    const changed = await until(catalog.showsEmail('team-7', CHANGED));
    return { all, changed };
  } finally {
    await catalog.stop();
    await database.drop();
    await server.stop();
  }
}

async function throughProvider(
  create: DatabaseKind,
  root: string,
): Promise<Visible> {
  const repository = await mkdtemp(join(root, 'store-'));
  await createStore(repository, TEAMS);
  const database = create(await mkdtemp(join(root, 'database-')));
  const catalog = await startCatalog({
    database,
    kratix: teamsFrom(pathToFileURL(repository)),
    processes: true,
  });
  try {
    const all = await until(catalog.showsGroups(TEAMS));
    await commit(repository, [[teamPath(7), teamYaml(7, CHANGED)]]);
    const changed = await until(catalog.showsEmail('team-7', CHANGED));
    return { all, changed };
  } finally {
    await catalog.stop();
    await database.drop();
  }
}

async function measure(create: DatabaseKind): Promise<Figure[]> {
  const file = await withDirectory(root =>
    throughLocation(create, root, 'file'),
  );
  const url = await withDirectory(root => throughLocation(create, root, 'url'));
  const kratix = await withDirectory(root => throughProvider(create, root));
  const row = (way: string, { all, changed }: Visible): Figure[] => [
    { measure: `${way}: until all are visible`, value: seconds(all) },
    { measure: `${way}: until a change is`, value: seconds(changed) },
  ];
  return [
    ...row('a file location, refreshed by hand', file),
    ...row('a url location, refreshed by hand', url),
    ...row('the provider, on a schedule of 2 s', kratix),
  ];
}

/** The same teams through locations of Backstage's own, of a file and of a URL, beside the provider. */
export const teamLocations: Benchmark = {
  name: `${TEAMS.toLocaleString('en')} teams through Backstage's own locations`,
  run: () => onEachDatabase(measure),
};
