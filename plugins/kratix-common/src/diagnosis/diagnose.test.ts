import fc from 'fast-check';
import { afterwardsExamples } from './__testUtils__/examples/afterwardsExamples';
import { deletionExamples } from './__testUtils__/examples/deletionExamples';
import { holdExamples } from './__testUtils__/examples/holdExamples';
import { pipelineFailedExamples } from './__testUtils__/examples/pipelineFailedExamples';
import { platformExamples } from './__testUtils__/examples/platformExamples';
import { podsExamples } from './__testUtils__/examples/podsExamples';
import { promiseNotReadyExamples } from './__testUtils__/examples/promiseNotReadyExamples';
import { schedulingExamples } from './__testUtils__/examples/schedulingExamples';
import { unknownExamples } from './__testUtils__/examples/unknownExamples';
import { writingExamples } from './__testUtils__/examples/writingExamples';
import {
  condition,
  request,
  placement,
  store,
  pod,
  step,
  inProgress,
  diagnose,
} from './__testUtils__/objects';
import { describeDiagnosis } from './describeDiagnosis';
import { diagnosisMessages } from './messages';

const CAUSES = [
  ...platformExamples,
  ...deletionExamples,
  ...holdExamples,
  ...promiseNotReadyExamples,
  ...podsExamples,
  ...pipelineFailedExamples,
  ...schedulingExamples,
  ...writingExamples,
  ...afterwardsExamples,
  ...unknownExamples,
];

describe('diagnoseRequest', () => {
  it('says nothing about a request that is ready', () => {
    expect(diagnose()).toEqual([]);
  });

  it('says nothing about a request that is on its way', () => {
    expect(
      diagnose({
        request: request(inProgress),
        pods: [pod(step('render', { running: {} }))],
      }),
    ).toEqual([]);
  });

  it.each(CAUSES)('tells %s', (code, parts, summary) => {
    const [first] = diagnose(parts);
    expect(first?.code).toBe(code);
    expect(describeDiagnosis(first).summary).toBe(summary);
  });

  it('has an example of everything that it can say', () => {
    expect(CAUSES.map(([code]) => code).sort()).toEqual(
      Object.keys(diagnosisMessages).sort(),
    );
  });

  it('puts the cause before what follows from it', () => {
    const codes = diagnose({
      platform: { reachable: false, lastContact: '2026-01-01T00:00:00Z' },
      managedBy: 'Argo CD application teams',
      placements: [
        placement([
          condition('WriteSucceeded', 'False', 'WorkloadsFailedWrite', 'no'),
        ]),
      ],
      stateStores: [store(condition('Ready', 'False', 'StateStoreError', 'x'))],
    }).map(({ code }) => code);
    expect(codes).toEqual([
      'platformUnreachable',
      'stateStoreNotReady',
      'writeFailing',
      'ownedElsewhere',
    ]);
  });

  it('knows that a pause holds a deletion as well', () => {
    const [first] = diagnose({
      request: request(
        {},
        {
          deletionTimestamp: '2026-01-01T00:09:00Z',
          labels: { 'kratix.io/paused': 'true' },
        },
      ),
    });
    expect(first.code).toBe('requestPaused');
  });

  it('looks at the youngest Pod and shows the last lines of its Step', () => {
    const failed = (name: string, createdAt: string, exitCode: number) =>
      pod(
        { ...step('render', { terminated: { exitCode } }), phase: 'Failed' },
        { name, createdAt },
      );
    expect(
      diagnose({
        request: request(inProgress),
        pods: [
          failed('second', '2026-01-01T00:02:00Z', 2),
          failed('first', '2026-01-01T00:01:00Z', 1),
        ],
        logs: { 'second/render': ['no such region'], 'first/render': ['old'] },
      }),
    ).toEqual([
      expect.objectContaining({
        code: 'stepRetrying',
        values: expect.objectContaining({ exitCode: '2', attempt: '2' }),
        log: ['no such region'],
      }),
    ]);
  });

  it('looks at the Pipeline that failed, though another Pod is as young', () => {
    const [cause] = diagnose({
      request: request({
        ...inProgress,
        kratix: {
          workflows: {
            pipelines: [
              { name: 'zz-first', phase: 'Succeeded' },
              { name: 'configure', phase: 'Running' },
            ],
          },
        },
      }),
      pods: [
        pod(
          {
            ...step('render', { terminated: { exitCode: 2 } }),
            phase: 'Failed',
          },
          { name: 'a' },
        ),
        pod({ phase: 'Succeeded' }, { name: 'z', pipeline: 'zz-first' }),
      ],
    });
    expect(cause.values).toMatchObject({ exitCode: '2' });
  });

  it('knows when a Step is started again', () => {
    const [cause] = diagnose(
      CAUSES.find(([code]) => code === 'stepRetrying')?.[1],
    );
    expect(cause.retryAt).toBe('2026-01-01T00:00:40.000Z');
  });

  it('keeps to what it has, whatever shape that is in', () => {
    fc.assert(
      fc.property(
        fc.object({ maxDepth: 4 }),
        fc.object({ maxDepth: 4 }),
        fc.string(),
        (requestStatus, podStatus, message) => {
          const found = diagnose({
            request: request({ ...requestStatus, message }),
            pods: [pod(podStatus)],
          });
          for (const diagnosis of found) {
            expect(describeDiagnosis(diagnosis).summary).not.toContain('{{');
          }
        },
      ),
    );
  });

  it('cuts texts of a cluster', () => {
    const [first] = diagnose({ managedBy: 'x'.repeat(100_000) });
    expect(first.values.manager).toHaveLength(500);
  });
});
