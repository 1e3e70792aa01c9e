import { changedTeam } from './changedTeam';
import { firstLoad } from './firstLoad';
import { kubernetesCalls } from './kubernetesCalls';
import { Benchmark } from './lib/Benchmark';
import { printFigures } from './lib/printFigures';
import { onScreen } from './onScreen';
import { platformIngestion } from './platformIngestion';
import { requestList } from './requestList';
import { requestMemory } from './requestMemory';
import { requestsPage } from './requestsPage';
import { requestToGroup } from './requestToGroup';
import { teamIngestion } from './teamIngestion';
import { teamLocations } from './teamLocations';
import { teamScale } from './teamScale';
import { warmStart } from './warmStart';

const benchmarks: Record<string, Benchmark> = {
  requestToGroup,
  teamIngestion,
  teamScale,
  changedTeam,
  teamLocations,
  platformIngestion,
  requestList,
  requestMemory,
  kubernetesCalls,
  firstLoad,
  onScreen,
  requestsPage,
  warmStart,
};

async function main(names: string[]): Promise<void> {
  const unknown = names.filter(name => !(name in benchmarks));
  if (unknown.length) {
    throw new Error(
      `No benchmark ${unknown.join(', ')}; there are: ${Object.keys(
        benchmarks,
      ).join(', ')}`,
    );
  }
  for (const name of names.length ? names : Object.keys(benchmarks)) {
    const benchmark = benchmarks[name];
    printFigures(benchmark.name, await benchmark.run());
  }
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  error => {
    console.error(error);
    process.exit(1);
  },
);
