import { expect, Page } from '@playwright/test';
import { accessibilityFaults, sidewaysFaults } from './lib/checks';
import { CONTENT, PAGES } from './lib/pages';
import { settled } from './lib/settled';
import { test } from './lib/test';

const WIDTHS = { wide: 1440, narrow: 375 };
const THEMES = ['light', 'dark'] as const;

const content = (page: Page) => page.locator(CONTENT);

test.describe('Every page, wide and narrow, light and dark', () => {
  for (const { name, path, shows, ours = content, image } of PAGES) {
    test(name, async ({ desk: { page, complaints } }) => {
      await page.goto(path);
      for (const [size, width] of Object.entries(WIDTHS)) {
        for (const colorScheme of THEMES) {
          const look = `${name}-${size}-${colorScheme}`;
          await page.setViewportSize({ width, height: 900 });
          await page.emulateMedia({ colorScheme });
          await expect(
            page.locator(`[data-theme-mode=${colorScheme}]`),
          ).toHaveCount(1);
          await expect(shows(page)).toBeVisible();
          await settled(page);
          await page.screenshot({
            path: `e2e-test-report/pictures/${look}.png`,
            animations: 'disabled',
            fullPage: true,
          });
          if (image && look.endsWith('wide-light') && process.env.IMAGES) {
            await page.screenshot({
              path: `docs/images/${image}`,
              animations: 'disabled',
            });
          }
          expect.soft(await accessibilityFaults(ours(page)), look).toEqual([]);
          expect.soft(await sidewaysFaults(page), look).toEqual([]);
        }
      }
      expect.soft(complaints()).toEqual([]);
    });
  }
});
