import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Benchmark, Figure } from './lib/Benchmark';
import { DatabaseKind, onEachDatabase } from './lib/databases';
import { startCatalog, teamsFrom } from './lib/startCatalog';
import { median, milliseconds } from './lib/statistics';
import { commit, createStore } from './lib/storeRepository';
import { teamEntity, teamPath, teamYaml } from './lib/teamFiles';
import { withDirectory } from './lib/withDirectory';

const TEAMS = 10_000;
const ROUNDS = 3;
const CHANGED_LIMIT_MS = 100;
/** Seconds within which no schedule reads a second time: the report tells of the last read only. */
const LONG = 3_600;

interface Round {
  memory: number;
  first: number;
  restarted: number;
  unchanged: number;
  changed: { duration: number; files: number; added: number };
  /** What the database is asked where nothing has changed. */
  sql: string[];
}

/** How long the catalog itself takes to be handed the same entities. */
async function handOverFromMemory(
  create: DatabaseKind,
  directory: string,
): Promise<number> {
  const database = create(directory);
  const catalog = await startCatalog({ database });
  const entities = Array.from({ length: TEAMS }, (_, i) => teamEntity(i));
  const begin = performance.now();
  await catalog.handOver(entities);
  const duration = performance.now() - begin;
  await catalog.stop();
  await database.drop();
  return duration;
}

async function runRound(create: DatabaseKind, root: string): Promise<Round> {
  const directory = async () => await mkdtemp(join(root, 'database-'));
  const memory = await handOverFromMemory(create, await directory());
  const repository = await mkdtemp(join(root, 'store-'));
  await createStore(repository, TEAMS);
  const database = create(await directory());
  const url = pathToFileURL(repository);
  try {
    const before = await startCatalog({
      database,
      kratix: teamsFrom(url, LONG),
    });
    const first = await before.lastRead(
      ({ counts }) => counts.ingested === TEAMS,
    );
    await before.stop();

    const { lastRead, stop } = await startCatalog({
      database,
      kratix: teamsFrom(url),
    });
    const restarted = await lastRead(() => true);
    const unchanged = await lastRead(
      ({ lastRead: read }) => read?.at !== restarted.at,
    );

    const change = async (team: number) =>
      await commit(repository, [
        [teamPath(team), teamYaml(team, 'x@example.com')],
      ]);
    // The copy of the repository is there again after the first change.
    await change(1);
    await lastRead(({ lastRead: read }) => read?.added === 1);
    await lastRead(({ lastRead: read }) => read?.added === 0);
    await change(2);
    const changed = await lastRead(({ lastRead: read }) => read?.added === 1);
    await stop();

    const told = await startCatalog({
      database,
      kratix: teamsFrom(url),
      readsWhenTold: true,
    });
    await told.read();
    const sql = await told.recordSql();
    await told.read();
    await told.stop();
    return {
      memory,
      first: first.duration,
      restarted: restarted.duration,
      unchanged: unchanged.duration,
      changed,
      sql,
    };
  } finally {
    await database.drop();
  }
}

async function measure(create: DatabaseKind): Promise<Figure[]> {
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push(await withDirectory(root => runRound(create, root)));
  }
  const of = (pick: (round: Round) => number) => median(rounds.map(pick));
  const first = of(round => round.first);
  const ratio = of(round => round.first / round.memory);
  const changed = of(round => round.changed.duration);
  const files = Math.max(...rounds.map(round => round.changed.files));
  const { sql } = rounds[0];
  const ofEntities = sql.filter(statement =>
    /refresh_state|kratix_ledger_entities/.test(statement),
  ).length;
  const share = (what: string, duration: number): Figure => ({
    measure: what,
    value: `${milliseconds(duration)} = ${((100 * duration) / first).toFixed(
      2,
    )} % of the first ingest`,
    mustBe: '< 1 %',
    holds: duration < first / 100,
  });
  return [
    {
      measure: 'applyMutation from memory',
      value: milliseconds(of(round => round.memory)),
    },
    {
      measure: 'first ingest, handing over included',
      value: `${milliseconds(first)} = ${ratio.toFixed(2)} × memory`,
      mustBe: '≤ 2 ×',
      holds: ratio <= 2,
    },
    share(
      'nothing changed, after a restart',
      of(round => round.restarted),
    ),
    share(
      'nothing changed',
      of(round => round.unchanged),
    ),
    {
      measure: 'nothing changed: queries about entities',
      value: `${ofEntities} of ${sql.length}`,
      mustBe: '1',
      holds: ofEntities === 1,
    },
    {
      measure: '1 changed: files read',
      value: `${files}`,
      mustBe: '≤ 2',
      holds: files <= 2,
    },
    {
      measure: '1 changed: time',
      value: milliseconds(changed),
      mustBe: `≤ ${CHANGED_LIMIT_MS} ms`,
      holds: changed <= CHANGED_LIMIT_MS,
    },
  ];
}

/** What the provider adds to the catalog's own work; each figure is the median of the rounds. */
export const teamIngestion: Benchmark = {
  name: `Ingestion of ${TEAMS.toLocaleString('en')} teams`,
  run: () => onEachDatabase(measure),
};
