import { TestDatabases } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { FaultRig } from './__testUtils__/FaultRig';
import { faultSchedules } from './__testUtils__/faultSchedules';

/**
 * The suite repeats the same few schedules, so that a change is judged by them and not by chance.
 * `KRATIX_FAULT_SCHEDULES=500` with another `KRATIX_FAULT_SEED` looks for what nobody has thought of.
 */
const SCHEDULES = Number(process.env.KRATIX_FAULT_SCHEDULES ?? 12);
const SEED = Number(process.env.KRATIX_FAULT_SEED ?? 101);

jest.setTimeout(300_000 + SCHEDULES * 20_000);

describe('two replicas of a catalog, whatever happens', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let rig: FaultRig;

  beforeAll(async () => {
    rig = await FaultRig.start(await databases.init('SQLITE_3'));
  });

  afterAll(async () => {
    await rig.stop();
  });

  it(`end with what the sources say, and lose nothing in between (${SCHEDULES} schedules, seed ${SEED})`, async () => {
    let done = 0;
    const running = fc.assert(
      fc.asyncProperty(faultSchedules, async ({ steps, endsByHints }) => {
        await rig.begin();
        for (const current of steps) {
          await rig.take(current);
        }
        await rig.settle(endsByHints);
        expect(await rig.findLosses()).toEqual([]);
        done += 1;
      }),
      // One schedule begins where the last one ended, so a smaller one proves nothing.
      { numRuns: SCHEDULES, seed: SEED, endOnFailure: true },
    );
    await running.catch(error => {
      // What is different says more than the schedule; Jest leaves it out.
      console.error(error.cause);
      throw error;
    });
    expect(done).toBe(SCHEDULES);
    const unseen = Object.values(rig.seen).some(count => count === 0);
    // So many have to reach what they are about.
    expect(unseen && SCHEDULES >= 100).toBe(false);
  });
});
