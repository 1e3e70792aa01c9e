import { chromium, Page } from '@playwright/test';
import { existsSync } from 'node:fs';

/** Opens Chromium as a guest of a Backstage. */
export async function openBrowser(url: string) {
  const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium'].find(
    path => path && existsSync(path),
  );
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const page: Page = await browser.newPage();
  await page.goto(url);
  const enter = page.getByRole('button', { name: 'Enter' });
  const menu = page.getByRole('link', { name: 'Kratix', exact: true });
  await enter.or(menu).first().waitFor();
  if (await enter.isVisible()) {
    await enter.click();
  }
  await menu.waitFor();
  return { page, close: () => browser.close() };
}
