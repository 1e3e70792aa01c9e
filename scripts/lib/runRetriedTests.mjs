import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root } from './paths.mjs';
import { runInForeground } from './processes.mjs';

/** More failed files than this are no chance, and a second run of them would only cost time. */
const MOST_FILES = 5;

const reason = ({ failureMessages = [] }) =>
  stripVTControlCharacters(failureMessages.join('\n')).trim().split('\n')[0];

/**
 * What two runs of the same test files say.
 *
 * @param first - jest's report (`--json`) of the whole run
 * @param second - its report of the files that failed in the first, run alone
 * @returns for each file that failed first: `file`, `flaky` (all that failed passed the second time) and
 *   `tests`, a line for each test that failed first; none where the file itself could not be run
 */
export function compareRuns(first, second) {
  const passed = report =>
    report?.assertionResults
      .filter(({ status }) => status === 'passed')
      .map(({ fullName }) => fullName) ?? [];
  return first.testResults
    .filter(({ status }) => status === 'failed')
    .map(({ name, assertionResults }) => {
      const again = second.testResults.find(result => result.name === name);
      const failed = assertionResults.filter(
        ({ status }) => status === 'failed',
      );
      const flaky =
        again?.status === 'passed' &&
        passed(again).length > 0 &&
        failed.every(({ fullName }) => passed(again).includes(fullName));
      return {
        file: name,
        flaky,
        tests: failed.map(test => `${test.fullName}: ${reason(test)}`),
      };
    });
}

function readReport(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    // It ended before it could write one: its output says why.
    return undefined;
  }
}

/**
 * Runs jest; test files that fail are run a second time, alone. A test that passes only then is printed as
 * FLAKY and does not fail the run: it is a defect of its own, and no reason to lose the work of a day.
 *
 * @param command - program
 * @param args - its arguments; jest's own options are added to them
 * @returns the exit code
 */
export async function runRetriedTests(command, args, { cwd = root, env }) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kratix-tests-'));
  const runTests = async (name, more) => {
    const report = path.join(folder, name);
    const code = await runInForeground(
      command,
      [...args, '--json', `--outputFile=${report}`, ...more],
      { cwd, env },
    );
    return { code, report: readReport(report) };
  };
  try {
    const first = await runTests('first.json', []);
    const files = (first.report?.testResults ?? [])
      .filter(({ status }) => status === 'failed')
      .map(({ name }) => name);
    if (first.code === 0 || files.length === 0 || files.length > MOST_FILES) {
      return first.code;
    }
    console.log('\nOnce more, alone, what failed:');
    const second = await runTests('second.json', [
      ...['--maxWorkers=1', '--runTestsByPath', ...files],
    ]);
    const results = compareRuns(
      first.report,
      second.report ?? { testResults: [] },
    );
    console.log();
    for (const { file, flaky, tests } of results) {
      const verdict = flaky
        ? 'FLAKY  failed, then passed alone'
        : 'FAILED both times';
      console.log(`${verdict}: ${path.relative(cwd, file)}`);
      tests.forEach(test => console.log(`       ${test}`));
    }
    return results.every(({ flaky }) => flaky) ? 0 : 1;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
