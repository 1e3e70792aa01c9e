/**
 * `npm test`: sets everything up, then checks formatting, types, lint and packages, and runs all tests;
 * test files that fail are run once more, see `runRetriedTests`.
 * `yarn test …`: the Backstage CLI's test command, as in every Backstage repository.
 */
import { runInForeground } from './lib/processes.mjs';
import { main, step } from './lib/progress.mjs';
import { runRetriedTests } from './lib/runRetriedTests.mjs';
import { isRunByYarn, setup } from './lib/setup.mjs';
import { UserError } from './lib/UserError.mjs';

/** A ceiling for what hangs, not a measure: machines are slow in their own ways. */
const TEST_TIMEOUT = '--testTimeout=60000';

const CHECKS = [
  ['Formatting', ['prettier', '--check', '.']],
  ['Types', ['tsc', '--pretty', 'false']],
  ['Lint', ['backstage-cli', 'repo', 'lint']],
  ['Packages', ['backstage-cli', 'repo', 'fix', '--publish', '--check']],
  ['Peer dependencies', ['backstage-repo-tools', 'peer-deps']],
  ['Scripts', ['node', '--test', 'scripts/lib/*.test.mjs']],
  [
    'Tests',
    ['backstage-cli', 'repo', 'test', '--watchAll=false', TEST_TIMEOUT],
    runRetriedTests,
  ],
];

await main(async () => {
  if (isRunByYarn()) {
    process.exitCode = await runInForeground(
      'backstage-cli',
      ['repo', 'test', TEST_TIMEOUT, ...process.argv.slice(2)],
      { env: process.env },
    );
    return;
  }
  const { node, yarn, env } = await setup();
  for (const [title, command, run = runInForeground] of CHECKS) {
    console.log(`\n${title}: ${command.join(' ')}`);
    const code = await run(node, [yarn, 'exec', ...command], { env });
    if (code !== 0) {
      throw new UserError(
        `${title} failed.`,
        `Run it alone: yarn ${command.join(' ')}`,
      );
    }
  }
  await step('All checks passed', async () => {});
});
