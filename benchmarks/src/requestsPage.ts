import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Benchmark } from './lib/Benchmark';
import { openBrowser } from './lib/openBrowser';
import { startRequestCluster } from './lib/requestCluster';
import { startBackstage } from './lib/startBackstage';
import { median, milliseconds } from './lib/statistics';
import { withDirectory } from './lib/withDirectory';

const REQUESTS = 10_000;
const PROMISES = 20;
const COMPONENTS = 50;
const ROUNDS = 11;
const LIMIT = 1.2;

const component = (index: number) => `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: component-${index}
spec:
  type: service
  lifecycle: production
  owner: guests
`;

/** How long it takes from an address to first rows, of our list and of the catalog's, in Chromium. */
export const requestsPage: Benchmark = {
  name: `Requests page with ${REQUESTS.toLocaleString('en')} requests`,
  run: () =>
    withDirectory(async directory => {
      const target = join(directory, 'components.yaml');
      await writeFile(
        target,
        Array.from({ length: COMPONENTS }, (_, index) => component(index)).join(
          '---\n',
        ),
      );
      const cluster = await startRequestCluster({
        requests: REQUESTS,
        promises: PROMISES,
        outputs: true,
      });
      const backstage = await startBackstage({
        directory,
        platform: { url: cluster.url, serviceAccountToken: 'benchmark' },
        locations: [{ type: 'file', target }],
      });
      const { page, close } = await openBrowser(backstage.url);
      const open = async (path: string, text: RegExp) => {
        const begin = performance.now();
        await page.goto(`${backstage.url}${path}`);
        await page.getByRole('row').filter({ hasText: text }).first().waitFor();
        return performance.now() - begin;
      };
      const requests = () => open('/kratix/requests', /orders-/);
      const components = () =>
        open(
          '/catalog?filters[kind]=component&filters[user]=all',
          /component-/,
        );
      try {
        // Both are in the browser's cache then, and everything has been read.
        await requests();
        await page
          .getByText(/10[,.]?000/)
          .first()
          .waitFor();
        await components();
        const ours: number[] = [];
        const theirs: number[] = [];
        for (let round = 0; round < ROUNDS; round++) {
          theirs.push(await components());
          ours.push(await requests());
        }
        const ratio = median(ours) / median(theirs);
        return [
          {
            measure: `the catalog's index page with ${COMPONENTS} Components, median of ${ROUNDS}`,
            value: milliseconds(median(theirs)),
          },
          {
            measure: 'the Requests page, first rows',
            value: `${milliseconds(median(ours))} = ${ratio.toFixed(2)} ×`,
            mustBe: `≤ ${LIMIT} ×`,
            holds: ratio <= LIMIT,
          },
        ];
      } finally {
        await close();
        await backstage.stop();
        await cluster.stop();
      }
    }),
};
