/**
 * `npm start`: sets everything up, starts the local platform and Backstage, and prints the address.
 * `yarn start …`: the Backstage CLI's start command (frontend with hot reload), as in every Backstage
 * repository; the local platform is started beside it by `yarn local-platform`.
 *
 * `npm start -- --config FILE` adds a configuration of Backstage's on top, `--data-dir DIR` and
 * `--retry-backoff DURATION` go to the local platform: the tests in the browser need all three.
 */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fingerprint, isDone, markDone } from './lib/fingerprint.mjs';
import { root } from './lib/paths.mjs';
import {
  isPortTaken,
  run,
  runInForeground,
  start,
  stopAll,
  waitForHttp,
} from './lib/processes.mjs';
import { main, step } from './lib/progress.mjs';
import { isRunByYarn, setup } from './lib/setup.mjs';
import { UserError } from './lib/UserError.mjs';

const BACKSTAGE = 7007;
const PORTS = { Backstage: BACKSTAGE, 'Kubernetes API': 6440, Git: 6441 };

async function checkPorts() {
  for (const [what, port] of Object.entries(PORTS)) {
    if (await isPortTaken(port)) {
      throw new UserError(
        `Port ${port} (${what}) is taken on 127.0.0.1.`,
        'Is it running already? Stop what listens there and try again.',
      );
    }
  }
}

/** The frontend is built once and served by the backend: a warm start has nothing to compile. */
async function buildApp({ node, env }) {
  const print = fingerprint([
    'yarn.lock',
    'packages/app',
    'plugins/kratix',
    'plugins/kratix-common',
  ]);
  const built = fs.existsSync(path.join(root, 'packages/app/dist/index.html'));
  if (built && isDone('app', print)) {
    return 'up to date';
  }
  await run(
    'app-build',
    node,
    [path.join(root, 'node_modules/.bin/backstage-cli'), 'package', 'build'],
    { cwd: path.join(root, 'packages/app'), env },
  );
  markDone('app', print);
  return 'built';
}

function parseFlags() {
  try {
    const { values } = parseArgs({
      options: {
        config: { type: 'string', multiple: true, default: [] },
        'data-dir': { type: 'string', default: '.local-platform' },
        'retry-backoff': { type: 'string', default: '10s' },
      },
    });
    return values;
  } catch (error) {
    throw new UserError(
      error.message,
      'npm start takes --config FILE, --data-dir DIR and --retry-backoff DURATION, after `--`.',
    );
  }
}

async function startAll() {
  const flags = parseFlags();
  await checkPorts();
  const { node, env } = await setup();
  await step('Frontend', () => buildApp({ node, env }));
  const platform = start(
    'local-platform',
    node,
    [
      'packages/local-platform/bin/kratix-local-platform',
      'start',
      ...['--promises', 'promises'],
      ...['--data-dir', flags['data-dir']],
      ...['--retry-backoff', flags['retry-backoff']],
    ],
    { env },
  );
  const backend = start(
    'backstage',
    node,
    [
      '--enable-source-maps',
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      'src',
      ...['app-config.yaml', 'app-config.demo.yaml', ...flags.config].flatMap(
        file => ['--config', path.resolve(root, file)],
      ),
    ],
    {
      cwd: path.join(root, 'packages/backend'),
      env: { ...env, NODE_ENV: 'development' },
    },
  );
  await step('Local platform', () =>
    waitForHttp('https://127.0.0.1:6440/readyz', platform),
  );
  await step('Backstage', () =>
    waitForHttp(
      `http://127.0.0.1:${BACKSTAGE}/.backstage/health/v1/readiness`,
      backend,
    ),
  );
  console.log(`
  Backstage          http://localhost:${BACKSTAGE}
  Kubernetes API     kubectl --kubeconfig ${flags['data-dir']}/kubeconfig get promises
  Git                http://127.0.0.1:6441/catalog.git and …/infrastructure.git
  Logs               .tools/logs/

  Ctrl-C ends everything; what you made is kept in ${flags['data-dir']}/.
`);
  await Promise.race([
    platform.exited.then(() => Promise.reject(platform.failure())),
    backend.exited.then(() => Promise.reject(backend.failure())),
  ]);
}

await main(async () => {
  if (isRunByYarn()) {
    process.exitCode = await runInForeground(
      'backstage-cli',
      ['repo', 'start', ...process.argv.slice(2)],
      { env: process.env },
    );
    return;
  }
  let stopping = false;
  const stop = async () => {
    if (stopping) {
      return;
    }
    stopping = true;
    console.log('\nStopping …');
    await stopAll();
    process.exit(0);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  process.once('SIGHUP', stop);
  try {
    await startAll();
  } catch (error) {
    // When a person ends it, the processes end too: that is no failure.
    if (!stopping) {
      throw error;
    }
  } finally {
    if (!stopping) {
      await stopAll();
    }
  }
});
