import { LoggerService } from '@backstage/backend-plugin-api';
import { SignalsService } from '@backstage/plugin-signals-node';
import { KratixPlatform, PlatformChange } from 'backstage-plugin-kratix-node';

/** Kratix changes a request many times within a moment; pages need to refetch once. */
const COALESCE_MS = 250;

/**
 * Tells pages that requests of a Promise have changed. The signals name no request: clients refetch
 * what they may see.
 *
 * @returns a function that ends it
 */
export function publishRequestSignals(
  platform: KratixPlatform,
  options: { signals: SignalsService; logger: LoggerService },
): () => void {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  const publish = () => {
    timer = undefined;
    changed.forEach(promise =>
      publishRequestSignal(platform, promise, options),
    );
    changed.clear();
  };
  const unsubscribe = platform.subscribe(change => {
    promisesOf(platform, change).forEach(name => changed.add(name));
    timer ??= setTimeout(publish, COALESCE_MS);
  });
  return () => {
    unsubscribe();
    clearTimeout(timer);
  };
}

/** Tells pages once that requests of a Promise have changed. */
export function publishRequestSignal(
  platform: KratixPlatform,
  promise: string,
  options: { signals: SignalsService; logger: LoggerService },
) {
  const { signals, logger } = options;
  signals
    .publish({
      recipients: { type: 'broadcast' },
      channel: 'kratix:requests',
      message: { platform: platform.name, promise, revision: Date.now() },
    })
    .catch(error => logger.warn('Could not publish a signal', error));
}

function promisesOf(
  platform: KratixPlatform,
  change: PlatformChange,
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
      // Agents report every few minutes: pages hear of what they applied when they look again.
      case 'agent':
      case 'repository':
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
