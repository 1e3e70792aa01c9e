import { KubeObject } from '../../kube';
import { findCondition } from '../conditions';
import { withWorksOutcome } from './worksStatus';

const NOW = new Date('2026-08-21T09:00:00Z');

function work(name: string, message?: string): KubeObject {
  return {
    apiVersion: 'platform.kratix.io/v1alpha1',
    kind: 'Work',
    metadata: { name },
    status: message
      ? { conditions: [{ type: 'Ready', status: 'False', message }] }
      : {},
  };
}

const completed = {
  conditions: [
    {
      type: 'ConfigureWorkflowCompleted',
      status: 'True',
      reason: 'PipelinesExecutedSuccessfully',
      message: 'Pipelines completed',
      lastTransitionTime: '2026-08-21T08:59:00Z',
    },
  ],
};

describe('withWorksOutcome', () => {
  const outcome = (
    works: KubeObject[],
    owner: 'resource' | 'promise' = 'resource',
    from: Record<string, unknown> = completed,
  ) => withWorksOutcome(from, works, owner, 1, NOW).status;

  it('is reconciled when all Works are ready, and when there are none', () => {
    for (const works of [[], [work('a', 'Ready')]]) {
      const status = outcome(works);
      expect(findCondition(status, 'WorksSucceeded')).toMatchObject({
        status: 'True',
        reason: 'WorksSucceeded',
        message: 'All works associated with this resource are ready',
      });
      expect(findCondition(status, 'Reconciled')).toMatchObject({
        status: 'True',
        reason: 'Reconciled',
      });
      expect(status).toMatchObject({ workflows: 1, workflowsSucceeded: 1 });
    }
  });

  it('names the Works, with commas for a request and spaces for a Promise', () => {
    const works = [work('a'), work('b', 'Pending'), work('c', 'Ready')];
    expect(findCondition(outcome(works), 'WorksSucceeded')).toMatchObject({
      status: 'Unknown',
      reason: 'WorksPending',
      message: 'Some works associated with this resource are not ready: [a,b]',
    });
    expect(
      findCondition(outcome(works, 'promise'), 'WorksSucceeded')?.message,
    ).toBe('Some works associated with this promise are not ready: [a b]');
  });

  it('puts failing before pending before misplaced', () => {
    const all = [work('m', 'Misplaced'), work('p'), work('f', 'Failing')];
    expect(findCondition(outcome(all), 'WorksSucceeded')).toMatchObject({
      status: 'False',
      reason: 'WorksFailing',
      message: 'Some works associated with this resource failed: [f]',
    });
    expect(
      findCondition(outcome(all.slice(0, 2)), 'WorksSucceeded')?.reason,
    ).toBe('WorksPending');
    const misplaced = outcome(all.slice(0, 1));
    expect(findCondition(misplaced, 'WorksSucceeded')?.reason).toBe(
      'WorksMisplaced',
    );
    expect(findCondition(misplaced, 'Reconciled')).toMatchObject({
      status: 'False',
      reason: 'WorksFailing',
      message: 'Failing',
    });
  });

  it('does not call failing what was pending', () => {
    const pending = outcome([work('a')]);
    const failing = outcome([work('a', 'Failing')], 'resource', pending);
    expect(findCondition(failing, 'WorksSucceeded')?.reason).toBe(
      'WorksPending',
    );
  });

  it('changes nothing a second time', () => {
    const once = outcome([work('a', 'Ready')]);
    const again = withWorksOutcome(
      once,
      [work('a', 'Ready')],
      'resource',
      1,
      new Date('2026-08-21T10:00:00Z'),
    );
    expect(again).toEqual({ status: once, changed: [] });
  });

  it('sorts the conditions by type', () => {
    const { conditions } = outcome([]);
    expect(
      Object(conditions).map((item: { type: string }) => item.type),
    ).toEqual(['ConfigureWorkflowCompleted', 'Reconciled', 'WorksSucceeded']);
  });
});
