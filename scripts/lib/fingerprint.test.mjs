import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fingerprint } from './fingerprint.mjs';
import { root, toolsDir } from './paths.mjs';

test('a fingerprint changes with content and names, not with what is built or installed', t => {
  fs.mkdirSync(toolsDir, { recursive: true });
  const folder = fs.mkdtempSync(path.join(toolsDir, 'fingerprint-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const target = path.relative(root, folder);
  const write = (name, text) => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  };
  write('src/a.ts', 'a');
  const first = fingerprint([target]);
  write('node_modules/x/index.js', 'installed');
  write('dist/a.js', 'built');
  assert.equal(fingerprint([target]), first);
  write('src/b.ts', 'a');
  const second = fingerprint([target]);
  assert.notEqual(second, first);
  write('src/b.ts', 'b');
  assert.notEqual(fingerprint([target]), second);
});
