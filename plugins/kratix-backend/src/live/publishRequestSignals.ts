import { KratixPlatform, PlatformChange } from 'backstage-plugin-kratix-node';
import { AgentNews } from './AgentNews';
import { publishSignal, SignalOptions } from './publishSignal';

/** Kratix changes a request many times within a moment; pages need to refetch once. */
const COALESCE_MS = 250;

/**
 * Tells pages that requests of a Promise have changed, or, without naming a Promise, that a platform is
 * doing otherwise.
 *
 * Every replica tells, since each answers from what it knows itself. The revision is that of the
 * platform, the same on all of them: whoever holds an answer of that revision need not ask again.
 *
 * @returns a function that ends it
 */
export function publishRequestSignals(
  platform: KratixPlatform,
  options: SignalOptions,
): () => void {
  const agents = new AgentNews();
  const changed = new Set<string>();
  const atWork = new Set<string>();
  let isStatusChanged = false;
  let timer: NodeJS.Timeout | undefined;

  const publish = () => {
    timer = undefined;
    const revision = platform.revision();
    changed.forEach(promise =>
      publishSignal(platform, { promise, revision }, options),
    );
    // No revision tells of Pods: who has an answer of the present one has to ask all the same.
    atWork.forEach(promise =>
      publishSignal(platform, { promise, about: 'runs' }, options),
    );
    changed.clear();
    atWork.clear();
    if (isStatusChanged) {
      isStatusChanged = false;
      publishSignal(platform, {}, options);
    }
  };
  const schedule = () => {
    timer ??= setTimeout(publish, COALESCE_MS);
  };
  const subscriptions = [
    platform.subscribe(change => {
      const promises = promisesOf(platform, change, agents);
      promises.forEach(name => changed.add(name));
      if (promises.length) {
        schedule();
      }
    }),
    platform.subscribePods(({ promise, request }) => {
      if (promise && request) {
        atWork.add(promise);
        schedule();
      }
    }),
    platform.subscribeStatus(() => {
      isStatusChanged = true;
      schedule();
    }),
  ];
  return () => {
    subscriptions.forEach(unsubscribe => unsubscribe());
    clearTimeout(timer);
  };
}

function promisesOf(
  platform: KratixPlatform,
  change: PlatformChange,
  agents: AgentNews,
): string[] {
  if (change.type !== 'synced') {
    switch (change.kind) {
      case 'request':
        return [change.object.ref.promise];
      case 'promise':
        return [change.object.name];
      case 'work':
      case 'placement':
        return change.object.promise ? [change.object.promise] : [];
      case 'binding':
      case 'revision':
        return [change.object.promise];
      case 'agent':
      case 'repository':
        return agents.isNews(change) ? placedPromises(platform) : [];
      case 'release':
        return [];
      default:
    }
  } else if (change.promise) {
    return [change.promise];
  }
  // Destinations and state stores decide about requests of any Promise.
  return platform.promises().map(({ name }) => name);
}

/** Promises that have anything somewhere: what an agent has applied may be theirs. */
function placedPromises(platform: KratixPlatform): string[] {
  return [
    ...new Set(platform.placements().flatMap(({ promise }) => promise ?? [])),
  ];
}
