import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packageFaults } from './packageFaults.mjs';

const manifest = {
  name: 'a-plugin',
  description: 'a plugin',
  license: 'Apache-2.0',
  repository: {},
  homepage: 'https://example.com',
  bugs: {},
  keywords: ['backstage'],
  main: './dist/index.cjs.js',
  exports: {
    '.': {
      backstage: '@backstage/BackendFeature',
      require: './dist/index.cjs.js',
      types: './dist/index.d.ts',
    },
    './package.json': './package.json',
  },
  backstage: {
    role: 'backend-plugin',
    pluginId: 'a',
    features: { '.': '@backstage/BackendFeature' },
  },
};
const files = [
  'package.json',
  'README.md',
  'LICENSE',
  'dist/index.cjs.js',
  'dist/index.cjs.js.map',
  'dist/index.d.ts',
];

test('a whole package has no faults', () => {
  assert.deepEqual(packageFaults({ files, manifest }), []);
});

test('a file that is pointed at or expected must be there', () => {
  assert.deepEqual(
    packageFaults({
      files: files.filter(file => file !== 'dist/index.d.ts'),
      manifest: { ...manifest, configSchema: 'config.d.ts' },
      expected: ['migrations/init.js'],
    }),
    [
      'migrations/init.js is missing',
      'config.d.ts is missing',
      'dist/index.d.ts is missing',
    ],
  );
});

test('sources and tests do not belong in a package', () => {
  const extra = ['src/index.ts', 'dist/a.test.js', 'dist/__testUtils__/x.js'];
  assert.deepEqual(
    packageFaults({ files: [...files, ...extra], manifest }),
    extra.map(file => `${file} does not belong there`),
  );
});

test('a dependency that only this repository has is a fault', () => {
  assert.deepEqual(
    packageFaults({
      files,
      manifest: { ...manifest, dependencies: { other: 'workspace:^' } },
    }),
    ['it depends on other at workspace:^'],
  );
});

test('a plugin without an id or a feature is a fault', () => {
  assert.deepEqual(
    packageFaults({
      files,
      manifest: { ...manifest, backstage: { role: 'frontend-plugin' } },
    }),
    [
      'package.json has no backstage.pluginId',
      'no export is a @backstage/FrontendPlugin',
    ],
  );
});

test('what people look for in a registry must be said', () => {
  assert.deepEqual(
    packageFaults({ files, manifest: { ...manifest, homepage: undefined } }),
    ['package.json says nothing about "homepage"'],
  );
});
