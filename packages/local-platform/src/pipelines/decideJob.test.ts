import { decideJob } from './decideJob';
import { JobPod, readJob } from './job';

const now = Date.parse('2026-01-01T00:10:00Z');

const pod = (change: Partial<JobPod> = {}): JobPod => ({
  name: 'p',
  uid: 'u',
  lost: false,
  tracked: true,
  deleting: false,
  ready: false,
  restarts: 0,
  ...change,
});

const decide = (
  pods: JobPod[],
  { spec = {}, status = {} }: { spec?: object; status?: object } = {},
) =>
  decideJob(
    readJob({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'j' },
      spec: { template: { spec: { restartPolicy: 'OnFailure' } }, ...spec },
      status,
    }),
    pods,
    { now, retryBackoffMs: 10_000 },
  );

const conditionTypes = (decision: ReturnType<typeof decide>) =>
  decision.status.conditions
    .filter(({ status }) => status === 'True')
    .map(({ type, reason }) => `${type}/${reason}`);

describe('decideJob', () => {
  it('makes one Pod for a new Job', () => {
    const decision = decide([]);
    expect(decision.create).toBe(1);
    expect(decision.status.startTime).toBe('2026-01-01T00:10:00Z');
  });

  it('makes no second Pod while one runs or still ends', () => {
    expect(decide([pod()]).create).toBe(0);
    const ending = decide([pod({ deleting: true })]);
    expect(ending.create).toBe(0);
    expect(ending.status).toMatchObject({ active: 0, terminating: 1 });
  });

  it('counts a Pod once, in steps that can be interrupted anywhere', () => {
    const ended = pod({ outcome: 'succeeded' });
    const noted = decide([ended]);
    expect(noted.status).toMatchObject({
      succeeded: 0,
      uncountedTerminatedPods: { succeeded: ['u'], failed: [] },
    });
    expect(noted.release).toEqual(['p']);
    expect(conditionTypes(noted)).toEqual([
      'SuccessCriteriaMet/CompletionsReached',
    ]);

    const interrupted = decide([ended], { status: noted.status });
    expect(interrupted.status).toEqual(noted.status);
    expect(interrupted.release).toEqual(['p']);

    const counted = decide([pod({ outcome: 'succeeded', tracked: false })], {
      status: interrupted.status,
    });
    expect(counted.status).toMatchObject({
      succeeded: 1,
      completionTime: '2026-01-01T00:10:00Z',
      uncountedTerminatedPods: { succeeded: [], failed: [] },
    });
    expect(conditionTypes(counted)).toEqual([
      'SuccessCriteriaMet/CompletionsReached',
      'Complete/CompletionsReached',
    ]);

    const later = decide([], { status: counted.status });
    expect(later.status).toEqual(counted.status);
    expect(later.create).toBe(0);
  });

  it.each([
    [5, undefined, false],
    [6, undefined, true],
    [1, 1, true],
    [0, 0, false],
    [1, 0, true],
  ])(
    'with %d restarts and a limit of %s, that it gave up is %s',
    (restarts, backoffLimit, gaveUp) => {
      const decision = decide([pod({ restarts })], { spec: { backoffLimit } });
      expect(conditionTypes(decision)).toEqual(
        gaveUp ? ['FailureTarget/BackoffLimitExceeded'] : [],
      );
      expect(decision.remove).toEqual(gaveUp ? ['p'] : []);
    },
  );

  it('is failed only when its last Pod has ended and is counted', () => {
    const giving = decide([pod({ restarts: 6 })]);
    const ending = decide([pod({ restarts: 6, deleting: true })], {
      status: giving.status,
    });
    expect(conditionTypes(ending)).toEqual([
      'FailureTarget/BackoffLimitExceeded',
    ]);
    const noted = decide(
      [pod({ restarts: 6, deleting: true, outcome: 'failed' })],
      { status: ending.status },
    );
    expect(conditionTypes(noted)).toHaveLength(1);
    const failed = decide([], { status: noted.status });
    expect(conditionTypes(failed)).toEqual([
      'FailureTarget/BackoffLimitExceeded',
      'Failed/BackoffLimitExceeded',
    ]);
    expect(failed.status.failed).toBe(1);
    expect(failed.events).toEqual([
      {
        type: 'Warning',
        reason: 'BackoffLimitExceeded',
        message: 'Job has reached the specified backoff limit',
      },
    ]);
  });

  it('waits longer after each Pod that failed', () => {
    const failed = pod({
      outcome: 'failed',
      tracked: false,
      finishedAt: now - 1_000,
    });
    const spec = { template: { spec: { restartPolicy: 'Never' } } };
    const first = decide([failed], { spec, status: { failed: 1 } });
    expect(first).toMatchObject({ create: 0, wakeAt: now + 9_000 });
    const second = decide([failed], { spec, status: { failed: 2 } });
    expect(second).toMatchObject({ create: 0, wakeAt: now + 19_000 });
    const ready = decide([{ ...failed, finishedAt: now - 10_000 }], {
      spec,
      status: { failed: 1 },
    });
    expect(ready.create).toBe(1);
    const tooOften = decide([failed], { spec, status: { failed: 7 } });
    expect(conditionTypes(tooOften)).toContain('Failed/BackoffLimitExceeded');
  });

  it('starts again at once, and without counting, what ended with the platform', () => {
    const decision = decide([
      pod({ outcome: 'failed', lost: true, finishedAt: now }),
    ]);
    expect(decision.status).toMatchObject({
      failed: 0,
      uncountedTerminatedPods: { failed: [] },
    });
    expect(decision.release).toEqual(['p']);
    expect(decision.create).toBe(1);
  });

  it('gives up at its deadline', () => {
    const status = { startTime: '2026-01-01T00:09:00Z' };
    const before = decide([pod()], {
      spec: { activeDeadlineSeconds: 61 },
      status,
    });
    expect(before).toMatchObject({ remove: [], wakeAt: now + 1_000 });
    const after = decide([pod()], {
      spec: { activeDeadlineSeconds: 60 },
      status,
    });
    expect(conditionTypes(after)).toEqual(['FailureTarget/DeadlineExceeded']);
    expect(after.remove).toEqual(['p']);
  });

  it('ends its Pod when suspended and starts anew when resumed', () => {
    const status = { startTime: '2026-01-01T00:09:00Z' };
    const suspended = decide([pod()], { spec: { suspend: true }, status });
    expect(conditionTypes(suspended)).toEqual(['Suspended/JobSuspended']);
    expect(suspended).toMatchObject({ create: 0, remove: ['p'] });
    expect(suspended.status.startTime).toBeUndefined();
    const ended = decide([pod({ deleting: true, outcome: 'failed' })], {
      spec: { suspend: true },
      status: suspended.status,
    });
    expect(ended.status.uncountedTerminatedPods.failed).toEqual([]);
    const resumed = decide([], { status: ended.status });
    expect(conditionTypes(resumed)).toEqual([]);
    expect(resumed.create).toBe(1);
  });

  it('goes when its time after the end is over', () => {
    const status = {
      succeeded: 1,
      conditions: [
        {
          type: 'Complete',
          status: 'True',
          lastTransitionTime: '2026-01-01T00:09:00Z',
        },
      ],
    };
    expect(
      decide([], { spec: { ttlSecondsAfterFinished: 60 }, status }).expire,
    ).toBe(true);
    expect(
      decide([], { spec: { ttlSecondsAfterFinished: 61 }, status }),
    ).toMatchObject({ expire: false, wakeAt: now + 1_000 });
  });
});
