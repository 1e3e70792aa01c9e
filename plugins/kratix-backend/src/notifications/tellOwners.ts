import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { NotificationService } from '@backstage/plugin-notifications-node';
import {
  KratixRequest,
  RequestRef,
  RequestState,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import { KratixPlatform } from 'backstage-plugin-kratix-node';
import { isNews, judgeOutcome, Outcome } from './judgeOutcome';
import { TellerLedger } from './TellerLedger';

/**
 * Tells owners when their requests become ready or fail: once for each transition, whatever number of
 * replicas sees it. What was already so when the platform was first read is not told.
 *
 * @returns a function that ends it
 */
export function tellOwners(
  platform: KratixPlatform,
  options: {
    ledger: TellerLedger;
    notifications: NotificationService;
    logger: LoggerService;
  },
): () => void {
  const { ledger, notifications, logger } = options;
  const known = new Map<string, Outcome>();
  /** Promises whose requests have been seen as they were at the beginning. */
  const begun = new Set<string>();
  let hasWarned = false;

  const look = (request: KratixRequest): Outcome | undefined =>
    judgeOutcome(request, platform.requestState(request));

  const tell = async (request: KratixRequest, outcome: Outcome) => {
    const { uid, owner, ref } = request;
    if (!uid || !owner) {
      return;
    }
    const { key: transition } = outcome;
    if (await ledger.claim({ platform: ref.platform, uid, transition })) {
      const state = platform.requestState(request);
      await notifications.send({
        recipients: { type: 'entity', entityRef: owner },
        payload: payloadOf(request, outcome, state),
      });
    }
  };

  /** States hang on all kinds: before all are known they are about to change without any transition. */
  const begin = () => {
    if (!platform.status().synced) {
      return;
    }
    for (const { name } of platform.promises()) {
      if (!begun.has(name) && platform.isSynced('request', name)) {
        begun.add(name);
        for (const request of platform.requests(name)) {
          const outcome = look(request);
          if (outcome) {
            known.set(stringifyRequestRef(request.ref), outcome);
          }
        }
      }
    }
  };

  const follow = (ref: RequestRef) => {
    if (!begun.has(ref.promise)) {
      return;
    }
    const key = stringifyRequestRef(ref);
    const request = platform.request(ref);
    if (!request) {
      known.delete(key);
      return;
    }
    const outcome = look(request);
    const before = known.get(key);
    if (!outcome || !isNews(before, outcome)) {
      return;
    }
    known.set(key, outcome);
    tell(request, outcome).catch(error => {
      const level = hasWarned ? 'debug' : 'warn';
      hasWarned = true;
      logger[level](
        `The owner of request ${key} could not be told that it is ${
          outcome.name
        }: ${
          toError(error).message
        }. Where Backstage has no notifications, set kratix.notifications.requests to false.`,
      );
    });
  };

  begin();
  const ends = [
    platform.subscribe(change => {
      if (change.type === 'synced') {
        begin();
      } else if (change.kind === 'promise' && change.type === 'deleted') {
        begun.delete(change.object.name);
      }
    }),
    platform.subscribeStates(follow),
  ];
  return () => ends.forEach(end => end());
}

function payloadOf(
  { ref, kind, uid }: KratixRequest,
  outcome: Outcome,
  { reason, nextStep }: RequestState,
) {
  const segments = [ref.platform, ref.promise, ref.namespace, ref.name];
  return {
    title: `${kind} ${ref.name} ${
      outcome.name === 'ready' ? 'is ready' : 'has failed'
    }`,
    description: [reason, nextStep].filter(Boolean).join(' '),
    link: `/kratix/requests/${segments.map(encodeURIComponent).join('/')}`,
    severity:
      outcome.name === 'ready' ? ('normal' as const) : ('high' as const),
    topic: 'kratix-requests',
    // What it came to later replaces what was told before.
    scope: `kratix:request:${ref.platform}:${uid}`,
  };
}
