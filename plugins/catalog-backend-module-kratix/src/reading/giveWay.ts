import { setImmediate } from 'node:timers/promises';

/** Milliseconds of work after which everything else in the process gets its turn. */
const TURN = 20;
let turn = performance.now();

/** To be awaited between pieces of work that keep the process busy, so that none waits for all of them. */
export async function giveWay(): Promise<void> {
  if (performance.now() - turn > TURN) {
    await setImmediate();
    turn = performance.now();
  }
}

/** Does something with each of many items, which takes little time of each. */
export async function forEachInTurns<T>(
  items: Iterable<T>,
  work: (item: T) => void,
): Promise<void> {
  let count = 0;
  for (const item of items) {
    work(item);
    count += 1;
    if (count % 500 === 0) {
      await giveWay();
    }
  }
}
