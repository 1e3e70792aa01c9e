import type { KubeObject } from '../../../kube';
import { arrayAt, isJsonObject, objectAt, stringAt } from '../../json';
import { ageColumn, column, nameColumn } from '../columns';
import { ageOf } from '../humanDuration';
import type { TableColumn } from '../ServedResource';

function numberAt(parent: unknown, key: string): number {
  const value = isJsonObject(parent) ? parent[key] : undefined;
  return typeof value === 'number' ? value : 0;
}

function statuses(pod: KubeObject, key: string): unknown[] {
  return arrayAt(objectAt(pod, 'status'), key);
}

/** The state of the init containers where they decide what is shown, for example `Init:1/3`. */
function initReason(pod: KubeObject): string | undefined {
  const total = arrayAt(objectAt(pod, 'spec'), 'initContainers').length;
  const list = statuses(pod, 'initContainerStatuses');
  for (const [index, status] of list.entries()) {
    const state = objectAt(status, 'state');
    const terminated = state.terminated;
    const waiting = stringAt(state.waiting, 'reason');
    if (isJsonObject(terminated) && numberAt(terminated, 'exitCode') === 0) {
      continue;
    }
    if (isJsonObject(terminated)) {
      const reason = stringAt(terminated, 'reason');
      if (reason) return `Init:${reason}`;
      const signal = numberAt(terminated, 'signal');
      return signal
        ? `Init:Signal:${signal}`
        : `Init:ExitCode:${numberAt(terminated, 'exitCode')}`;
    }
    if (waiting && waiting !== 'PodInitializing') return `Init:${waiting}`;
    return `Init:${index}/${total}`;
  }
  return undefined;
}

function containerReason(pod: KubeObject, phase: string): string {
  let reason = phase;
  let running = false;
  for (const status of statuses(pod, 'containerStatuses').reverse()) {
    const state = objectAt(status, 'state');
    const waiting = stringAt(state.waiting, 'reason');
    if (waiting) {
      reason = waiting;
    } else if (isJsonObject(state.terminated)) {
      const signal = numberAt(state.terminated, 'signal');
      reason =
        stringAt(state.terminated, 'reason') ||
        (signal
          ? `Signal:${signal}`
          : `ExitCode:${numberAt(state.terminated, 'exitCode')}`);
    } else if (isJsonObject(status) && status.ready && state.running) {
      running = true;
    }
  }
  if (reason !== 'Completed' || !running) return reason;
  const ready = statuses(pod, 'conditions').some(
    one =>
      stringAt(one, 'type') === 'Ready' && stringAt(one, 'status') === 'True',
  );
  return ready ? 'Running' : 'NotReady';
}

/** What the STATUS column of `kubectl get pods` says. */
export function podStatusText(pod: KubeObject): string {
  if (pod.metadata.deletionTimestamp) return 'Terminating';
  const status = objectAt(pod, 'status');
  const phase = stringAt(status, 'reason') || stringAt(status, 'phase');
  return initReason(pod) ?? containerReason(pod, phase);
}

function restarts(pod: KubeObject): number {
  const key = initReason(pod) ? 'initContainerStatuses' : 'containerStatuses';
  return statuses(pod, key).reduce<number>(
    (sum, one) => sum + numberAt(one, 'restartCount'),
    0,
  );
}

function readyCount(pod: KubeObject): string {
  const ready = statuses(pod, 'containerStatuses').filter(
    one =>
      isJsonObject(one) &&
      one.ready === true &&
      isJsonObject(objectAt(one, 'state').running),
  ).length;
  return `${ready}/${arrayAt(objectAt(pod, 'spec'), 'containers').length}`;
}

const none = '<none>';

export const podColumns: TableColumn[] = [
  nameColumn,
  column('Ready', readyCount),
  column('Status', podStatusText),
  column('Restarts', restarts),
  ageColumn,
  column('IP', pod => stringAt(objectAt(pod, 'status'), 'podIP') || none, {
    priority: 1,
  }),
  column('Node', pod => stringAt(objectAt(pod, 'spec'), 'nodeName') || none, {
    priority: 1,
  }),
  column(
    'Nominated Node',
    pod => stringAt(objectAt(pod, 'status'), 'nominatedNodeName') || none,
    { priority: 1 },
  ),
  column('Readiness Gates', () => none, { priority: 1 }),
];

/** What the STATUS column of `kubectl get jobs` says. */
export function jobStatusText(job: KubeObject): string {
  const conditions = arrayAt(objectAt(job, 'status'), 'conditions');
  const has = (type: string) =>
    conditions.some(
      one =>
        stringAt(one, 'type') === type && stringAt(one, 'status') === 'True',
    );
  if (has('Complete')) return 'Complete';
  if (has('Failed')) return 'Failed';
  if (job.metadata.deletionTimestamp) return 'Terminating';
  if (has('Suspended')) return 'Suspended';
  if (has('FailureTarget')) return 'FailureTarget';
  return 'Running';
}

function completions(job: KubeObject): string {
  const spec = objectAt(job, 'spec');
  const succeeded = numberAt(objectAt(job, 'status'), 'succeeded');
  if (typeof spec.completions === 'number') {
    return `${succeeded}/${spec.completions}`;
  }
  const parallelism = numberAt(spec, 'parallelism');
  return parallelism > 1
    ? `${succeeded}/1 of ${parallelism}`
    : `${succeeded}/1`;
}

function duration(job: KubeObject, now: Date): string {
  const status = objectAt(job, 'status');
  if (!stringAt(status, 'startTime')) return '';
  const end = Date.parse(stringAt(status, 'completionTime'));
  return ageOf(status.startTime, Number.isNaN(end) ? now : new Date(end));
}

function podTemplate(job: KubeObject) {
  return arrayAt(
    objectAt(objectAt(objectAt(job, 'spec'), 'template'), 'spec'),
    'containers',
  );
}

export const jobColumns: TableColumn[] = [
  nameColumn,
  column('Status', jobStatusText),
  column('Completions', completions),
  column('Duration', duration),
  ageColumn,
  column(
    'Containers',
    job =>
      podTemplate(job)
        .map(one => stringAt(one, 'name'))
        .join(','),
    { priority: 1 },
  ),
  column(
    'Images',
    job =>
      podTemplate(job)
        .map(one => stringAt(one, 'image'))
        .join(','),
    { priority: 1 },
  ),
  column(
    'Selector',
    job =>
      Object.entries(
        objectAt(objectAt(objectAt(job, 'spec'), 'selector'), 'matchLabels'),
      )
        .map(([key, value]) => `${key}=${String(value)}`)
        .join(',') || none,
    { priority: 1 },
  ),
];
