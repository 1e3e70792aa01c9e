import { expect, Page } from '@playwright/test';

/** Enters as the demo's guest, who may do everything. */
export async function signIn(page: Page) {
  await page.goto('/');
  await page.getByRole('button', { name: 'Enter' }).click();
  await expect(
    page.getByRole('link', { name: 'Kratix', exact: true }),
  ).toBeVisible();
}
