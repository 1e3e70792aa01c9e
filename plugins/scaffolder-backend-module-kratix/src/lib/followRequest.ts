import { LoggerService } from '@backstage/backend-plugin-api';
import { AuthenticationError, NotFoundError } from '@backstage/errors';
import {
  RequestDetails,
  RequestMilestone,
  RequestRef,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import { isTransient, KratixSession, SIGN_IN_OVER } from './KratixSession';
import { pause } from './pause';

const LONG_POLL_SECONDS = 30;
const RETRY_MS = 2_000;
/** How long a replica of Backstage may take to hear from the cluster of what another one has written. */
const REPLICA_LAG_MS = 15_000;
const SHORT_PAUSE_MS = 250;

/** Where a wait is to lead. */
export interface FollowTarget {
  until: RequestMilestone | 'deleted';
  /** The request is known to exist in this generation. */
  generation?: number;
  resourceVersion?: string;
  /** When to give up, in milliseconds since the epoch. */
  deadline: number;
}

/**
 * Waits until a request has come to a milestone, and writes each change of its Pipelines and state to
 * the task log once.
 *
 * @returns the request as it is then; undefined when it is gone
 * @throws Error with the reason and the next step where the request will not come there, or not in
 * time
 */
export async function followRequest(
  session: KratixSession,
  ref: RequestRef,
  target: FollowTarget,
  task: { logger: LoggerService; signal?: AbortSignal },
): Promise<RequestDetails | undefined> {
  const { until, generation, resourceVersion, deadline } = target;
  const name = `Request ${stringifyRequestRef(ref)}`;
  const log = logChanges(task.logger);
  const look = (seen: string | undefined) => {
    const left = Math.max(0, deadline - Date.now()) / 1000;
    // The first look tells where it stands; the next ones wait for news.
    const timeoutSeconds = seen ? Math.min(LONG_POLL_SECONDS, left) : 0;
    const query = { until, generation, resourceVersion, seen, timeoutSeconds };
    return session.call((client, options) =>
      client.waitForRequest(ref, query, options),
    );
  };
  let seen: string | undefined;
  let last: RequestDetails | undefined;
  const isKnownBy = Date.now() + REPLICA_LAG_MS;
  for (;;) {
    try {
      const askedAt = Date.now();
      const answer = await look(seen);
      const isNews = answer.seen !== seen;
      last = answer.request;
      seen = answer.seen;
      if (last) {
        log(last);
      }
      if (answer.reached) {
        return last;
      }
      if (answer.halted) {
        throw new Error(`${name} will not be ${until}: ${explain(last)}`);
      }
      if (!isNews && Date.now() - askedAt < SHORT_PAUSE_MS) {
        // A backend that shuts down lets nobody wait.
        await pause(SHORT_PAUSE_MS, task.signal);
      }
    } catch (error) {
      if (error instanceof AuthenticationError) {
        throw new AuthenticationError(
          `${name} is not ${until} yet, and ${SIGN_IN_OVER}`,
        );
      }
      const isNotYetKnown =
        error instanceof NotFoundError &&
        generation !== undefined &&
        !last &&
        Date.now() < isKnownBy;
      if (isNotYetKnown) {
        await pause(SHORT_PAUSE_MS, task.signal);
      } else if (isTransient(error)) {
        task.logger.warn(`Waiting goes on: ${error}`);
        await pause(RETRY_MS, task.signal);
      } else {
        throw error;
      }
    }
    if (Date.now() >= deadline) {
      throw new Error(
        `${name} is not ${until} in time: ${explain(
          last,
        )} It may still come there; look at its page, or wait longer with timeoutSeconds.`,
      );
    }
  }
}

function explain(request: RequestDetails | undefined): string {
  if (!request) {
    return 'nothing is known of it.';
  }
  const { name, reason, nextStep } = request.state;
  return [`it is ${name}. ${reason}`, nextStep, request.message]
    .filter(text => text !== undefined && text !== '')
    .join(' ');
}

/** Logs what is new, line by line. */
function logChanges(logger: LoggerService) {
  const logged = new Map<string, string>();
  const say = (about: string, line: string) => {
    if (logged.get(about) !== line) {
      logged.set(about, line);
      logger.info(line);
    }
  };
  return (request: RequestDetails) => {
    for (const { name, phase, message } of request.pipelines) {
      say(name, `Pipeline ${name}: ${phase}${message ? `, ${message}` : ''}`);
    }
    const { name, reason, nextStep } = request.state;
    say('', [`${name}: ${reason}`, nextStep].filter(Boolean).join(' '));
  };
}
