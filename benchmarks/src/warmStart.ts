import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Benchmark } from './lib/Benchmark';
import { ROOT } from './lib/paths';

const ADDRESS = 'http://localhost:7007';
const LIMIT_SECONDS = 45;

/** Starts the demo as `npm start` does and resolves once it prints its address. */
function startDemo(): Promise<{ stop(): Promise<void> }> {
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, npm_config_user_agent: '' },
  });
  const exited = new Promise<void>(done => child.once('exit', () => done()));
  return new Promise((done, fail) => {
    let output = '';
    child.stdout.on('data', chunk => {
      output += chunk;
      if (output.includes(ADDRESS)) {
        done({
          stop: () => {
            child.kill('SIGTERM');
            return exited;
          },
        });
      }
    });
    exited.then(() => fail(new Error(`The demo ended early:\n${output}`)));
  });
}

/** Opens the Promises page as a guest. @returns seconds */
async function openPromises(): Promise<number> {
  const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium'].find(
    path => path && existsSync(path),
  );
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking'],
  });
  try {
    const started = performance.now();
    const page = await browser.newPage();
    await page.goto(`${ADDRESS}/kratix`);
    const enter = page.getByRole('button', { name: 'Enter' });
    const promise = page.getByText('Team', { exact: true }).first();
    await enter.or(promise).first().waitFor();
    if (await enter.isVisible()) {
      await enter.click();
    }
    await promise.waitFor();
    return (performance.now() - started) / 1000;
  } finally {
    await browser.close();
  }
}

/** How long a second `npm start` takes until a person sees the Promises. */
export const warmStart: Benchmark = {
  name: 'Warm npm start',
  async run() {
    await (await startDemo()).stop();
    const started = performance.now();
    const demo = await startDemo();
    const printed = (performance.now() - started) / 1000;
    const page = await openPromises();
    const total = (performance.now() - started) / 1000;
    await demo.stop();
    return [
      {
        measure: 'until the address is printed',
        value: `${printed.toFixed(1)} s`,
      },
      { measure: 'from there to a usable page', value: `${page.toFixed(1)} s` },
      {
        measure: 'warm npm start to a usable page',
        value: `${total.toFixed(1)} s`,
        mustBe: `≤ ${LIMIT_SECONDS} s`,
        holds: total <= LIMIT_SECONDS,
      },
    ];
  },
};
