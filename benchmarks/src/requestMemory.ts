import { z } from 'zod';
import { Benchmark } from './lib/Benchmark';
import { startRequestCluster } from './lib/requestCluster';
import { runChild } from './lib/runChild';
import { startKratixBackend } from './lib/startKratixBackend';
import { until } from './lib/until';

const REQUESTS = 20_000;
const PROMISES = 100;
const LIMIT = 2.5;
const SAMPLES = 100;

const pageSchema = z.object({
  items: z.array(
    z.object({
      ref: z.object({
        promise: z.string(),
        namespace: z.string(),
        name: z.string(),
      }),
    }),
  ),
});

const detailsSchema = z.object({ manifest: z.unknown() });

/** Heap of a backend with so many requests, in a process of its own, after collecting garbage; bytes. */
async function heapWith(requests: number): Promise<number> {
  const cluster = await startRequestCluster({ requests, promises: PROMISES });
  try {
    const answer = await runChild('measureRequestMemory.ts', [
      cluster.url,
      `${requests}`,
    ]);
    return z.object({ heapUsed: z.number() }).parse(answer).heapUsed;
  } finally {
    await cluster.stop();
  }
}

/** The mean size of what the cache keeps of a request, as JSON; bytes. */
async function measureJson(): Promise<number> {
  const cluster = await startRequestCluster({
    requests: SAMPLES,
    promises: PROMISES,
  });
  const { url } = cluster;
  const backend = await startKratixBackend({ url });
  try {
    const list = async () =>
      pageSchema.parse(await backend.get(`/requests?limit=${SAMPLES}`)).items;
    await until(async () => (await list()).length === SAMPLES);
    let bytes = 0;
    for (const { ref } of await list()) {
      const path = `/requests/local/${ref.promise}/${ref.namespace}/${ref.name}`;
      const { manifest } = detailsSchema.parse(await backend.get(path));
      bytes += Buffer.byteLength(JSON.stringify(manifest));
    }
    return bytes / SAMPLES;
  } finally {
    await backend.stop();
    await cluster.stop();
  }
}

/** What it costs to know a request: the cache and the indexes of lists. */
export const requestMemory: Benchmark = {
  name: `Memory of ${REQUESTS.toLocaleString('en')} requests`,
  async run() {
    const json = await measureJson();
    const heap = ((await heapWith(REQUESTS)) - (await heapWith(0))) / REQUESTS;
    const ratio = heap / json;
    return [
      {
        measure: 'JSON of a request after trimming, mean',
        value: `${json.toFixed(0)} bytes`,
      },
      {
        measure: 'heap per request, its state and its places in lists included',
        value: `${heap.toFixed(0)} bytes = ${ratio.toFixed(2)} × its JSON`,
        mustBe: `≤ ${LIMIT} ×`,
        holds: ratio <= LIMIT,
      },
    ];
  },
};
