import { expect, Page, test } from '@playwright/test';
import { accessibilityFaults, sidewaysFaults } from './lib/checks';
import { CONTENT, PAGES } from './lib/pages';
import { signIn } from './lib/signIn';
import { stage } from './lib/stage';

const WIDTHS = { wide: 1440, narrow: 375 };
const THEMES = ['light', 'dark'] as const;

const content = (of: Page) => of.locator(CONTENT);

let page: Page;
let complaints: string[] = [];

test.describe('Every page, wide and narrow, light and dark', () => {
  test.beforeAll(async ({ browser }) => {
    test.setTimeout(600_000);
    await stage();
    page = await browser.newPage();
    await page.addInitScript({ path: require.resolve('axe-core') });
    page.on('console', message => {
      if (message.type() === 'error') {
        complaints.push(message.text());
      }
    });
    page.on('pageerror', error => complaints.push(String(error)));
    await signIn(page);
  });

  test.beforeEach(() => {
    complaints = [];
  });

  test.afterAll(() => page?.close());

  for (const { name, path, shows, ours = content } of PAGES) {
    test(name, async () => {
      await page.goto(path);
      for (const [size, width] of Object.entries(WIDTHS)) {
        for (const colorScheme of THEMES) {
          await page.setViewportSize({ width, height: 900 });
          await page.emulateMedia({ colorScheme });
          await expect(
            page.locator(`[data-theme-mode=${colorScheme}]`),
          ).toHaveCount(1);
          await expect(shows(page)).toBeVisible();
          await settled(page);
          await page.screenshot({
            path: `e2e-test-report/pictures/${name}-${size}-${colorScheme}.png`,
            animations: 'disabled',
          });
          expect
            .soft(
              await accessibilityFaults(ours(page)),
              `${size} ${colorScheme}`,
            )
            .toEqual([]);
          expect
            .soft(await sidewaysFaults(page), `${size} ${colorScheme}`)
            .toEqual([]);
        }
      }
      expect.soft(complaints).toEqual([]);
    });
  }
});

/** Nothing loads, and no colour is between two themes any more. */
async function settled(of: Page) {
  await expect(of.locator('[aria-busy=true]')).toHaveCount(0);
  await of.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(animation => animation instanceof CSSTransition)
        .map(({ finished }) => finished),
    ),
  );
}
