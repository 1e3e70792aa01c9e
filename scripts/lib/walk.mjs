import { existsSync } from 'node:fs';

/** The browser reports these itself; they are answers that a page expects and shows. */
const EXPECTED = /status of (404|409)|Form validation failed/;

/** The system's Chromium where there is one; else the browser that Playwright has installed. */
const chromiumPath = [process.env.CHROMIUM, '/usr/bin/chromium'].find(
  path => path && existsSync(path),
);

/**
 * Walks the pages of a Backstage with the plugins, in Chromium, by clicking: asks for a team, follows it
 * to its page in the catalog, and looks at the Promises and requests.
 *
 * @param address - of the Backstage
 * @param screenshot - file that gets a picture of where it stopped
 * @throws what was not there in time, or the errors in the browser's console
 */
export async function walk(address, screenshot) {
  const { chromium, expect } = await import('@playwright/test');
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update'],
      '--disable-sync',
    ],
  });
  const page = await browser.newPage({
    baseURL: address,
    viewport: { width: 1440, height: 900 },
  });
  page.setDefaultTimeout(60_000);
  const see = expect.configure({ timeout: 60_000 });
  const complaints = [];
  page.on('console', message => {
    if (message.type() === 'error' && !EXPECTED.test(message.text())) {
      complaints.push(message.text());
    }
  });
  page.on('pageerror', error => complaints.push(String(error)));
  const team = `stock-${Date.now().toString(36).slice(-5)}`;
  const link = (name, options) => page.getByRole('link', { name, ...options });
  try {
    await page.goto('/');
    const kratix = link('Kratix', { exact: true });
    const enter = page.getByRole('button', { name: 'Enter' });
    // One app asks who you are, the other lets the guest in at once.
    await kratix.or(enter).first().waitFor();
    if (await enter.isVisible()) {
      await enter.click();
    }

    await kratix.click();
    await see(page.getByRole('heading', { name: 'Team' })).toBeVisible();
    await see(page.getByText('Available').first()).toBeVisible();

    await link(/^Create/)
      .first()
      .click();
    const choose = page.getByRole('button', { name: 'Choose' });
    await page
      .locator('div', { has: choose, hasText: 'A new team, with its page' })
      .last()
      .locator(choose)
      .click();
    const field = name => page.getByRole('textbox', { name, exact: true });
    await field('Id').fill(team);
    await field('Name').fill('Stock');
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Create' }).click();

    await link('Open the team').click();
    await link('Promise status')
      .or(page.getByRole('tab', { name: 'Promise status' }))
      .first()
      .click();
    await see(page.getByText('Ready').first()).toBeVisible();
    await see(page.getByText('instance-configure').first()).toBeVisible();

    await kratix.click();
    await link('Requests')
      .or(page.getByRole('tab', { name: 'Requests' }))
      .first()
      .click();
    await page.getByRole('row', { name: team }).click();
    await see(page.getByText('instance-configure').first()).toBeVisible();
    await see(page).toHaveURL(
      new RegExp(`/requests/prod/team/default/${team}`),
    );
    expect(complaints, 'errors in the console').toEqual([]);
  } catch (error) {
    await page.screenshot({ path: screenshot, fullPage: true }).catch(() => {});
    throw error;
  } finally {
    await browser.close();
  }
}
