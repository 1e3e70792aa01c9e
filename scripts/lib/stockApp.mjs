import fs from 'node:fs';
import path from 'node:path';
import { applyDiff, mergeConfig } from './installDocument.mjs';
import { root, toolsDir } from './paths.mjs';
import { run } from './processes.mjs';
import { UserError } from './UserError.mjs';

/** Creates apps of the Backstage release that backstage.json names. */
const CREATE_APP = '@backstage/create-app@0.9.2';

const readJson = file => JSON.parse(fs.readFileSync(file, 'utf8'));
const writeJson = (file, value) =>
  fs.writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);

/** The environment of a person in their own Backstage: nothing of this repository but Node.js and Yarn. */
export function strangerEnvironment({ node, env }) {
  const own = path.join(root, 'node_modules');
  return {
    ...env,
    PATH: [
      path.join(toolsDir, 'node_modules/.bin'),
      path.dirname(node),
      ...env.PATH.split(path.delimiter).filter(dir => !dir.startsWith(own)),
    ].join(path.delimiter),
    // As in this repository: nothing third-party runs at install, no compiler is needed.
    YARN_ENABLE_SCRIPTS: 'false',
    // With CI set, Yarn refuses to add anything to a lock file.
    YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
    // `yarn add` would ask a search service for type packages, which may be out of reach.
    YARN_TS_ENABLE_AUTO_TYPES: 'false',
    YARN_ENABLE_TELEMETRY: 'false',
    BACKSTAGE_APP_NAME: 'stock',
  };
}

/**
 * Creates an app as people do, from the published template. Its lock file begins as this repository's,
 * so that it gets the versions that are known to work together; create-app itself begins with one too.
 *
 * @param folder - where the app goes; must not exist
 * @param flags - further arguments of create-app
 * @param packed - tarballs by package name: they stand for what a registry will have
 */
export async function createStockApp(
  folder,
  flags,
  packed,
  { node, yarn, env },
) {
  await run(
    'create-app',
    node,
    [
      ...[yarn, 'dlx', '--quiet', CREATE_APP],
      ...['--path', folder, '--skip-install', ...flags],
    ],
    { cwd: path.dirname(folder), env },
  );
  const { version } = readJson(path.join(folder, 'backstage.json'));
  const ours = readJson(path.join(root, 'backstage.json')).version;
  if (version !== ours) {
    throw new UserError(
      `${CREATE_APP} makes apps of Backstage ${version}, and this repository is on ${ours}.`,
      'Set the version in scripts/lib/stockApp.mjs that belongs to this release.',
    );
  }
  const file = path.join(folder, 'package.json');
  const manifest = readJson(file);
  writeJson(file, {
    ...manifest,
    resolutions: {
      ...manifest.resolutions,
      ...readJson(path.join(root, 'package.json')).resolutions,
      ...Object.fromEntries(
        [...packed].map(([name, tarball]) => [name, `file:${tarball}`]),
      ),
    },
  });
  fs.copyFileSync(path.join(root, 'yarn.lock'), path.join(folder, 'yarn.lock'));
}

/** A shell command of the document, with each of our packages taken from its tarball. */
function fromTarballs(command, packed) {
  return command
    .split(/\s+/)
    .map(word =>
      packed.has(word) ? `${word}@file:${packed.get(word)}` : word,
    );
}

async function runCommands(text, { folder, packed, yarn, node, env }) {
  const commands = text.replaceAll('\\\n', ' ').trim().split('\n');
  for (const command of commands) {
    const [program, ...args] = fromTarballs(command.trim(), packed);
    if (program !== 'yarn') {
      throw new UserError(
        `The document runs "${program}", and only yarn is known here.`,
        'Write the step with yarn, or teach scripts/lib/stockApp.mjs.',
      );
    }
    await run(
      `app-${args.slice(0, 3).join('-').replaceAll('/', '-')}`,
      node,
      [yarn, ...args],
      {
        cwd: folder,
        env,
      },
    );
  }
}

/**
 * Does one step of the install document in an app: runs it (`bash`), adds the lines of a `diff`, merges
 * `yaml` into a configuration file, or writes a new file.
 */
export async function followStep({ language, title, text }, app) {
  if (language === 'bash') {
    await runCommands(text, app);
    return;
  }
  const file = path.join(app.folder, title);
  if (language === 'diff') {
    fs.writeFileSync(
      file,
      applyDiff(fs.readFileSync(file, 'utf8'), text, title),
    );
  } else if (language === 'yaml' && fs.existsSync(file)) {
    const { parse, stringify } = await import('yaml');
    fs.writeFileSync(
      file,
      stringify(mergeConfig(parse(fs.readFileSync(file, 'utf8')), parse(text))),
    );
  } else {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
}
