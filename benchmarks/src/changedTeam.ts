import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Benchmark, Figure } from './lib/Benchmark';
import { DatabaseKind, onEachDatabase } from './lib/databases';
import { startCatalog, teamsFrom } from './lib/startCatalog';
import { mean, milliseconds } from './lib/statistics';
import { commit, createStore } from './lib/storeRepository';
import { teamEntity, teamPath, teamYaml } from './lib/teamFiles';
import { withDirectory } from './lib/withDirectory';

const TEAMS = 10_000;
const ROUNDS = 20;
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
      readsWhenTold: true,
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
        // The catalog looks for work once a second: both begin at all of its moments alike.
        const pause = (1000 * round) / ROUNDS;
        await setTimeout(pause);
        let begin = performance.now();
        await catalog.handOver([entity]);
        await catalog.showsEmail(`team-${TEAMS}`, email);
        floors.push(performance.now() - begin);

        await commit(repository, [[teamPath(round), teamYaml(round, email)]]);
        await setTimeout(pause);
        begin = performance.now();
        await catalog.read();
        await catalog.showsEmail(`team-${round}`, email);
        changes.push(performance.now() - begin);
      }
    } finally {
      await catalog.stop();
      await database.drop();
    }
    const ratio = mean(changes) / mean(floors);
    return [
      {
        measure: `floor: applyMutation until visible, mean of ${ROUNDS}`,
        value: milliseconds(mean(floors)),
      },
      {
        measure: '1 changed: from the begin of its read until visible',
        value: `${milliseconds(mean(changes))} = ${ratio.toFixed(
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
