import { eventually } from '../testing/eventually';
import { ReconcileResult, WorkQueue } from './workQueue';

function queueOf(
  reconcile: (key: string) => Promise<ReconcileResult | void>,
  concurrency?: number,
) {
  const errors: string[] = [];
  const queue = new WorkQueue({
    reconcile,
    concurrency,
    onError: (key, error) => errors.push(`${key}: ${error}`),
    baseBackoff: 1,
    maxBackoff: 20,
    random: () => 0.5,
  });
  return { queue, errors };
}

describe('WorkQueue', () => {
  it('works on a key once for a burst, and once more for what comes meanwhile', async () => {
    let runs = 0;
    let release = () => {};
    const { queue } = queueOf(async () => {
      runs += 1;
      await new Promise<void>(resolve => {
        release = resolve;
      });
    });
    queue.add('a');
    queue.add('a');
    queue.add('a');
    await eventually(() => expect(runs).toBe(1));
    queue.add('a');
    queue.add('a');
    release();
    await eventually(() => expect(runs).toBe(2));
    release();
    await queue.stop();
    expect(runs).toBe(2);
  });

  it('works on several keys at once, but never on one twice', async () => {
    const busy = new Set<string>();
    let most = 0;
    let twice = false;
    let left = 60;
    const { queue } = queueOf(async key => {
      twice ||= busy.has(key);
      busy.add(key);
      most = Math.max(most, busy.size);
      await new Promise(resolve => {
        setTimeout(resolve, 1);
      });
      busy.delete(key);
      left -= 1;
      if (left > 0) {
        queue.add(`${left % 6}`);
      }
    }, 3);
    for (let key = 0; key < 6; key += 1) {
      queue.add(`${key}`);
    }
    await eventually(() => expect(left).toBeLessThanOrEqual(0));
    await queue.stop();
    expect(twice).toBe(false);
    expect(most).toBe(3);
  });

  it('tries again after a failure, and after the time that is asked for', async () => {
    const results: (ReconcileResult | Error)[] = [
      new Error('first'),
      new Error('second'),
      { requeueAfter: 1 },
      {},
    ];
    let runs = 0;
    const { queue, errors } = queueOf(async () => {
      const result = results[runs];
      runs += 1;
      if (result instanceof Error) {
        throw result;
      }
      return result;
    });
    queue.add('a');
    await eventually(() => expect(runs).toBe(4));
    await queue.stop();
    expect(errors).toEqual(['a: Error: first', 'a: Error: second']);
  });

  it('stops when what it works on is done', async () => {
    let done = false;
    const { queue } = queueOf(async () => {
      await new Promise(resolve => {
        setTimeout(resolve, 20);
      });
      done = true;
    });
    queue.add('a');
    await Promise.resolve();
    await queue.stop();
    expect(done).toBe(true);
    queue.add('b');
  });
});
