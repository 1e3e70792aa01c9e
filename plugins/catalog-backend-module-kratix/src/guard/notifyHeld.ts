import { LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { toError } from '@backstage/errors';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { HeldRemovals } from '../ledger/types';

/** Page of the ingestion report in the frontend. */
const PAGE = '/kratix/ingestion';

/**
 * Tells those who look after the platform that removals wait for them. Without recipients nobody is
 * told, and a Backstage without notifications loses nothing but that.
 */
export function createNotifyHeld(options: {
  config: Config;
  notifications: NotificationService;
  logger: LoggerService;
}): (source: string, held: HeldRemovals) => Promise<void> {
  const { config, notifications, logger } = options;
  const recipients =
    config.getOptionalStringArray('kratix.notifications.recipients') ?? [];
  return async (source, held) => {
    if (!recipients.length) {
      return;
    }
    try {
      await notifications.send({
        recipients: { type: 'entity', entityRef: recipients },
        payload: {
          title: `Removal of ${held.removals} catalog entities is held`,
          description: `The source ${source} no longer defines ${held.removals} of its ${held.entities} entities (read at ${held.revision}). They stay until somebody releases the removal.`,
          link: PAGE,
          severity: 'high',
          topic: 'kratix-ingestion',
          // A larger set replaces what was told before.
          scope: `kratix:held:${source}`,
        },
      });
    } catch (error) {
      logger.warn(
        `Nobody could be notified of the removals that the source ${source} holds: ${
          toError(error).message
        }`,
      );
    }
  };
}
