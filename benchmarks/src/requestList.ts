import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  createKratixRequestConditionalDecision,
  kratixRequestConditions,
} from 'backstage-plugin-kratix-backend';
import { kratixRequestReadPermission } from 'backstage-plugin-kratix-common';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { Benchmark, Figure } from './lib/Benchmark';
import { startRequestCluster } from './lib/requestCluster';
import { startKratixBackend } from './lib/startKratixBackend';
import { median, milliseconds, quantile } from './lib/statistics';
import { until } from './lib/until';

const FEW = 5_000;
const MANY = 50_000;
const PROMISES = 100;
const CALLS = 700;
const LIMIT_MS = 30;
const CHANGES_PER_SECOND = 20;

/** What people look for; each gives at most 50 rows. */
const QUERIES = [
  'promise=database-7&orderField=-createdAt',
  'owner=team-3&orderField=state',
  'namespace=team-5&state=Ready&orderField=-createdAt',
  'state=Failed&orderField=owner',
  'q=orders-12&orderField=name',
  'orderField=-createdAt',
  'orderField=promise',
];

const pageSchema = z.object({
  totalItems: z.number(),
  counts: z.object({ Ready: z.number().optional() }),
});

/** Which requests the caller may read. */
const READERS = {
  all: { result: AuthorizeResult.ALLOW } as const,
  own: createKratixRequestConditionalDecision(
    kratixRequestReadPermission,
    kratixRequestConditions.isOwner({ claims: ['group:default/team-3'] }),
  ),
};

/** @returns how long each call took, milliseconds */
async function call(
  list: (query: string) => Promise<unknown>,
): Promise<number[]> {
  const durations: number[] = [];
  for (let index = 0; index < CALLS; index++) {
    const begin = performance.now();
    await list(QUERIES[index % QUERIES.length]);
    durations.push(performance.now() - begin);
  }
  return durations;
}

/** Lists among so many requests, for both readers, while some of the requests change. */
async function measure(requests: number) {
  const cluster = await startRequestCluster({
    requests,
    promises: PROMISES,
    outputs: true,
  });
  let reader: keyof typeof READERS = 'all';
  const backend = await startKratixBackend({
    url: cluster.url,
    decide: () => READERS[reader],
  });
  const list = (query: string) => backend.get(`/requests?limit=50&${query}`);
  const stopping = new AbortController();
  try {
    await until(async () => {
      const { totalItems, counts } = pageSchema.parse(await list(''));
      await setTimeout(500);
      return totalItems === requests && counts.Ready === (requests * 19) / 20;
    });
    const changes = (async () => {
      for (let index = 0; !stopping.signal.aborted; index++) {
        cluster.change(index % requests, { failed: index % 2 === 0 });
        await setTimeout(1000 / CHANGES_PER_SECOND);
      }
    })();
    await call(list);
    const all = await call(list);
    reader = 'own';
    const own = await call(list);
    stopping.abort();
    await changes;
    return { all, own };
  } finally {
    await backend.stop();
    await cluster.stop();
  }
}

/** GET /requests over HTTP, within one process: by how much it slows down with ten times the requests. */
export const requestList: Benchmark = {
  name: `50 of ${MANY.toLocaleString('en')} requests in ${PROMISES} Promises`,
  async run(): Promise<Figure[]> {
    const few = await measure(FEW);
    const many = await measure(MANY);
    const growth = median(many.all) / median(few.all);
    const readers = [
      ['who may read all', many.all],
      ['who may read those of a team', many.own],
    ] as const;
    return [
      ...readers.flatMap(([who, durations]): Figure[] => {
        const p99 = quantile(durations, 0.99);
        return [
          {
            measure: `somebody ${who}: median of ${CALLS}`,
            value: milliseconds(median(durations)),
          },
          {
            measure: `somebody ${who}: p99`,
            value: milliseconds(p99),
            mustBe: `≤ ${LIMIT_MS} ms`,
            holds: p99 <= LIMIT_MS,
          },
        ];
      }),
      {
        measure: `${MANY / FEW} × the requests: the median takes`,
        value: `${growth.toFixed(2)} × as long`,
        mustBe: `< ${MANY / FEW} ×`,
        holds: growth < MANY / FEW,
      },
    ];
  },
};
