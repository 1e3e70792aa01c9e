import { expect, Page, test } from '@playwright/test';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { signIn } from './lib/signIn';

const run = promisify(execFile);

/** A name of its own for each run: the demo keeps what earlier runs made. */
const suffix = Date.now().toString(36).slice(-5);
const team = { id: `payments-${suffix}`, name: `Payments ${suffix}` };
const database = `orders-${suffix}`;

let step = 0;

/** Pictures of the pages in the order of the journey. */
async function picture(page: Page, name: string) {
  step += 1;
  const number = String(step).padStart(2, '0');
  await page.screenshot({
    path: `e2e-test-report/pictures/${number}-${name}.png`,
    animations: 'disabled',
  });
}

/** All files of a repository of the local platform, by path. */
async function clone(repository: string): Promise<Map<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'journey-'));
  try {
    const url = `http://127.0.0.1:6441/${repository}.git`;
    await run('git', ['clone', '--quiet', '--depth', '1', url, folder]);
    const names = await readdir(folder, {
      recursive: true,
      withFileTypes: true,
    });
    const files = names
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .filter(path => !path.startsWith('.git/'));
    return new Map(
      await Promise.all(
        files.map(
          async (path): Promise<[string, string]> => [
            path,
            await readFile(join(folder, path), 'utf8'),
          ],
        ),
      ),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const groupFile = `catalog/resources/default/team/${team.id}/instance-configure/5cfaf/backstage/group.yaml`;
const terraformFile = `terraform/teams/default-${team.id}.tf`;

test.describe.configure({ mode: 'serial' });

test.describe('A Team requested in Backstage exists on its catalog page', () => {
  let page: Page;
  const consoleErrors: string[] = [];

  test.beforeAll(async ({ browser }) => {
    page = await browser.newPage();
    page.on('console', message => {
      if (message.type() === 'error') {
        consoleErrors.push(message.text());
      }
    });
    await signIn(page);
  });

  test.afterAll(() => page.close());

  test('the Promises are listed as available', async () => {
    await page.getByRole('link', { name: 'Kratix', exact: true }).click();
    for (const name of ['Team', 'Team namespace', 'Database']) {
      await expect(
        page.getByRole('heading', { name, exact: true }),
      ).toBeVisible();
    }
    // One of the filters has an option of that name, which is not shown.
    await expect(
      page.getByText('Available').filter({ visible: true }).first(),
    ).toBeVisible();
    await picture(page, 'promises');
  });

  test('the form refuses a bad id and a bad e-mail', async () => {
    await page.goto('/create');
    await expect(page.getByText('Change a team')).toBeVisible();
    await picture(page, 'templates');
    await page.goto('/create/templates/default/kratix-team');
    await page
      .getByRole('textbox', { name: 'Id', exact: true })
      .fill('Not A Label');
    await page
      .getByRole('textbox', { name: 'Name', exact: true })
      .fill(team.name);
    await page
      .getByRole('textbox', { name: 'E-mail', exact: true })
      .fill('nobody');
    await page.getByRole('button', { name: 'Review' }).click();
    await expect(page.getByText(/must be lower-case/).first()).toBeVisible();
    await expect(page.getByText(/must be an e-mail/).first()).toBeVisible();
    await picture(page, 'form-refuses');
  });

  test('the team is created, and its Group is there when the task ends', async () => {
    await page.getByRole('textbox', { name: 'Id', exact: true }).fill(team.id);
    await page.getByRole('textbox', { name: 'E-mail', exact: true }).fill('');
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Create' }).click();
    await picture(page, 'task-running');
    const open = page.getByRole('link', { name: 'Open the team' });
    await expect(open).toBeVisible({ timeout: 60_000 });
    await picture(page, 'task-done');
    await open.click();
    await expect(page.getByText(team.name).first()).toBeVisible();
    await expect(
      page.getByText(`${team.id}@example.com`).first(),
    ).toBeVisible();
    await picture(page, 'team-page');
  });

  test('its Promise status tab shows the request as ready', async () => {
    await page.getByRole('link', { name: 'Promise status' }).click();
    await expect(page.getByText('Ready').first()).toBeVisible();
    await expect(page.getByText('instance-configure').first()).toBeVisible();
    await picture(page, 'promise-status');
  });

  test('its page shows its runs, its log and its files', async () => {
    await page.goto(`/kratix/requests/local/team/default/${team.id}`);
    await page.getByRole('tab', { name: 'Runs and logs' }).click();
    await expect(page.getByText('Succeeded').first()).toBeVisible();
    await page
      .getByRole('button', { name: /Show log of/ })
      .first()
      .click();
    await picture(page, 'request-runs');
    await page.getByRole('tab', { name: 'Outputs' }).click();
    await expect(page.getByText('kind: Group').first()).toBeVisible();
    await picture(page, 'request-outputs');
    await page.screenshot({
      path: 'e2e-test-report/pictures/request-page-whole.png',
      fullPage: true,
    });
  });

  test('a platform engineer sees the Promise, the platforms and what was ingested', async () => {
    await page.goto('/kratix/promises/local/team');
    await page.getByRole('tab', { name: 'API', exact: true }).click();
    await expect(page.getByText('spec.email').first()).toBeVisible();
    await picture(page, 'promise-page');
    await page.goto('/kratix/platforms');
    await expect(page.getByText('Local platform').first()).toBeVisible();
    await picture(page, 'platforms');
    await page.goto('/kratix/ingestion');
    await expect(page.getByText('Up to date').first()).toBeVisible();
    await picture(page, 'ingestion');
  });

  test('the Promise and the request are entities of the catalog', async () => {
    await page.goto('/?filters[kind]=component');
    await expect(page.getByText('Team namespace').first()).toBeVisible();
    await picture(page, 'catalog-components');
    await page.goto('/?filters[kind]=resource');
    await expect(page.getByText(team.id).first()).toBeVisible();
    await picture(page, 'catalog-resources');
  });

  test('both repositories hold its files', async () => {
    const catalog = await clone('catalog');
    expect(catalog.get(groupFile)).toContain(`name: ${team.id}`);
    const infrastructure = await clone('infrastructure');
    expect(infrastructure.get(terraformFile)).toContain('resource "gitea_org"');
    expect([...infrastructure.keys()]).toContain('terraform/teams/versions.tf');
  });

  test('a second team with its id is refused in the form, naming the first', async () => {
    await page.goto('/create/templates/default/kratix-team');
    await page.getByRole('textbox', { name: 'Id', exact: true }).fill(team.id);
    await page
      .getByRole('textbox', { name: 'Name', exact: true })
      .fill('Another');
    await page.getByRole('button', { name: 'Review' }).click();
    await expect(
      page.getByText(new RegExp(`taken by.*${team.id}`)).first(),
    ).toBeVisible();
    await picture(page, 'id-taken');
  });

  test('changing the e-mail changes the page', async () => {
    await page.goto(`/catalog/default/group/${team.id}/promise-status`);
    await page.getByRole('link', { name: 'Change' }).click();
    await expect(
      page.getByRole('textbox', { name: 'Name', exact: true }),
    ).toHaveValue(team.name);
    await page
      .getByRole('textbox', { name: 'E-mail', exact: true })
      .fill(`hello@${team.id}.example`);
    await picture(page, 'change-form');
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Create' }).click();
    const open = page.getByRole('link', { name: 'Open the team' });
    await expect(open).toBeVisible({ timeout: 60_000 });
    await open.click();
    await expect(async () => {
      await page.reload();
      await expect(
        page.getByText(`hello@${team.id}.example`).first(),
      ).toBeVisible({ timeout: 3_000 });
    }).toPass({ timeout: 30_000 });
    await picture(page, 'team-changed');
  });

  test('the same action requests a Database', async () => {
    await page.goto('/create/templates/default/kratix-database');
    await page
      .getByRole('textbox', { name: 'Name', exact: true })
      .fill(database);
    await picture(page, 'database-form');
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Create' }).click();
    const open = page.getByRole('link', { name: 'Open the request' });
    await expect(open).toBeVisible({ timeout: 60_000 });
    await open.click();
    await expect(page.getByText('Ready').first()).toBeVisible();
    await picture(page, 'database-request');
    const files = [...(await clone('infrastructure')).keys()];
    expect(
      files.filter(file =>
        file.startsWith(`worker-1/resources/default/database/${database}/`),
      ),
    ).not.toHaveLength(0);
  });

  test('the requests are listed', async () => {
    await page.goto('/kratix/requests');
    await expect(page.getByText(team.id).first()).toBeVisible();
    await expect(page.getByText(database).first()).toBeVisible();
    await picture(page, 'requests');
    await page.setViewportSize({ width: 420, height: 900 });
    await picture(page, 'requests-narrow');
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture(page, 'requests-dark');
    await page.emulateMedia({ colorScheme: null });
  });

  test('deleting the request removes the files and the Group', async () => {
    await page.goto(`/catalog/default/group/${team.id}/promise-status`);
    await page.getByRole('button', { name: `Delete ${team.id}` }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill(team.id);
    await picture(page, 'delete-dialog');
    await dialog.getByRole('button', { name: /Delete/ }).click();
    await expect(async () => {
      await page.goto(`/catalog/default/group/${team.id}`);
      await expect(page.getByText(/not found/i).first()).toBeVisible({
        timeout: 3_000,
      });
    }).toPass({ timeout: 60_000 });
    await picture(page, 'group-gone');
    expect([...(await clone('catalog')).keys()]).not.toContain(groupFile);
    expect([...(await clone('infrastructure')).keys()]).not.toContain(
      terraformFile,
    );
  });

  test('a template deletes the Database', async () => {
    await page.goto('/create/templates/default/kratix-request-delete');
    await picture(page, 'delete-form');
    await page
      .getByRole('textbox', { name: 'Promise', exact: true })
      .fill('database');
    await page
      .getByRole('textbox', { name: 'Name', exact: true })
      .fill(database);
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Create' }).click();
    await expect(async () => {
      const files = [...(await clone('infrastructure')).keys()];
      expect(files.filter(file => file.includes(database))).toEqual([]);
    }).toPass({ timeout: 60_000 });
  });

  test('no page complained in the console', () => {
    // The browser reports each refusal itself, and the form library each form that it refused.
    const expected = /status of (404|409)|Form validation failed/;
    expect(consoleErrors.filter(text => !expected.test(text))).toEqual([]);
  });
});
