import { findCondition } from './conditions';
import { labels } from './constants';
import { hasFlag, labelsOf, statusOf } from './model/objects';
import { resourceTypes } from './resourceTypes';
import { TestPlatform } from './testing/TestPlatform';
import { eventually } from './testing/eventually';
import {
  pipeline,
  redis,
  redisPromise,
  redisRequest,
} from './testing/promises';
import { install, reconciled, requestWith } from './testing/requests';

jest.setTimeout(60_000);

const WRITES = `write('output/instance.yaml', 'a: b\\n');`;

async function label(
  platform: TestPlatform,
  key: string,
  value: string | null,
) {
  await platform.client.mergePatch(redis, 'example', 'default', {
    metadata: { labels: { [key]: value } },
  });
}

describe('the workflow of a request', () => {
  let platform: TestPlatform;

  async function begin(
    step: string,
    promise = redisPromise({}),
    config: Parameters<typeof TestPlatform.create>[1] = {},
  ) {
    platform = await TestPlatform.create(step, config);
    await platform.addDestination('worker', { labels: { environment: 'dev' } });
    await install(platform, promise);
    await platform.client.create(redis, redisRequest('example'));
  }

  afterEach(async () => {
    await platform.dispose();
  });

  it('says which pipeline failed, and starts over by hand or with a new spec', async () => {
    await begin(
      `if (process.env.KRATIX_PIPELINE_NAME === 'second') { console.error('no quota'); process.exit(1); }\n${WRITES}`,
      redisPromise({
        resource: { configure: [pipeline('first'), pipeline('second')] },
      }),
    );
    const failed = await requestWith(platform, 'ConfigureWorkflowCompleted', {
      status: 'False',
      reason: 'ConfigureWorkflowFailed',
      message: 'A Configure Pipeline has failed: second',
    });
    expect(statusOf(failed)).toMatchObject({
      message: 'Pending',
      workflows: 2,
      workflowsSucceeded: 1,
      workflowsFailed: 1,
      kratix: {
        workflows: {
          pipelines: [
            { name: 'first', phase: 'Succeeded' },
            { name: 'second', phase: 'Failed' },
          ],
        },
      },
    });
    expect(findCondition(statusOf(failed), 'Reconciled')).toMatchObject({
      status: 'False',
      reason: 'ConfigureWorkflowFailed',
      message: 'Failing',
    });
    expect(statusOf(failed).observedGeneration).toBeUndefined();
    await eventually(async () => {
      expect(await platform.events(failed)).toContain(
        'Warning ConfigureWorkflowFailed: A resource/configure Pipeline has failed: second',
      );
    });

    await platform.setStep(WRITES);
    await label(platform, labels.manualReconciliation, 'true');
    const done = await reconciled(platform);
    expect(statusOf(done)).toMatchObject({
      message: 'Resource requested',
      workflowsSucceeded: 2,
      workflowsFailed: 0,
    });
    expect(labelsOf(done)[labels.manualReconciliation]).toBeUndefined();
    // Both pipelines ran again, from the first.
    expect(await platform.client.list(resourceTypes.jobs)).toHaveLength(4);

    await platform.setStep('process.exit(3)');
    await platform.client.mergePatch(redis, 'example', 'default', {
      spec: { size: 'large' },
    });
    await requestWith(platform, 'Reconciled', {
      status: 'False',
      message: 'Failing',
    });
    await platform.setStep(WRITES);
    await platform.client.mergePatch(redis, 'example', 'default', {
      spec: { size: 'medium' },
    });
    const updated = await reconciled(platform);
    expect(statusOf(updated)).toMatchObject({ workflowsFailed: 0 });
  });

  it('runs a failed workflow again after the interval', async () => {
    await begin('process.exit(1)', redisPromise({}), {
      reconciliationInterval: 1_500,
    });
    await requestWith(platform, 'Reconciled', { status: 'False' });
    await platform.setStep(WRITES);
    const done = await reconciled(platform);
    expect(statusOf(done)).toMatchObject({ workflowsFailed: 0 });
  });

  it('suspends a running Job when asked to start over', async () => {
    await begin(
      `await new Promise(resolve => setTimeout(resolve, 15_000));\n${WRITES}`,
    );
    await eventually(async () => {
      expect(await platform.client.list(resourceTypes.jobs)).toHaveLength(1);
    });
    await platform.setStep(WRITES);
    await label(platform, labels.manualReconciliation, 'true');
    await reconciled(platform);
    const jobs = await platform.client.list(resourceTypes.jobs);
    expect(
      jobs.map(job => findCondition(statusOf(job), 'Suspended')?.status).sort(),
    ).toEqual(['True', undefined]);
  });

  it('waits where a pipeline suspends it, and resumes there', async () => {
    await begin(
      `if (process.env.KRATIX_PIPELINE_NAME === 'approve') write('metadata/workflow-control.yaml', 'suspend: true\\nmessage: waiting for approval\\n');\n${WRITES}`,
      redisPromise({
        resource: { configure: [pipeline('prepare'), pipeline('approve')] },
      }),
    );
    const waiting = await requestWith(platform, 'Reconciled', {
      status: 'Unknown',
      reason: 'WorkflowSuspended',
      message: 'Suspended',
    });
    expect(hasFlag(waiting, labels.workflowSuspended)).toBe(true);
    expect(statusOf(waiting)).toMatchObject({
      kratix: {
        workflows: {
          suspendedGeneration: 1,
          pipelines: [
            { name: 'prepare', phase: 'Succeeded' },
            {
              name: 'approve',
              phase: 'Suspended',
              message: 'waiting for approval',
            },
          ],
        },
      },
    });
    expect(
      findCondition(statusOf(waiting), 'ConfigureWorkflowCompleted'),
    ).toMatchObject({ status: 'False', reason: 'PipelinesInProgress' });
    // What a suspended pipeline wrote is not scheduled.
    expect(await platform.client.list(resourceTypes.works)).toHaveLength(1);

    await platform.setStep(WRITES);
    await label(platform, labels.workflowSuspended, null);
    await reconciled(platform);
    const jobs = await platform.client.list(resourceTypes.jobs);
    expect(jobs.map(job => labelsOf(job)[labels.pipelineName]).sort()).toEqual([
      'approve',
      'approve',
      'prepare',
    ]);
    expect(await platform.client.list(resourceTypes.works)).toHaveLength(2);
  });

  it('runs a pipeline again when the time it asked for is over', async () => {
    await begin(
      `write('metadata/workflow-control.yaml', 'retryAfter: 1s\\nmessage: not yet\\n');\n${WRITES}`,
    );
    await eventually(async () => {
      const request = await platform.get(redis, 'example', 'default');
      expect(statusOf(request)).toMatchObject({
        kratix: { workflows: { pipelines: [{ attempts: 2 }] } },
      });
    });
    await platform.setStep(WRITES);
    const done = await reconciled(platform);
    expect(hasFlag(done, labels.workflowSuspended)).toBe(false);
    expect(statusOf(done)).toMatchObject({
      kratix: {
        workflows: {
          pipelines: [{ name: 'instance-configure', phase: 'Succeeded' }],
        },
      },
    });
    expect(JSON.stringify(statusOf(done))).not.toMatch(
      /nextRetryAt|attempts|suspendedGeneration|not yet/,
    );
  });

  it('starts over when the spec changes while it is suspended', async () => {
    await begin(
      `if (/size: small/.test(object)) write('metadata/workflow-control.yaml', 'suspend: true');\n${WRITES}`,
    );
    await requestWith(platform, 'Reconciled', {
      reason: 'WorkflowSuspended',
      status: 'Unknown',
    });
    await platform.client.mergePatch(redis, 'example', 'default', {
      spec: { size: 'large' },
    });
    const done = await reconciled(platform);
    expect(hasFlag(done, labels.workflowSuspended)).toBe(false);
    expect(hasFlag(done, labels.runFromStart)).toBe(false);
  });

  it('does nothing while it is paused, and runs again when it is resumed', async () => {
    await begin(WRITES);
    await reconciled(platform);
    await label(platform, labels.paused, 'true');
    await requestWith(platform, 'Reconciled', {
      status: 'Unknown',
      reason: 'PausedReconciliation',
      message: 'Paused',
    });
    await platform.client.mergePatch(redis, 'example', 'default', {
      spec: { size: 'large' },
    });
    await label(platform, labels.paused, null);
    await reconciled(platform);
    expect(await platform.client.list(resourceTypes.jobs)).toHaveLength(2);
  });

  it.each([
    ['status.yaml', 'kratix: {}', /status field that Kratix manages/],
    ['status.yaml', '- a', /must be a map/],
    ['status.yaml', 'a: [', /is not YAML/],
    ['workflow-control.yaml', 'retryAfter: 1d', /retryAfter "1d" is not a dur/],
    ['destination-selectors.yaml', '- matchLabels: {}', /has no selectors/],
    [
      'destination-selectors.yaml',
      '- {directory: a/b, matchLabels: {x: y}}',
      /sub-directories are not allowed/,
    ],
    [
      'destination-selectors.yaml',
      '- {directory: gone, matchLabels: {x: y}}',
      /names the directory gone/,
    ],
  ])(
    'fails with a reason in the log when %s is %j',
    async (file, text, why) => {
      await begin(
        `write('metadata/${file}', ${JSON.stringify(text)});\n${WRITES}`,
      );
      await requestWith(platform, 'Reconciled', { status: 'False' });
      await eventually(async () => expect(await platform.logs()).toMatch(why));
    },
  );

  it.each([
    ['a link to a file', `fs.symlinkSync('/etc/passwd', at('output/x.yaml'))`],
    ['a link to a directory', `fs.symlinkSync('/etc', at('output/x.yaml'))`],
    [
      'a directory replaced by a link',
      `fs.mkdirSync(at('output/x.yaml/real'), { recursive: true }); fs.rmSync(at('output/x.yaml/real'), { recursive: true }); fs.rmdirSync(at('output/x.yaml')); fs.symlinkSync('/', at('output/x.yaml'))`,
    ],
  ])('does not read what %s leads to', async (_what, step) => {
    await begin(`${WRITES}\n${step};`);
    await requestWith(platform, 'Reconciled', { status: 'False' });
    await eventually(async () =>
      expect(await platform.logs()).toMatch(
        /"\/kratix\/output\/x\.yaml" is a symbolic link/,
      ),
    );
    expect(await platform.client.list(resourceTypes.works)).toEqual([]);
  });

  it('stops at an output that is too large to be stored', async () => {
    await begin(
      `for (let i = 0; i < 5; i++) write('output/' + i, 'x'.repeat(300));`,
      redisPromise({}),
      {
        outputLimits: {
          fileBytes: 1_000,
          files: 4,
          totalBytes: 10_000,
          workBytes: 10_000,
        },
      },
    );
    await requestWith(platform, 'Reconciled', { status: 'False' });
    await eventually(async () =>
      expect(await platform.logs()).toMatch(/holds more than 4 files/),
    );
  });

  it('keeps the newest Jobs of each pipeline', async () => {
    await begin(WRITES, redisPromise({}), { numberOfJobsToKeep: 2 });
    await reconciled(platform);
    for (const size of ['a', 'b', 'c']) {
      await platform.client.mergePatch(redis, 'example', 'default', {
        spec: { size },
      });
      await reconciled(platform);
    }
    await eventually(async () => {
      expect(await platform.client.list(resourceTypes.jobs)).toHaveLength(2);
    });
  });

  it('runs the delete pipeline before anything is removed, and again by hand when it failed', async () => {
    await begin(
      `if (process.env.KRATIX_WORKFLOW_ACTION === 'delete') process.exit(1);\n${WRITES}`,
      redisPromise({
        resource: {
          configure: [pipeline('make')],
          delete: [pipeline('unmake')],
        },
      }),
    );
    await reconciled(platform);
    await eventually(async () =>
      expect(await platform.files('worker')).toHaveLength(1),
    );
    await platform.client.delete(redis, 'example', 'default');
    const failed = await requestWith(platform, 'DeleteWorkflowCompleted', {
      status: 'False',
      reason: 'DeleteWorkflowFailed',
      message: 'The Delete Pipeline has failed',
    });
    expect(statusOf(failed)).toMatchObject({
      kratix: { workflows: { pipelines: [{ name: 'unmake' }] } },
    });
    expect(await platform.files('worker')).toHaveLength(1);

    await platform.setStep(
      `write('metadata/workflow-control.yaml', 'suspend: true\\nmessage: sure?')`,
    );
    await label(platform, labels.manualReconciliation, 'true');
    await requestWith(platform, 'DeleteWorkflowCompleted', {
      status: 'False',
      reason: 'DeleteWorkflowSuspended',
    });
    await platform.setStep('');
    await label(platform, labels.workflowSuspended, null);
    await eventually(async () => {
      expect(
        await platform.client.get(redis, 'example', 'default'),
      ).toBeUndefined();
      expect(await platform.files('worker')).toEqual([]);
    });
  });
});
