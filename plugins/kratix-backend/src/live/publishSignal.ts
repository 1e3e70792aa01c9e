import { LoggerService } from '@backstage/backend-plugin-api';
import { SignalsService } from '@backstage/plugin-signals-node';
import { KratixPlatform } from 'backstage-plugin-kratix-node';

/** What signals are sent with. */
export interface SignalOptions {
  signals: SignalsService;
  logger: LoggerService;
}

/** Tells all pages that hear of requests. */
export function publishToPages(
  message: { [key: string]: string | undefined },
  { signals, logger }: SignalOptions,
) {
  signals
    .publish({
      recipients: { type: 'broadcast' },
      channel: 'kratix:requests',
      message,
    })
    .catch(error => logger.warn('Could not publish a signal', error));
}

/**
 * Tells pages once that something has changed: requests of a Promise or, without one, the platform as a
 * whole. No request is named: clients refetch what they may see.
 *
 * @param what.revision - of the platform, where it stands for the change; whoever holds an answer of that
 * revision need not ask again
 * @param what.about - `runs` where only Pods of Pipelines went on, which lists and details do not tell of
 */
export function publishSignal(
  platform: KratixPlatform,
  what: { promise?: string; revision?: string; about?: 'runs' },
  options: SignalOptions,
) {
  publishToPages({ platform: platform.name, ...what }, options);
}
