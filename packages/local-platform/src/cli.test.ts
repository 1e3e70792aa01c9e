import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseDuration } from './platform/parseFlags';

const run = (...args: string[]) =>
  spawnSync(
    process.execPath,
    [path.resolve(__dirname, '../bin/kratix-local-platform'), ...args],
    { encoding: 'utf8' },
  );

describe('kratix-local-platform', () => {
  it('explains itself', () => {
    const { status, stdout } = run('start', '--help');
    expect(status).toBe(0);
    for (const flag of ['--data-dir', '--promises', '--images', '--setup']) {
      expect(stdout).toContain(flag);
    }
  });

  it.each([
    [['start', '--retry-backoff', '5x'], '10s, 5m or 1h'],
    [['start', '--port', '70000'], 'from 0 to 65535'],
    [['start', '--no-such-flag'], 'unknown option'],
  ])('refuses %j', (args, reason) => {
    const { status, stderr } = run(...args);
    expect(status).toBe(1);
    expect(stderr).toContain(reason);
  });
});

describe('parseDuration', () => {
  it.each([
    ['250ms', 250],
    ['10s', 10_000],
    ['1.5m', 90_000],
    ['1h', 3_600_000],
  ])('reads %s', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });
});
