import { startLocalPlatform } from 'kratix-local-platform';
import { join } from 'node:path';
import { Benchmark } from './lib/Benchmark';
import { openBrowser } from './lib/openBrowser';
import { PROMISES_DIRECTORY } from './lib/paths';
import { startBackstage } from './lib/startBackstage';
import { median, milliseconds, quantile } from './lib/statistics';
import { until } from './lib/until';
import { withDirectory } from './lib/withDirectory';

const CHANGES = 40;
const LIMIT_MS = 500;
const TEAMS = {
  group: 'platform.kratix.io',
  version: 'v1alpha1',
  resource: 'teams',
};

/** From a change of a request at the API server until the list of requests shows it, in Chromium. */
export const onScreen: Benchmark = {
  name: 'Change at the API server → on screen',
  run: () =>
    withDirectory(async directory => {
      const platform = await startLocalPlatform({
        dataDir: join(directory, 'platform'),
        port: 0,
        gitPort: 0,
        promises: [PROMISES_DIRECTORY],
      });
      const { client } = platform;
      await until(
        async () =>
          (await client.list(TEAMS).catch(() => undefined)) !== undefined,
      );
      await client.create(TEAMS, {
        apiVersion: 'platform.kratix.io/v1alpha1',
        kind: 'Team',
        metadata: { name: 'payments', namespace: 'default' },
        spec: { id: 'payments', name: 'Payments' },
      });
      const backstage = await startBackstage({
        directory,
        platform: {
          kubeconfig: { path: platform.kubeconfigPath, context: 'local' },
        },
      });
      const { page, close } = await openBrowser(backstage.url);
      try {
        await page.goto(`${backstage.url}/kratix/requests`);
        const row = page.getByRole('row').filter({ hasText: 'payments' });
        await row.filter({ hasText: 'Ready' }).waitFor();
        const durations: number[] = [];
        for (let index = 0; index < CHANGES; index++) {
          const owner = `owner-${index}-seen`;
          const seen = page.evaluate(
            text =>
              new Promise<number>(done => {
                const isShown = () =>
                  document.body.textContent?.includes(text) ?? false;
                const observer = new MutationObserver(() => {
                  if (isShown()) {
                    observer.disconnect();
                    done(Date.now());
                  }
                });
                observer.observe(document.body, {
                  subtree: true,
                  childList: true,
                  characterData: true,
                });
              }),
            owner,
          );
          const changedAt = Date.now();
          await client.mergePatch(TEAMS, 'payments', 'default', {
            metadata: {
              annotations: {
                'kratix.backstage.io/owner': `group:default/${owner}`,
              },
            },
          });
          durations.push((await seen) - changedAt);
        }
        return [
          {
            measure: `median of ${CHANGES} changes`,
            value: milliseconds(median(durations)),
            mustBe: `≤ ${LIMIT_MS} ms`,
            holds: median(durations) <= LIMIT_MS,
          },
          {
            measure: 'p95',
            value: milliseconds(quantile(durations, 0.95)),
          },
        ];
      } finally {
        await close();
        await backstage.stop();
        await platform.stop();
      }
    }),
};
