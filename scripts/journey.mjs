/**
 * `npm run journey`: sets everything up and walks the whole path in Chromium. Playwright's
 * configuration starts the demo, or uses the one that is running.
 */
import { runInForeground } from './lib/processes.mjs';
import { main } from './lib/progress.mjs';
import { setup } from './lib/setup.mjs';

await main(async () => {
  const { node, yarn, env } = await setup();
  process.exitCode = await runInForeground(
    node,
    [yarn, 'exec', 'playwright', 'test', ...process.argv.slice(2)],
    { env },
  );
});
