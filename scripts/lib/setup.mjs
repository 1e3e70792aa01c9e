import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fingerprint, isDone, markDone } from './fingerprint.mjs';
import { root } from './paths.mjs';
import { run } from './processes.mjs';
import { step } from './progress.mjs';
import { prepareToolchain } from './toolchain.mjs';
import { UserError } from './UserError.mjs';

/** Installed packages take about 2 GB, and as much again while they are unpacked. */
const NEEDED_BYTES = 5e9;

function checkGit() {
  const git = spawnSync('git', ['--version'], { encoding: 'utf8' });
  if (git.error || git.status !== 0) {
    throw new UserError(
      'git is missing: the state stores of the local platform are Git repositories.',
      'Install git and try again.',
    );
  }
}

function checkDisk() {
  const { bavail, bsize } = fs.statfsSync(root);
  const free = bavail * bsize;
  if (free < NEEDED_BYTES) {
    throw new UserError(
      `Only ${(free / 1e9).toFixed(
        1,
      )} GB are free on this disk; installing needs ${NEEDED_BYTES / 1e9} GB.`,
      'Free some space and try again.',
    );
  }
}

/** Everything that decides what is installed. */
function installInputs() {
  const { workspaces } = JSON.parse(
    fs.readFileSync(path.join(root, 'package.json'), 'utf8'),
  );
  const manifests = workspaces.flatMap(pattern => {
    const folder = pattern.replace(/\/\*$/, '');
    return folder === pattern
      ? [`${folder}/package.json`]
      : fs
          .readdirSync(path.join(root, folder), { withFileTypes: true })
          .filter(entry => entry.isDirectory())
          .map(({ name }) => `${folder}/${name}/package.json`)
          .sort();
  });
  return ['package.json', 'yarn.lock', '.yarnrc.yml', ...manifests];
}

/**
 * Makes the checkout ready to run: the right Node.js, Yarn and all packages. What is done is skipped.
 *
 * @returns the toolchain, see `prepareToolchain`
 */
export async function setup() {
  checkGit();
  let toolchain;
  await step('Node.js and Yarn', async () => {
    toolchain = prepareToolchain();
    return spawnSync(toolchain.node, ['--version'], {
      encoding: 'utf8',
    }).stdout.trim();
  });
  const print = fingerprint(installInputs());
  const installed = fs.existsSync(
    path.join(root, 'node_modules/.yarn-state.yml'),
  );
  await step('Packages', async () => {
    if (installed && isDone('install', print)) {
      return 'up to date';
    }
    checkDisk();
    await run(
      'install',
      toolchain.node,
      [toolchain.yarn, 'install', '--immutable'],
      { env: toolchain.env },
    );
    markDone('install', print);
    return 'installed';
  });
  return toolchain;
}

/** Whether the script was started by Yarn, and so in a checkout that is set up. */
export function isRunByYarn() {
  return (process.env.npm_config_user_agent ?? '').startsWith('yarn/');
}
