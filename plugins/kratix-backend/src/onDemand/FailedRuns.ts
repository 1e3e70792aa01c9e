import {
  KratixPod,
  KratixRequest,
  KratixStep,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import { KratixPlatform } from 'backstage-plugin-kratix-node';
import { LAST_LINES, readLog } from './readLog';

/** Runs that are remembered; the oldest are forgotten. */
const MOST_RUNS = 1_000;

/** Logs that are read at the same time; a Step that fails meanwhile is read when it fails again. */
const MOST_READS = 4;

/** A run of a Pipeline that failed, as it was last seen. */
export interface FailedRun {
  pod: KratixPod;
  step: KratixStep;
  /** The last lines of the Step, where there was time to read them. */
  lines?: string[];
}

/** The first Step that has ended badly, now or before it was started again. */
export function findFailedStep(pod: KratixPod): KratixStep | undefined {
  return pod.steps.find(
    ({ exitCode, lastFailure }) => (exitCode ?? 0) !== 0 || lastFailure,
  );
}

/**
 * Remembers how the Steps of requests failed. Once a Job is given up, Kubernetes deletes its Pod (unless
 * the Pipeline's restartPolicy is Never), and with it the exit code and the log: what they say has to be
 * kept before.
 */
export class FailedRuns {
  private readonly runs = new Map<string, FailedRun>();
  private reading = 0;

  /** @returns a function that ends it */
  follow(platform: KratixPlatform): () => void {
    return platform.subscribePods(pod => this.see(platform, pod));
  }

  /** How the request's last run failed; undefined where it did not, or nobody saw it. */
  of({ ref }: KratixRequest): FailedRun | undefined {
    return this.runs.get(stringifyRequestRef(ref));
  }

  /** The runs of a request, the youngest first, with the one that failed although its Pod is gone. */
  among(pods: KratixPod[], request: KratixRequest): KratixPod[] {
    const pod = this.of(request)?.pod;
    return !pod || pods.some(({ name }) => name === pod.name)
      ? pods
      : [...pods, toEnded(pod)].sort((left, right) =>
          (right.createdAt ?? '').localeCompare(left.createdAt ?? ''),
        );
  }

  /** The last lines of the Step that failed; undefined where they are not known. */
  linesOf(request: KratixRequest, step: string): string[] | undefined {
    const run = this.of(request);
    return run?.step.name === step ? run.lines : undefined;
  }

  private see(platform: KratixPlatform, pod: KratixPod) {
    const { promise, request } = pod;
    if (!promise || !request) {
      return;
    }
    const key = stringifyRequestRef({
      platform: platform.name,
      promise,
      namespace: pod.requestNamespace ?? pod.namespace,
      name: request,
    });
    const before = this.runs.get(key);
    const isSame = before?.pod.name === pod.name;
    if (before && !isSame && isOlder(pod, before.pod)) {
      return;
    }
    this.runs.delete(key);
    const step = findFailedStep(pod);
    if (!step) {
      return;
    }
    const run: FailedRun = {
      pod,
      step,
      lines:
        isSame && before?.step.name === step.name ? before.lines : undefined,
    };
    this.runs.set(key, run);
    const [oldest] = this.runs.keys();
    if (this.runs.size > MOST_RUNS) {
      this.runs.delete(oldest);
    }
    if (!run.lines && this.reading < MOST_READS) {
      this.read(platform, key, run);
    }
  }

  private read(platform: KratixPlatform, key: string, run: FailedRun) {
    this.reading += 1;
    readLog(platform, run.pod, run.step, LAST_LINES)
      .then(lines => {
        const now = this.runs.get(key);
        const isSame =
          now?.pod.name === run.pod.name && now.step.name === run.step.name;
        if (isSame && lines.length) {
          this.runs.set(key, { ...now, lines });
        }
      })
      // That it may not be read, or is gone already, is said where somebody asks.
      .catch(() => {})
      .finally(() => {
        this.reading -= 1;
      });
  }
}

/** What was last seen of a Pod may be that a Step is to be started again; when it is gone, it is not. */
function toEnded(pod: KratixPod): KratixPod {
  return {
    ...pod,
    phase: 'Failed',
    steps: pod.steps.map(step =>
      step.lastFailure && step.state !== 'terminated'
        ? { ...step, ...step.lastFailure, state: 'terminated' }
        : step,
    ),
  };
}

function isOlder(left: KratixPod, right: KratixPod): boolean {
  return (left.createdAt ?? '') < (right.createdAt ?? '');
}
