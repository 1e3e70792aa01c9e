import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { startCatalog, teamsFrom } from '../lib/startCatalog';
import { teamEntity } from '../lib/teamFiles';

/** What is used of the heap and outside of it, at its highest; only what cannot be collected counts. */
function observeMemory() {
  const used = () => {
    global.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = used();
  let peak = before;
  let timer: NodeJS.Timeout;
  const look = () => {
    const begin = performance.now();
    peak = Math.max(peak, used());
    // A large heap takes long to collect, and something has to happen in between.
    timer = setTimeout(look, Math.max(100, performance.now() - begin));
  };
  look();
  return () => {
    clearTimeout(timer);
    return peak - before;
  };
}

/** How long nothing else could be done, at the longest; milliseconds. */
function observeEventLoop() {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  return () => delay.max / 1e6;
}

/** Ingests teams from a repository, or hands over the same from memory, and prints what that took. */
async function main([what, way, count, repository, database]: string[]) {
  const isStore = way === 'store';
  const catalog = await startCatalog({
    database: JSON.parse(database),
    kratix: isStore ? teamsFrom(pathToFileURL(repository)) : {},
  });
  const observed = what === 'memory' ? observeMemory() : observeEventLoop();
  if (isStore) {
    await catalog.lastRead(({ counts }) => counts.ingested === Number(count));
  } else {
    await catalog.handOver(
      Array.from({ length: Number(count) }, (_, index) => teamEntity(index)),
    );
  }
  console.log(JSON.stringify(observed()));
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  error => {
    console.error(error);
    process.exit(1);
  },
);
