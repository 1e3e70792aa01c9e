import { KubeObject } from '../kube';
import { PodSpec } from './podSpec';

/** The state of a container, as in a Pod's status: one of the three is set. */
export interface ContainerState {
  waiting?: { reason: string; message?: string };
  running?: { startedAt: string };
  terminated?: {
    exitCode: number;
    reason: string;
    message?: string;
    startedAt: string;
    finishedAt: string;
    containerID?: string;
  };
}

/** One entry of `initContainerStatuses` or `containerStatuses`. */
export interface ContainerStatus {
  name: string;
  image: string;
  imageID: string;
  containerID?: string;
  ready: boolean;
  started: boolean;
  restartCount: number;
  state: ContainerState;
  lastState: ContainerState;
}

export type PodPhase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

/** A Pod's `status` as kubelet writes it. */
export interface PodStatus {
  phase: PodPhase;
  reason?: string;
  message?: string;
  startTime: string;
  hostIP: string;
  podIP: string;
  podIPs: Array<{ ip: string }>;
  qosClass: string;
  conditions: PodCondition[];
  initContainerStatuses?: ContainerStatus[];
  containerStatuses: ContainerStatus[];
}

interface PodCondition {
  type: string;
  status: 'True' | 'False';
  reason?: string;
  message?: string;
  lastTransitionTime: string;
}

/** What a Pod's status is derived from. */
export interface PodProgress {
  spec: PodSpec;
  startTime: string;
  /** By name of the container. */
  containers: ReadonlyMap<string, ContainerStatus>;
  /** Set when the Pod as a whole failed, for example because its time was over. */
  failure?: { reason: string; message: string };
}

/** The status of containers of which none has started yet. */
export function initialContainers(spec: PodSpec): Map<string, ContainerStatus> {
  const hasInit = spec.initContainers.length > 0;
  return new Map(
    [...spec.initContainers, ...spec.containers].map(container => [
      container.name,
      {
        name: container.name,
        image: container.image,
        imageID: '',
        ready: false,
        started: false,
        restartCount: 0,
        state: {
          waiting: {
            reason: hasInit ? 'PodInitializing' : 'ContainerCreating',
          },
        },
        lastState: {},
      },
    ]),
  );
}

/**
 * The whole status of a Pod.
 *
 * @param previous - its conditions keep their time of transition where nothing changed
 */
export function podStatus(
  progress: PodProgress,
  previous: PodStatus | undefined,
  now: string,
): PodStatus {
  const { spec } = progress;
  const statusesOf = (containers: PodSpec['containers']) =>
    containers.flatMap(({ name }) => progress.containers.get(name) ?? []);
  const init = statusesOf(spec.initContainers);
  const main = statusesOf(spec.containers);
  const phase = phaseOf(progress, init, main);
  const finished = phase === 'Succeeded' || phase === 'Failed';
  const incomplete = init.filter(status => !isDone(status));
  const unready = main.filter(status => !status.ready);
  const readiness = {
    status: unready.length > 0 ? ('False' as const) : ('True' as const),
    reason: {
      Succeeded: 'PodCompleted',
      Failed: 'PodFailed',
      Pending: 'ContainersNotReady',
      Running: 'ContainersNotReady',
    }[phase],
    message: finished
      ? undefined
      : `containers with unready status: [${names(unready)}]`,
  };
  const ready =
    readiness.status === 'True' ? { status: 'True' as const } : readiness;
  const conditions: Array<Omit<PodCondition, 'lastTransitionTime'>> = [
    {
      type: 'PodReadyToStartContainers',
      status: finished ? 'False' : 'True',
    },
    incomplete.length > 0
      ? {
          type: 'Initialized',
          status: 'False',
          reason: 'ContainersNotInitialized',
          message: `containers with incomplete status: [${names(incomplete)}]`,
        }
      : {
          type: 'Initialized',
          status: 'True',
          ...(phase === 'Succeeded' && { reason: 'PodCompleted' }),
        },
    { type: 'Ready', ...ready },
    { type: 'ContainersReady', ...ready },
    { type: 'PodScheduled', status: 'True' },
  ];
  return {
    phase,
    ...progress.failure,
    startTime: progress.startTime,
    hostIP: '127.0.0.1',
    podIP: '127.0.0.1',
    podIPs: [{ ip: '127.0.0.1' }],
    qosClass: 'BestEffort',
    conditions: conditions.map(condition => {
      const before = previous?.conditions?.find(
        ({ type }) => type === condition.type,
      );
      return {
        ...condition,
        lastTransitionTime:
          before?.status === condition.status ? before.lastTransitionTime : now,
      };
    }),
    ...(init.length > 0 && { initContainerStatuses: init }),
    containerStatuses: main,
  };
}

