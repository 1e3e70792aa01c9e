import type { KubeObject } from '../../kube';
import { jobStatusText, podStatusText } from './builtin/podColumns';
import { humanDuration } from './humanDuration';

const seconds = 1000;
const minutes = 60 * seconds;
const hours = 60 * minutes;
const days = 24 * hours;

describe('humanDuration', () => {
  it.each([
    [-5 * seconds, '<invalid>'],
    [0, '0s'],
    [119 * seconds, '119s'],
    [2 * minutes, '2m'],
    [5 * minutes + 30 * seconds, '5m30s'],
    [90 * minutes, '90m'],
    [3 * hours + 5 * minutes, '3h5m'],
    [30 * hours, '30h'],
    [3 * days + 4 * hours, '3d4h'],
    [400 * days, '400d'],
    [800 * days, '2y70d'],
    [4000 * days, '10y'],
  ])('shows %d ms as %s', (milliseconds, text) => {
    expect(humanDuration(milliseconds)).toBe(text);
  });
});

function pod(status: object, metadata = {}): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', ...metadata },
    spec: {
      initContainers: [{ name: 'a' }, { name: 'b' }],
      containers: [{ name: 'c' }],
    },
    status,
  };
}

describe('the STATUS column', () => {
  const done = { state: { terminated: { exitCode: 0, reason: 'Completed' } } };
  it.each<[object, string]>([
    [{ phase: 'Pending' }, 'Pending'],
    [
      {
        phase: 'Pending',
        initContainerStatuses: [done, { state: { running: {} } }],
      },
      'Init:1/2',
    ],
    [
      {
        phase: 'Pending',
        initContainerStatuses: [
          { state: { terminated: { exitCode: 2, reason: 'Error' } } },
        ],
      },
      'Init:Error',
    ],
    [
      {
        phase: 'Pending',
        initContainerStatuses: [
          { state: { waiting: { reason: 'ErrImagePull' } } },
        ],
      },
      'Init:ErrImagePull',
    ],
    [
      {
        phase: 'Succeeded',
        initContainerStatuses: [done, done],
        containerStatuses: [done],
      },
      'Completed',
    ],
    [
      {
        phase: 'Failed',
        initContainerStatuses: [done, done],
        containerStatuses: [{ state: { terminated: { exitCode: 3 } } }],
      },
      'ExitCode:3',
    ],
    [
      {
        phase: 'Pending',
        initContainerStatuses: [done, done],
        containerStatuses: [
          { state: { waiting: { reason: 'ImagePullBackOff' } } },
        ],
      },
      'ImagePullBackOff',
    ],
    [
      {
        phase: 'Running',
        initContainerStatuses: [done, done],
        containerStatuses: [{ ready: true, state: { running: {} } }],
      },
      'Running',
    ],
  ])('of a Pod with %j is %s', (status, text) => {
    expect(podStatusText(pod(status))).toBe(text);
  });

  it('of a Pod that is being deleted is Terminating', () => {
    const deleted = { deletionTimestamp: '2026-01-01T00:00:00Z' };
    expect(podStatusText(pod({ phase: 'Running' }, deleted))).toBe(
      'Terminating',
    );
  });

  it('of a Job follows its conditions', () => {
    const job = (type?: string): KubeObject => ({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'j' },
      status: type ? { conditions: [{ type, status: 'True' }] } : {},
    });
    expect(
      [undefined, 'Complete', 'Failed', 'Suspended'].map(type =>
        jobStatusText(job(type)),
      ),
    ).toEqual(['Running', 'Complete', 'Failed', 'Suspended']);
  });
});
