/**
 * `yarn verify:install [--app new|classic] [--keep]`: follows docs/install.md word by word. Packs the
 * packages, creates stock apps with Backstage's create-app, does what the document says in them,
 * type-checks, builds and starts them against a local platform of their own, and walks the pages in
 * Chromium.
 */
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readSteps } from './lib/installDocument.mjs';
import { packPackages } from './lib/packages.mjs';
import { logsDir, root } from './lib/paths.mjs';
import { run, start, stopAll, waitForHttp } from './lib/processes.mjs';
import { main, step } from './lib/progress.mjs';
import { setup } from './lib/setup.mjs';
import {
  createStockApp,
  followStep,
  strangerEnvironment,
} from './lib/stockApp.mjs';
import { UserError } from './lib/UserError.mjs';
import { walk } from './lib/walk.mjs';

const APPS = {
  new: { flags: [], skip: /classic/i },
  classic: { flags: ['--legacy'], skip: /new frontend/i },
};
const DOCUMENT = path.join(root, 'docs/install.md');

/** Ports that are free now. */
async function freePorts(count) {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise(resolve => {
          const server = net.createServer();
          server.listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  return Promise.all(
    servers.map(
      server =>
        new Promise(resolve => {
          const { port } = server.address();
          server.close(() => resolve(port));
        }),
    ),
  );
}

/** Where the app listens on this machine, and that guests are let in: no matter of the document. */
const machineConfig = port => `
app:
  baseUrl: http://localhost:${port}
backend:
  baseUrl: http://localhost:${port}
  listen: { host: 127.0.0.1, port: ${port} }
  cors: { origin: http://localhost:${port} }
  csp: { upgrade-insecure-requests: false }
`;

async function startPlatform(folder, { node, env }) {
  const [port, gitPort] = await freePorts(2);
  const platform = start(
    'stock-platform',
    node,
    [
      'packages/local-platform/bin/kratix-local-platform',
      ...['start', '--promises', 'promises', '--data-dir', folder],
      ...['--port', String(port), '--git-port', String(gitPort)],
    ],
    { env },
  );
  await waitForHttp(`https://127.0.0.1:${port}/readyz`, platform);
  return path.join(folder, 'kubeconfig');
}

async function startApp(folder, kubeconfig, { node, env }) {
  const [port] = await freePorts(1);
  const config = path.join(folder, 'app-config.machine.yaml');
  fs.writeFileSync(config, machineConfig(port));
  const backend = start(
    'stock-backstage',
    node,
    [
      ...['--require', '@backstage/cli/config/nodeTransform.cjs', 'src'],
      ...['--config', path.join(folder, 'app-config.yaml'), '--config', config],
    ],
    {
      cwd: path.join(folder, 'packages/backend'),
      // Backstage lets guests in only while it is being developed.
      env: { ...env, NODE_ENV: 'development', KRATIX_KUBECONFIG: kubeconfig },
    },
  );
  const address = `http://localhost:${port}`;
  await waitForHttp(`${address}/.backstage/health/v1/readiness`, backend);
  return address;
}

async function verify(name, home, packed, toolchain) {
  const { flags, skip } = APPS[name];
  const { node, yarn } = toolchain;
  const env = strangerEnvironment(toolchain);
  const folder = path.join(home, name);
  const app = { folder, packed, node, yarn, env };
  const yarnRun = (log, ...args) =>
    run(log, node, [yarn, ...args], { cwd: folder, env });

  await step(`${name}: create the app`, () =>
    createStockApp(folder, flags, packed, app),
  );
  for (const todo of readSteps(fs.readFileSync(DOCUMENT, 'utf8'), skip)) {
    const what =
      todo.language === 'bash'
        ? todo.text.replace(/\\\s+/g, '').trim()
        : todo.title;
    await step(`${name}: ${what}`, () => followStep(todo, app));
  }
  await step(`${name}: yarn tsc`, () => yarnRun('stock-tsc', 'tsc'));
  await step(`${name}: yarn build:all`, () =>
    yarnRun('stock-build', 'build:all'),
  );
  try {
    let kubeconfig;
    await step(`${name}: start the local platform`, async () => {
      kubeconfig = await startPlatform(
        path.join(home, `${name}-platform`),
        toolchain,
      );
    });
    let address;
    await step(`${name}: start Backstage`, async () => {
      address = await startApp(folder, kubeconfig, app);
    });
    await step(`${name}: walk its pages`, async () => {
      const seen = await walk(address, path.join(logsDir, `stock-${name}`));
      return seen.join(', ');
    });
  } finally {
    await stopAll();
  }
}

await main(async () => {
  const { values } = parseArgs({
    options: {
      app: { type: 'string', multiple: true, default: Object.keys(APPS) },
      keep: { type: 'boolean', default: false },
    },
  });
  const unknown = values.app.find(name => !(name in APPS));
  if (unknown) {
    throw new UserError(
      `There is no app "${unknown}".`,
      `Choose from: ${Object.keys(APPS).join(', ')}.`,
    );
  }
  const toolchain = await setup();
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'kratix-verify-install-'));
  const results = [];
  const stop = async () => {
    await stopAll();
    fs.rmSync(home, { recursive: true, force: true });
    process.exit(1);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    let packed;
    await step('Pack the packages', async () => {
      packed = await packPackages(home, toolchain);
      return `${packed.size} tarballs`;
    });
    for (const name of values.app) {
      const started = Date.now();
      const took = () => `${Math.round((Date.now() - started) / 1000)} s`;
      try {
        await verify(name, home, packed, toolchain);
        results.push({ app: name, result: 'works', took: took() });
      } catch (error) {
        console.error(
          `\n${error.message}\n\n→ ${error.wayOut ?? 'See .tools/logs/.'}\n`,
        );
        results.push({ app: name, result: 'FAILS', took: took() });
      }
    }
  } finally {
    await stopAll();
    if (values.keep) {
      console.log(`Kept: ${home}`);
    } else {
      fs.rmSync(home, { recursive: true, force: true });
    }
  }
  console.table(results);
  if (results.some(({ result }) => result !== 'works')) {
    process.exitCode = 1;
  }
});
