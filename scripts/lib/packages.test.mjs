import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { publishedPackages } from './packages.mjs';
import { root } from './paths.mjs';

const read = (...parts) => fs.readFileSync(path.join(...parts), 'utf8');
const license = read(root, 'LICENSE');

for (const { name, folder, manifest } of publishedPackages()) {
  const has = file => fs.existsSync(path.join(folder, file));

  test(`${name} brings its readme and its licence`, () => {
    assert.equal(manifest.license, 'Apache-2.0');
    assert.equal(read(folder, 'LICENSE'), license);
    assert.match(read(folder, 'README.md'), /^# /);
  });

  test(`${name} says where it lives`, () => {
    const directory = path.relative(root, folder).replaceAll('\\', '/');
    assert.equal(manifest.repository.directory, directory);
    assert.ok(manifest.homepage.endsWith(`/${directory}`));
    assert.ok(manifest.bugs.url);
    assert.ok(manifest.keywords.includes('kratix'));
  });

  test(`${name} is packed with all that it needs`, () => {
    const wanted = [
      'dist',
      ...['config.d.ts', 'migrations', 'bin', 'manifests'].filter(has),
    ];
    assert.deepEqual([...manifest.files].sort(), wanted.sort());
    assert.equal(
      manifest.configSchema,
      has('config.d.ts') ? 'config.d.ts' : undefined,
    );
  });
}

test('the packages of the plugin know each other', () => {
  const packages = publishedPackages().filter(
    ({ manifest }) => manifest.backstage?.pluginId === 'kratix',
  );
  for (const { manifest } of packages) {
    assert.deepEqual(
      manifest.backstage.pluginPackages,
      packages.map(({ name }) => name).sort(),
    );
  }
});
