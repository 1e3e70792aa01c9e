import { LoggerService } from '@backstage/backend-plugin-api';
import { KratixPod, RequestRef } from 'backstage-plugin-kratix-common';
import { KratixPlatform } from 'backstage-plugin-kratix-node';
import { setTimeout as wait } from 'node:timers/promises';
import { FailedStep, failedStep } from './failedStep';
import { readLog } from './readLog';

/** A failed Step as it was when its Pod was last seen. */
export interface LastFailure extends FailedStep {
  /** Its last lines, where they could be read. */
  lines?: string[];
  /** How often the Step has failed. */
  attempts: number;
}

/** Lines of a failed Step that are kept. */
export const LAST_LINES = 20;

/** Requests of which the last failure is kept. */
const MOST_KEPT = 500;

const LOG_TIMEOUT_MS = 10_000;
const PAUSE_MS = { least: 1_000, most: 5 * 60_000 };

const keyOf = ({ platform, promise, namespace, name }: RequestRef) =>
  [platform, promise, namespace, name].join('/');

/**
 * Keeps how the Pipelines of requests last failed. Kubernetes deletes the Pod of a Job that is to be
 * started again in place (`restartPolicy: OnFailure`, what Kratix sets) as soon as the Job has failed
 * for good, and the exit code and the log with it: who comes later finds nothing. In memory, and of
 * what failed while this process ran.
 */
export class LastFailures {
  private readonly kept = new Map<string, LastFailure>();

  /** Listens to a platform until the signal; where it may not, nothing is kept. */
  async follow(
    platform: KratixPlatform,
    options: { signal: AbortSignal; logger: LoggerService },
  ): Promise<void> {
    const { signal, logger } = options;
    let pause = PAUSE_MS.least;
    while (!signal.aborted) {
      try {
        for await (const pod of platform.reads.watchPods(signal)) {
          pause = PAUSE_MS.least;
          await this.note(platform, pod, signal);
        }
      } catch (error) {
        logger.debug(`Pods of platform ${platform.name}: ${error}`);
        pause = Math.min(pause * 2, PAUSE_MS.most);
      }
      await wait(pause, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  of(ref: RequestRef): LastFailure | undefined {
    return this.kept.get(keyOf(ref));
  }

  private async note(
    platform: KratixPlatform,
    pod: KratixPod,
    signal: AbortSignal,
  ): Promise<void> {
    const { promise, request: name } = pod;
    if (!promise || !name) {
      return;
    }
    const namespace = pod.requestNamespace ?? pod.namespace;
    const key = keyOf({ platform: platform.name, promise, namespace, name });
    const before = this.kept.get(key);
    const isSame = before?.pod.name === pod.name;
    const failed = failedStep(pod);
    if (!failed) {
      // Another run of it has begun.
      if (!isSame) {
        this.kept.delete(key);
      }
      return;
    }
    const { step } = failed;
    const attempts = step.restarts + (step.state === 'running' ? 0 : 1);
    if (isSame && before.lines && before.attempts >= attempts) {
      return;
    }
    const failure: LastFailure = {
      ...failed,
      attempts,
      lines:
        isSame && before.step.name === step.name ? before.lines : undefined,
    };
    this.keep(key, failure);
    try {
      const timeout = AbortSignal.timeout(LOG_TIMEOUT_MS);
      const lines = await readLog(platform, pod, step, LAST_LINES, {
        signal: AbortSignal.any([signal, timeout]),
      });
      if (lines.length) {
        failure.lines = lines;
      }
    } catch {
      // The Pod may be gone by now, or its log may not be read: the exit code is known all the same.
    }
  }

  private keep(key: string, failure: LastFailure) {
    this.kept.delete(key);
    this.kept.set(key, failure);
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_KEPT && oldest !== undefined) {
      this.kept.delete(oldest);
    }
  }
}
