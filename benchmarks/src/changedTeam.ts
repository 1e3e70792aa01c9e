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
const ROUNDS = 15;
const LIMIT = 1.2;

async function measure(create: DatabaseKind): Promise<Figure[]> {
  return await withDirectory(async root => {
    const repository = await mkdtemp(join(root, 'store-'));
    await createStore(repository, TEAMS);
    const database = create(await mkdtemp(join(root, 'database-')));
    const catalog = await startCatalog({
      database,
      kratix: teamsFrom(pathToFileURL(repository)),
      processes: true,
    });
    const floors: number[] = [];
    const changes: number[] = [];
    try {
      await catalog.lastRead(({ counts }) => counts.ingested === TEAMS);
      await catalog.putOffProcessing();
      for (let round = 0; round < ROUNDS; round++) {
        const email = `round-${round}@example.com`;
        // The team of the floor is none of those in the repository.
        const entity = teamEntity(TEAMS, email);
        let begin = performance.now();
        await catalog.handOver([entity]);
        await catalog.showsEmail(`team-${TEAMS}`, email);
        floors.push(performance.now() - begin);

        await commit(repository, [[teamPath(round), teamYaml(round, email)]]);
        begin = performance.now();
        await catalog.showsEmail(`team-${round}`, email);
        const total = performance.now() - begin;
        // What it waited for the schedule, which stands in for the watch here, is not the provider's.
        const read = await catalog.lastRead(
          ({ lastRead }) => lastRead?.added === 1,
        );
        const waited = Math.max(
          0,
          Date.parse(read.at) - read.duration - performance.timeOrigin - begin,
        );
        changes.push(total - waited);
      }
    } finally {
      await catalog.stop();
      await database.drop();
    }
    const ratio = median(changes) / median(floors);
    return [
      {
        measure: `floor: applyMutation until visible, median of ${ROUNDS}`,
        value: milliseconds(median(floors)),
      },
      {
        measure: '1 changed: from the begin of its read until visible',
        value: `${milliseconds(median(changes))} = ${ratio.toFixed(
          2,
        )} × the floor`,
        mustBe: `≤ ${LIMIT} ×`,
        holds: ratio <= LIMIT,
      },
    ];
  });
}

/** From a change of one team until the catalog's API shows it, among many that have not to be processed. */
export const changedTeam: Benchmark = {
  name: `1 of ${TEAMS.toLocaleString('en')} teams changed, until visible`,
  run: () => onEachDatabase(measure),
};
