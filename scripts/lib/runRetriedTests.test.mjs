import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { root } from './paths.mjs';
import { compareRuns } from './runRetriedTests.mjs';

const report = (status, assertionResults) => ({
  testResults: [{ name: '/a.test.ts', status, assertionResults }],
});
const failed = fullName => ({
  fullName,
  status: 'failed',
  failureMessages: ['Error: why\n  at line'],
});
const passed = fullName => ({ fullName, status: 'passed' });

test('a test that passes the second time is flaky, and says why it failed', () => {
  assert.deepEqual(
    compareRuns(
      report('failed', [passed('one'), failed('two')]),
      report('passed', [passed('one'), passed('two')]),
    ),
    [{ file: '/a.test.ts', flaky: true, tests: ['two: Error: why'] }],
  );
});

test('a file is not flaky that fails elsewhere, or did not run what failed', () => {
  const first = report('failed', [passed('one'), failed('two')]);
  const second = [
    report('failed', [failed('one'), passed('two')]),
    report('passed', [passed('one'), { fullName: 'two', status: 'pending' }]),
    report('passed', [passed('one')]),
    { testResults: [] },
  ];
  assert.deepEqual(
    second.map(again => compareRuns(first, again)[0].flaky),
    [false, false, false, false],
  );
});

test('a file that could not be run at all is flaky only if its tests pass then', () => {
  const first = report('failed', []);
  assert.equal(compareRuns(first, report('passed', []))[0].flaky, false);
  assert.equal(
    compareRuns(first, report('passed', [passed('one')]))[0].flaky,
    true,
  );
});

/** Runs jest over files in a folder of their own, as `npm test` does. */
function runJest(files) {
  const folder = fs.realpathSync(
    fs.mkdtempSync(path.join(os.tmpdir(), 'kratix-retried-')),
  );
  try {
    for (const [name, text] of Object.entries(files)) {
      fs.writeFileSync(path.join(folder, name), text);
    }
    const script = `
      import { runRetriedTests } from ${JSON.stringify(
        pathToFileURL(path.join(root, 'scripts/lib/runRetriedTests.mjs')).href,
      )};
      process.exitCode = await runRetriedTests(
        process.execPath,
        [${JSON.stringify(path.join(root, 'node_modules/jest/bin/jest.js'))}],
        { cwd: ${JSON.stringify(folder)}, env: process.env },
      );`;
    return spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: folder,
      encoding: 'utf8',
    });
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

const CONFIG = '{ "jest": { "testEnvironment": "node", "transform": {} } }';
const GOOD = `test('is good', () => {});`;
const FLAKY = `
  const { existsSync, writeFileSync } = require('fs');
  test('passes the second time', () => {
    const again = existsSync(__dirname + '/ran');
    writeFileSync(__dirname + '/ran', '');
    expect(again).toBe(true);
  });`;
const BROKEN = `test('is broken', () => { expect(1).toBe(2); });`;

test('jest runs again what failed: what passes then is printed and does not fail the run', () => {
  const { status, stdout, stderr } = runJest({
    'package.json': CONFIG,
    'good.test.js': GOOD,
    'flaky.test.js': FLAKY,
  });
  assert.equal(status, 0, stderr);
  assert.match(
    stdout,
    /FLAKY.*flaky\.test\.js\n.*passes the second time: .*toBe/,
  );
  assert.equal(stderr.match(/PASS .*good\.test\.js/g).length, 1);
});

test('what fails both times fails the run', () => {
  const { status, stdout } = runJest({
    'package.json': CONFIG,
    'flaky.test.js': FLAKY,
    'broken.test.js': BROKEN,
  });
  assert.equal(status, 1);
  assert.match(stdout, /FAILED both times: broken\.test\.js/);
  assert.match(stdout, /FLAKY.*flaky\.test\.js/);
});

test('many failed files are not run again', () => {
  const { status, stdout } = runJest({
    'package.json': CONFIG,
    ...Object.fromEntries(
      Array.from({ length: 6 }, (_, index) => [`b${index}.test.js`, BROKEN]),
    ),
  });
  assert.equal(status, 1);
  assert.doesNotMatch(stdout, /Once more/);
});
