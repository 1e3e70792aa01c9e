/* eslint-disable no-console -- it is a command: its output is the report. */
/**
 * Takes a picture of every page of the gallery in every state, wide and narrow, light and dark, and
 * runs axe on each: `yarn workspace backstage-plugin-kratix pictures [FOLDER] [WORD…]`. Words choose:
 * `wide`, `narrow`, `light`, `dark`, and parts of the address that all have to be in it. Fails on what
 * axe finds, on console errors and on pages that scroll sideways.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium } from '@playwright/test';

const PORT = process.env.GALLERY_PORT ?? '3007';
const BASE = `http://localhost:${PORT}`;
const WIDTHS = { wide: 1440, narrow: 375 };
const SCHEMES = ['light', 'dark'];
const [folder = 'gallery-pictures', ...words] = process.argv.slice(2);
const chosen = all => {
  const named = all.filter(name => words.includes(name));
  return named.length ? named : all;
};
const axe = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

const isUp = async () => {
  try {
    return (await fetch(BASE)).ok;
  } catch {
    return false;
  }
};

async function startGallery() {
  if (await isUp()) {
    return undefined;
  }
  const server = spawn('yarn', ['start'], {
    cwd: path.dirname(import.meta.dirname),
    detached: true,
    stdio: 'ignore',
    env: {
      ...process.env,
      APP_CONFIG_app_baseUrl: BASE,
      APP_CONFIG_app_listen_port: PORT,
      BROWSER: 'none',
    },
  });
  for (let waited = 0; !(await isUp()); waited += 1) {
    if (waited > 240 || server.exitCode !== null) {
      throw new Error('The gallery did not start');
    }
    await new Promise(resolve => setTimeout(resolve, 1_000));
  }
  return server;
}

/** What is wrong with the page as it is now. */
async function faultsOf(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(
      // What surrounds it is Backstage's.
      document.querySelector('main') ?? document,
      { rules: { region: { enabled: false } } },
    );
    const root = document.documentElement;
    return [
      ...violations.map(
        ({ id, nodes }) =>
          `axe ${id}: ${nodes
            .slice(0, 3)
            .map(node => node.html.slice(0, 160))
            .join(' | ')}`,
      ),
      ...(root.scrollWidth > root.clientWidth
        ? [`scrolls sideways: ${root.scrollWidth} > ${root.clientWidth}`]
        : []),
    ];
  });
}

const server = await startGallery();
const browser = await chromium.launch({
  executablePath: [process.env.CHROMIUM, '/usr/bin/chromium'].find(
    file => file && existsSync(file),
  ),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
let faults = 0;
let pictures = 0;
try {
  mkdirSync(folder, { recursive: true });
  const first = await browser.newPage();
  await first.goto(BASE);
  await first.getByRole('link', { name: '/kratix/promises' }).first().waitFor();
  const addresses = await first
    .locator('a[href*="scenario="]')
    .evaluateAll(links => links.map(link => link.getAttribute('href')));
  await first.close();
  const wanted = addresses.filter(address =>
    words.every(
      word =>
        word in WIDTHS || SCHEMES.includes(word) || address.includes(word),
    ),
  );
  for (const scheme of chosen(SCHEMES)) {
    for (const width of chosen(Object.keys(WIDTHS))) {
      const context = await browser.newContext({
        colorScheme: scheme,
        viewport: { width: WIDTHS[width], height: 900 },
      });
      for (const address of wanted) {
        const page = await context.newPage();
        const errors = [];
        page.on('console', message => {
          // Backstage's own links in its sidebar, in development.
          const isKnown = message.text().includes('findDOMNode is deprecated');
          if (message.type() === 'error' && !isKnown) {
            errors.push(`console: ${message.text().slice(0, 300)}`);
          }
        });
        page.on('pageerror', error => errors.push(`error: ${error.message}`));
        await page.goto(new URL(address, BASE).href);
        await page
          .locator('[data-gallery-idle="true"]')
          .waitFor({ state: 'attached' });
        const name = address
          .replace(/^https?:\/\/[^/]*/, '')
          .replace(/^\//, '')
          .replace(/[^\w-]+/g, '-');
        await page.screenshot({
          path: path.join(folder, `${name}-${width}-${scheme}.png`),
          fullPage: true,
          animations: 'disabled',
        });
        for (const fault of [...errors, ...(await faultsOf(page))]) {
          faults += 1;
          console.log(`${address} ${width} ${scheme}: ${fault}`);
        }
        await page.close();
        pictures += 1;
      }
      await context.close();
    }
  }
  console.log(`${pictures} pictures in ${folder}, ${faults} things wrong`);
} finally {
  await browser.close();
  if (server) {
    process.kill(-server.pid);
  }
}
process.exitCode = faults ? 1 : 0;
