import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { startKratixBackend } from '../lib/startKratixBackend';
import { until } from '../lib/until';

const pageSchema = z.object({ totalItems: z.number() });

const platformsSchema = z.object({
  items: z.array(z.object({ synced: z.boolean() })),
});

/** Prints how much heap a backend holds that knows all requests of an API server. */
async function main([url, requests]: string[]) {
  const backend = await startKratixBackend({ url });
  await until(async () => {
    await setTimeout(200);
    const { items } = platformsSchema.parse(await backend.get('/platforms'));
    const { totalItems } = pageSchema.parse(
      await backend.get('/requests?limit=1&orderField=-createdAt'),
    );
    return items[0].synced && totalItems === Number(requests);
  });
  for (let round = 0; round < 4; round++) {
    global.gc?.();
    await setTimeout(50);
  }
  const { heapUsed } = process.memoryUsage();
  if (process.env.HEAP_SNAPSHOT) {
    const { writeHeapSnapshot } = await import('node:v8');
    writeHeapSnapshot(`${process.env.HEAP_SNAPSHOT}-${requests}.heapsnapshot`);
  }
  console.log(JSON.stringify({ heapUsed }));
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  error => {
    console.error(error);
    process.exit(1);
  },
);
