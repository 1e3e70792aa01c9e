import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Benchmark, Figure } from './lib/Benchmark';
import { DatabaseKind, onEachDatabase } from './lib/databases';
import { runChild } from './lib/runChild';
import { milliseconds } from './lib/statistics';
import { createStore } from './lib/storeRepository';
import { teamYaml } from './lib/teamFiles';
import { withDirectory } from './lib/withDirectory';

const TEAMS = Number(process.env.TEAMS ?? 10_000);
const MEMORY_LIMIT = 3;
const BLOCK_LIMIT_MS = 100;

async function measure(create: DatabaseKind): Promise<Figure[]> {
  return await withDirectory(async root => {
    const repository = join(root, 'store.git');
    await createStore(repository, TEAMS);
    const ingest = async (what: 'memory' | 'loop', way: 'store' | 'memory') => {
      const database = create(await mkdtemp(join(root, 'database-')));
      try {
        return z
          .number()
          .parse(
            await runChild('ingestTeams.ts', [
              ...[what, way, `${TEAMS}`, repository],
              JSON.stringify({ config: database.config }),
            ]),
          );
      } finally {
        await database.drop();
      }
    };
    const fromMemory = await ingest('memory', 'memory');
    const growth = await ingest('memory', 'store');
    const blocked = await ingest('loop', 'store');
    const blockedFromMemory = await ingest('loop', 'memory');
    const yaml = TEAMS * Buffer.byteLength(teamYaml(TEAMS));
    const ratio = growth / yaml;
    const size = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
    return [
      { measure: 'size of the YAML', value: size(yaml) },
      {
        measure: 'memory growth, at most',
        value: `${size(growth)} = ${ratio.toFixed(2)} × the YAML`,
        mustBe: `≤ ${MEMORY_LIMIT} ×`,
        holds: ratio <= MEMORY_LIMIT,
      },
      {
        measure: 'the same, handing over from memory',
        value: size(fromMemory),
      },
      {
        measure: 'longest block of the event loop',
        value: milliseconds(blocked),
        mustBe: `≤ ${BLOCK_LIMIT_MS} ms`,
        holds: blocked <= BLOCK_LIMIT_MS,
      },
      {
        measure: 'the same, handing over from memory',
        value: milliseconds(blockedFromMemory),
      },
    ];
  });
}

/**
 * Memory and event loop of a first ingest, in a process of its own. Memory is what is used of the heap and
 * outside of it right after collecting garbage, at its highest. TEAMS=100000 for more.
 */
export const teamScale: Benchmark = {
  name: `First ingest of ${TEAMS.toLocaleString('en')} teams, from within`,
  run: () => onEachDatabase(measure),
};
