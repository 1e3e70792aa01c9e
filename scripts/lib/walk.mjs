import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';

/** The browser reports these itself; they are answers that a page expects and shows. */
const EXPECTED = /status of (404|409)|Form validation failed/;

/** The system's Chromium where there is one; else the browser that Playwright has installed. */
const chromiumPath = [process.env.CHROMIUM, '/usr/bin/chromium'].find(
  file => file && existsSync(file),
);

/** What can be seen on the pages below Kratix: names of things, since wording changes. */
const things = team => ({
  Promises: 'Team',
  Requests: team,
  Platforms: 'Production',
  Ingestion: 'teams',
  Destinations: 'worker-1',
});

async function openBrowser() {
  const { chromium } = await import('@playwright/test');
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update'],
      '--disable-sync',
    ],
  });
}

/** Collects what the browser's console, pages and servers complain about. */
function listen(page) {
  const complaints = [];
  const complain = text => complaints.push(`${page.url()}: ${text}`);
  page.on('console', message => {
    if (message.type() === 'error' && !EXPECTED.test(message.text())) {
      complain(message.text());
    }
  });
  page.on('pageerror', error => complain(String(error)));
  page.on('response', response => {
    if (response.status() >= 500) {
      complain(`${response.status()} of ${response.url()}`);
    }
  });
  return complaints;
}

/**
 * Walks the pages of a Backstage with the plugins, in Chromium: asks for a team in a form, follows it to
 * its page in the catalog, and looks at each page of Kratix and at the entities of the Promise and request.
 *
 * @param address - of the Backstage
 * @param pictures - folder that gets a picture of each page, and of where it stopped
 * @returns what was seen, in order
 * @throws what was not there in time, or the errors in the browser's console
 */
export async function walk(address, pictures) {
  const { expect } = await import('@playwright/test');
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
  const browser = await openBrowser();
  const page = await browser.newPage({
    baseURL: address,
    viewport: { width: 1440, height: 900 },
  });
  page.setDefaultTimeout(60_000);
  const complaints = listen(page);
  const team = `stock-${Date.now().toString(36).slice(-5)}`;
  const seen = [];

  const link = (name, options) => page.getByRole('link', { name, ...options });
  const tab = name =>
    link(name, { exact: true })
      .or(page.getByRole('tab', { name, exact: true }))
      .first();
  const text = wanted =>
    page.getByText(wanted).filter({ visible: true }).first();
  const see = (...wanted) =>
    Promise.all(wanted.map(each => text(each).waitFor()));
  const picture = name =>
    page.screenshot({
      path: path.join(pictures, `${name.replaceAll(' ', '-')}.png`),
      fullPage: true,
    });
  const stop = async (name, look) => {
    try {
      await look();
    } catch (error) {
      error.message = `${name}: ${error.message}`;
      throw error;
    }
    seen.push(name);
    await picture(`${String(seen.length).padStart(2, '0')} ${name}`);
  };

  try {
    const kratix = link('Kratix', { exact: true }).first();
    await stop('sign in', async () => {
      await page.goto('/');
      const enter = page.getByRole('button', { name: 'Enter' });
      // One app asks who you are, the other lets the guest in at once.
      await kratix.or(enter).first().waitFor();
      if (await enter.isVisible()) {
        await enter.click();
      }
    });
    await stop('Promises', async () => {
      await kratix.click();
      await see('Team', 'Database');
    });
    await stop('Promise', async () => {
      await link('Team', { exact: true }).first().click();
      await expect(page).toHaveURL(/\/promises\/prod\/team$/);
      await see('Team', /platform\.kratix\.io/);
      const parts = page
        .getByRole('tablist', { name: 'Team' })
        .getByRole('tab');
      for (const part of await parts.all()) {
        await part.click();
        await expect(part).toHaveAttribute('aria-selected', 'true');
      }
    });
    await stop('form', async () => {
      // What the Promise says is its Template: the first form of the document.
      await page
        .locator('a[href$="/templates/default/kratix-team"]')
        .first()
        .click();
      const field = name => page.getByRole('textbox', { name, exact: true });
      await field('Id').fill(team);
      await field('Name').fill('Stock');
      await page.getByRole('button', { name: 'Review' }).click();
      await page.getByRole('button', { name: 'Create' }).click();
      await link('Open the team').waitFor();
    });
    await stop('Team', async () => {
      await link('Open the team').click();
      await tab('Promise status').click();
      await see('Ready', 'instance-configure');
    });
    await kratix.click();
    await tab('Promises').waitFor();
    const names = await page
      .getByRole('tablist')
      .first()
      .getByRole('tab')
      .allTextContents();
    expect(names).toEqual(
      expect.arrayContaining(['Promises', 'Requests', 'Platforms']),
    );
    for (const name of names) {
      await stop(`${name} tab`, async () => {
        await kratix.click();
        await tab(name).click();
        await see(things(team)[name] ?? name);
      });
    }
    await stop('Request', async () => {
      await tab('Requests').click();
      await text(team).click();
      await expect(page).toHaveURL(
        new RegExp(`/requests/prod/team/default/${team}$`),
      );
      await see('Ready', 'instance-configure');
    });
    await stop('Component of the Promise', async () => {
      await page.goto('/catalog/default/component/prod_team');
      await tab('Promise status').click();
      await see(/platform\.kratix\.io/);
    });
    await stop('Resource of the request', async () => {
      await page.goto(`/catalog/default/resource/prod_team_default_${team}`);
      await tab('Promise status').click();
      await see('Ready', 'instance-configure');
    });
    expect(complaints, 'what the browser complained about').toEqual([]);
    return seen;
  } catch (error) {
    await picture('stopped here').catch(() => {});
    throw error;
  } finally {
    await browser.close();
  }
}
