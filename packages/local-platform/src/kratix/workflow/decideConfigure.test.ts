import fc from 'fast-check';
import { KubeObject } from '../../kube';
import { findCondition } from '../conditions';
import { labels } from '../constants';
import { JsonObject } from '../json';
import { statusOf, withLabels } from '../model/objects';
import { PlannedPipeline, decideConfigure } from './decideConfigure';
import { statusAfterPipeline } from '../adapter/pipelineStatus';
import { isJobRunning } from './jobs';
import { withPendingPipelines } from './workflowStatus';

const NOW = new Date('2026-08-21T09:00:00Z');

function pipelines(hash: string, count: number): PlannedPipeline[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `p${index}`,
    jobLabels: {
      [labels.hash]: hash,
      [labels.workflowType]: 'resource',
      [labels.workflowAction]: 'configure',
      [labels.pipelineName]: `p${index}`,
    },
  }));
}

function job(
  of: PlannedPipeline,
  second: number,
  condition?: 'Complete' | 'Failed' | 'Suspended',
): KubeObject {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: `job-${second}`,
      labels: of.jobLabels,
      creationTimestamp: new Date(NOW.getTime() + second * 1_000).toISOString(),
    },
    status: {
      conditions: condition ? [{ type: condition, status: 'True' }] : [],
    },
  };
}

function request(
  plan: PlannedPipeline[],
  status: JsonObject = {},
  flags: string[] = [],
): KubeObject {
  return {
    apiVersion: 'marketplace.kratix.io/v1alpha1',
    kind: 'redis',
    metadata: {
      name: 'example',
      generation: 1,
      labels: Object.fromEntries(flags.map(flag => [flag, 'true'])),
    },
    status: {
      ...withPendingPipelines(
        {
          workflows: plan.length,
          workflowsSucceeded: 0,
          workflowsFailed: 0,
        },
        plan.map(item => item.name),
        NOW,
      ),
      ...status,
    },
  };
}

describe('decideConfigure', () => {
  const plan = pipelines('h1', 2);

  it('sets the counters before anything is started', () => {
    const object = request(plan);
    const fresh = { ...object, status: { ...statusOf(object) } };
    delete fresh.status.workflowsSucceeded;
    delete fresh.status.workflowsFailed;
    expect(decideConfigure(fresh, plan, [], NOW)).toMatchObject({
      step: 'wait',
      status: { workflowsSucceeded: 0, workflowsFailed: 0 },
    });
    expect(decideConfigure(object, plan, [], NOW)).toMatchObject({
      step: 'start',
      index: 0,
      status: { message: 'Pending' },
    });
  });

  it('does nothing while a Job runs, for whatever specs it was made', () => {
    const object = request(plan);
    const running = statusOf(
      request(plan, {
        kratix: {
          workflows: {
            pipelines: [
              { name: 'p0', phase: 'Running' },
              { name: 'p1', phase: 'Pending' },
            ],
          },
        },
      }),
    );
    expect(
      decideConfigure(
        { ...object, status: running },
        plan,
        [job(plan[0], 1)],
        NOW,
      ),
    ).toEqual({ step: 'wait', status: undefined });
    const old = job(pipelines('h0', 1)[0], 1);
    expect(decideConfigure(object, plan, [old], NOW)).toEqual({
      step: 'wait',
      status: undefined,
    });
  });

  it('counts a pipeline that is done, then starts the next', () => {
    const object = request(plan);
    const jobs = [job(plan[0], 1, 'Complete')];
    const counted = decideConfigure(object, plan, jobs, NOW);
    expect(counted).toMatchObject({
      step: 'wait',
      status: { workflowsSucceeded: 1 },
    });
    const next = { ...object, status: Object(counted).status };
    expect(decideConfigure(next, plan, jobs, NOW)).toMatchObject({
      step: 'start',
      index: 1,
    });
  });

  it('starts over for other specs, with the counters reset', () => {
    const object = request(plan, {
      workflowsSucceeded: 1,
      workflowsFailed: 1,
      message: 'Failing',
    });
    const jobs = [job(pipelines('h0', 2)[1], 1, 'Failed')];
    expect(decideConfigure(object, plan, jobs, NOW)).toMatchObject({
      step: 'wait',
      status: { workflowsSucceeded: 0, workflowsFailed: 0 },
    });
  });

  it('suspends the Job that is in the way of a manual reconciliation', () => {
    const object = request(plan, {}, [labels.manualReconciliation]);
    const running = job(plan[0], 1);
    expect(decideConfigure(object, plan, [running], NOW)).toMatchObject({
      step: 'suspendJob',
      job: running,
    });
    expect(
      decideConfigure(object, plan, [job(plan[0], 1, 'Suspended')], NOW),
    ).toMatchObject({ step: 'start', index: 0 });
  });

  it('writes what a stop between status and Job left unsaid', () => {
    const decision = decideConfigure(
      request(plan),
      plan,
      [job(plan[0], 1)],
      NOW,
    );
    expect(decision).toMatchObject({ step: 'wait' });
    expect(
      findCondition(Object(decision).status, 'ConfigureWorkflowCompleted'),
    ).toMatchObject({ reason: 'PipelinesInProgress' });
  });

  it('ends, with one Job at a time and in order, whatever fails and is restarted', () => {
    type Ending = 'Complete' | 'Failed' | 'suspend';
    const ending = fc.constantFrom<Ending>('Complete', 'Failed', 'suspend');
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.array(ending, { maxLength: 8 }),
        (count, endings) => {
          const steps = pipelines('h1', count);
          const order: number[] = [];
          const jobs: KubeObject[] = [];
          let object = request(steps);
          let second = 0;
          let overlaps = false;
          for (let turn = 0; turn < 200; turn += 1) {
            const decision = decideConfigure(object, steps, jobs, NOW);
            if (decision.step === 'done') {
              break;
            }
            if ('status' in decision && decision.status) {
              object = { ...object, status: decision.status };
            }
            if (decision.step === 'failed') {
              object = withLabels(object, {
                [labels.manualReconciliation]: 'true',
              });
            } else if (decision.step === 'start') {
              overlaps ||= jobs.some(isJobRunning);
              const { name } = steps[decision.index];
              const how = endings.shift() ?? 'Complete';
              order.push(decision.index);
              second += 1;
              jobs.push(
                job(
                  steps[decision.index],
                  second,
                  how === 'Failed' ? 'Failed' : 'Complete',
                ),
              );
              object = withLabels(object, {
                [labels.manualReconciliation]: undefined,
              });
              if (how !== 'Failed') {
                object = {
                  ...object,
                  status: statusAfterPipeline(
                    statusOf(object),
                    {
                      pipeline: name,
                      workflow: 'resource',
                      last: decision.index === count - 1,
                      status: {},
                      control:
                        how === 'suspend' ? { message: 'wait' } : undefined,
                      generation: 1,
                    },
                    NOW,
                  ),
                };
              }
            }
          }
          expect(overlaps).toBe(false);
          expect(order.slice(-1)).toEqual([count - 1]);
          order.forEach((index, position) => {
            const before = order[position - 1] ?? -1;
            expect([0, before, before + 1]).toContain(index);
          });
          expect(statusOf(object)).toMatchObject({
            workflowsSucceeded: count,
            workflowsFailed: 0,
            message: 'Resource requested',
          });
        },
      ),
    );
  });
});
