import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';
import { run } from './processes.mjs';
import { packageFaults } from './packageFaults.mjs';
import { UserError } from './UserError.mjs';

const readJson = file => JSON.parse(fs.readFileSync(file, 'utf8'));

/** Files below a folder, relative to it; empty where there is no such folder. */
function filesIn(folder) {
  return fs.existsSync(folder)
    ? fs
        .readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(entry =>
          path.relative(folder, path.join(entry.parentPath, entry.name)),
        )
    : [];
}

/**
 * The packages of this repository that are published: those in `plugins/` and `packages/` that are not
 * private.
 *
 * @returns name, folder (absolute) and package.json of each
 */
export function publishedPackages() {
  return ['plugins', 'packages'].flatMap(parent =>
    fs
      .readdirSync(path.join(root, parent))
      .map(name => path.join(root, parent, name))
      .filter(folder => fs.existsSync(path.join(folder, 'package.json')))
      .map(folder => ({
        folder,
        manifest: readJson(path.join(folder, 'package.json')),
      }))
      .filter(({ manifest }) => !manifest.private)
      .map(({ folder, manifest }) => ({
        name: manifest.name,
        folder,
        manifest,
      })),
  );
}

function tar(args) {
  const { status, stdout, stderr, error } = spawnSync('tar', args, {
    encoding: 'utf8',
    maxBuffer: 64e6,
  });
  if (status !== 0) {
    throw new UserError(
      `tar ${args.join(' ')} failed: ${error?.message ?? stderr.trim()}`,
      'tar is needed to look inside the packages.',
    );
  }
  return stdout;
}

function checkTarball(tarball, { name, folder }) {
  const faults = packageFaults({
    files: tar(['-tzf', tarball])
      .trim()
      .split('\n')
      .map(file => file.replace(/^package\//, '')),
    manifest: JSON.parse(tar(['-xzOf', tarball, 'package/package.json'])),
    expected: filesIn(path.join(folder, 'migrations')).map(file =>
      path.posix.join('migrations', file),
    ),
  });
  if (faults.length) {
    throw new UserError(
      `The package of ${name} is not fit to be published:\n${faults
        .map(fault => `  - ${fault}`)
        .join('\n')}`,
      `Look at "files" and "exports" in ${path.relative(
        root,
        folder,
      )}/package.json.`,
    );
  }
}

/**
 * Builds and packs all published packages as a release does, and looks inside.
 *
 * @param target - folder that gets the tarballs
 * @returns the tarballs (absolute paths) by package name
 * @throws UserError when a package lacks something or holds what does not belong there
 */
export async function packPackages(target, { node, yarn, env }) {
  const packages = publishedPackages();
  const yarnRun = (log, args) => run(log, node, [yarn, ...args], { env });
  await yarnRun('pack-types', ['tsc']);
  await yarnRun('pack-build', ['backstage-cli', 'repo', 'build']);
  await yarnRun('pack', [
    ...['workspaces', 'foreach', '--all', '--parallel', '--jobs', '2'],
    ...packages.flatMap(({ name }) => ['--include', name]),
    ...['pack', '--out', path.join(target, '%s.tgz')],
  ]);
  return new Map(
    packages.map(pkg => {
      const tarball = path.join(target, `${pkg.name}.tgz`);
      checkTarball(tarball, pkg);
      return [pkg.name, tarball];
    }),
  );
}