function phaseOf(
  { spec, failure }: PodProgress,
  init: ContainerStatus[],
  main: ContainerStatus[],
): PodPhase {
  if (failure) {
    return 'Failed';
  }
  const final = spec.restartPolicy === 'Never';
  if (final && init.some(hasFailed)) {
    return 'Failed';
  }
  if (init.some(status => !isDone(status))) {
    return 'Pending';
  }
  if (spec.restartPolicy !== 'Always' && main.every(isDone)) {
    return 'Succeeded';
  }
  if (final && main.every(({ state }) => state.terminated)) {
    return 'Failed';
  }
  const started = main.some(
    ({ state, lastState }) =>
      state.running || state.terminated || lastState.terminated,
  );
  return started ? 'Running' : 'Pending';
}

function isDone({ state }: ContainerStatus): boolean {
  return state.terminated?.exitCode === 0;
}

function hasFailed({ state }: ContainerStatus): boolean {
  return state.terminated !== undefined && state.terminated.exitCode !== 0;
}

function names(statuses: ContainerStatus[]): string {
  return statuses.map(({ name }) => name).join(' ');
}

/** The reason of a Pod that ended with the platform, and not by what its containers did. */
export const LOST_REASON = 'Terminated';

/** Whether a Pod has ended for good. */
export function isTerminal(pod: KubeObject): boolean {
  const { status } = pod;
  return (
    typeof status === 'object' &&
    status !== null &&
    'phase' in status &&
    (status.phase === 'Succeeded' || status.phase === 'Failed')
  );
}

/** A Pod's status as the runtime wrote it, `undefined` while it has not. */
export function readPodStatus(pod: KubeObject): PodStatus | undefined {
  const { status } = pod;
  return typeof status === 'object' && status !== null && 'startTime' in status
    ? // The runtime alone gives a Pod a start time, together with all the rest of its status.
      (status as PodStatus)
    : undefined;
}

/**
 * The containers of a Pod whose processes were lost with the platform's, ready to run from the start.
 * The loss is the last state of what ran; it is no restart, because it must not use up a Job's tries.
 */
export function containersAfterLoss(
  spec: PodSpec,
  status: PodStatus,
  now: string,
): Map<string, ContainerStatus> {
  const before = [
    ...(status.initContainerStatuses ?? []),
    ...status.containerStatuses,
  ];
  const containers = initialContainers(spec);
  for (const [name, container] of containers) {
    const previous = before.find(candidate => candidate.name === name);
    const running = previous?.state.running;
    const lastState: ContainerState | undefined = running
      ? {
          terminated: {
            exitCode: 255,
            reason: 'Unknown',
            message: 'The platform was stopped while the container ran.',
            startedAt: running.startedAt,
            finishedAt: now,
          },
        }
      : previous?.state.terminated && { terminated: previous.state.terminated };
    if (previous) {
      containers.set(name, {
        ...container,
        restartCount: previous.restartCount,
        lastState: lastState ?? previous.lastState,
      });
    }
  }
  return containers;
}
