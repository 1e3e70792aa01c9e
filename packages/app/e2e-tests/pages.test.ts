import { expect, Locator, Page } from '@playwright/test';
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
      await page.emulateMedia({ colorScheme: THEMES[0] });
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

test.describe('Every tab', () => {
  for (const [name, path] of [
    ['promise', '/kratix/promises/local/team'],
    ['request', '/kratix/requests/local/faulty/default/failing-step'],
  ]) {
    test(`of a ${name}`, async ({ desk: { page, complaints } }) => {
      await page.setViewportSize({ width: WIDTHS.wide, height: 900 });
      await page.goto(path);
      const tabs = content(page).getByRole('tab');
      await expect(tabs.first()).toBeVisible();
      for (const tab of await tabs.all()) {
        await tab.click();
        await expect(tab).toHaveAttribute('aria-selected', 'true');
        for (const colorScheme of THEMES) {
          await page.emulateMedia({ colorScheme });
          await expect(
            page.locator(`[data-theme-mode=${colorScheme}]`),
          ).toHaveCount(1);
          await settled(page);
          expect
            .soft(
              await accessibilityFaults(content(page)),
              `${await tab.textContent()} ${colorScheme}`,
            )
            .toEqual([]);
        }
      }
      expect.soft(complaints()).toEqual([]);
    });
  }
});

test.describe('In German', () => {
  test.beforeEach(({ desk: { page } }) =>
    page.evaluate(() => localStorage.setItem('language', 'de')),
  );
  test.afterEach(({ desk: { page } }) =>
    page.evaluate(() => localStorage.setItem('language', 'en')),
  );

  for (const [name, path, text] of [
    ['promises', '/kratix/promises', 'Verfügbar'],
    ['promise', '/kratix/promises/local/team', 'Überblick'],
    ['requests', '/kratix/requests', 'Bereit'],
    [
      'request',
      '/kratix/requests/local/faulty/default/failing-step',
      'Angenommen',
    ],
    ['platforms', '/kratix/platforms', 'Letzter Kontakt'],
    ['ingestion', '/kratix/ingestion', 'Zuletzt gelesen'],
  ]) {
    test(name, async ({ desk: { page, complaints } }) => {
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto(path);
      for (const [size, width] of Object.entries(WIDTHS)) {
        await page.setViewportSize({ width, height: 900 });
        await expect(
          content(page).getByText(text).filter({ visible: true }).first(),
        ).toBeVisible();
        await settled(page);
        await page.screenshot({
          path: `e2e-test-report/pictures/german-${name}-${size}.png`,
          animations: 'disabled',
          fullPage: true,
        });
        expect.soft(await sidewaysFaults(page), size).toEqual([]);
      }
      expect.soft(complaints()).toEqual([]);
    });
  }
});

test.describe('With the keyboard alone', () => {
  /** Presses Tab, or another key, until the focus is there. */
  async function walkTo(page: Page, target: Locator, key = 'Tab') {
    for (let pressed = 0; pressed < 150; pressed += 1) {
      await page.keyboard.press(key);
      if (
        await target.evaluateAll(all =>
          all.some(one => one === document.activeElement),
        )
      ) {
        return;
      }
    }
    await expect(target, `is not reached with ${key}`).toBeFocused();
  }

  test('a request is opened, read, asked to be deleted, kept and left', async ({
    desk: { page, complaints },
  }) => {
    await page.setViewportSize({ width: WIDTHS.wide, height: 900 });
    await page.goto('/kratix/requests');
    const open = content(page).getByRole('link', {
      name: 'suspended',
      exact: true,
    });
    await expect(open).toBeVisible();
    await walkTo(page, open);
    await page.keyboard.press('Enter');

    const runs = page.getByRole('tab', { name: 'Runs and logs' });
    await expect(runs).toBeVisible();
    await walkTo(page, page.getByRole('tab', { name: 'Overview' }));
    await page.keyboard.press('ArrowRight');
    await expect(runs).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(runs).toHaveAttribute('aria-selected', 'true');

    const remove = page.getByRole('button', { name: 'Delete suspended' });
    await walkTo(page, remove, 'Shift+Tab');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('textbox')).toBeFocused();
    await page.keyboard.type('something else');
    await expect(
      dialog.getByRole('button', { name: 'Delete request' }),
    ).toBeDisabled();
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await expect(remove).toBeFocused();

    await walkTo(
      page,
      page.getByRole('link', { name: 'All requests' }),
      'Shift+Tab',
    );
    await page.keyboard.press('Enter');
    await expect(open).toBeVisible();
    expect(complaints()).toEqual([]);
  });
});
