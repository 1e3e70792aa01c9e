import { Page, test as base } from '@playwright/test';
import { signIn } from './signIn';
import { stage } from './stage';

/** A page of the browser that all tests use, one after the other. */
export interface Desk {
  page: Page;
  /** Takes what was complained of in the console since the last time. */
  complaints: () => string[];
}

/** Playwright's `test` with one page, signed in once, on a platform that is in every state. */
export const test = base.extend<{}, { desk: Desk }>({
  desk: [
    async ({ browser }, use) => {
      await stage();
      const page = await browser.newPage();
      let complaints: string[] = [];
      page.on('console', message => {
        if (message.type() === 'error') {
          complaints.push(message.text());
        }
      });
      page.on('pageerror', error => complaints.push(String(error)));
      await page.addInitScript({ path: require.resolve('axe-core') });
      await signIn(page);
      await use({
        page,
        complaints: () => {
          const taken = complaints;
          complaints = [];
          return taken;
        },
      });
      await page.close();
    },
    { scope: 'worker', timeout: 600_000 },
  ],
});
