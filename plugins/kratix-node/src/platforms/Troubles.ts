import { LoggerService } from '@backstage/backend-plugin-api';
import { PlatformSummary } from 'backstage-plugin-kratix-common';

/**
 * Writes what is wrong with a platform to the log: once when it begins, and once when it is over. What
 * has one cause is one line.
 */
export class Troubles {
  private readonly platform: string;
  private readonly logger: LoggerService;
  private known = new Map<string, string>();
  private readonly warned = new Set<string>();

  constructor(platform: string, logger: LoggerService) {
    this.platform = platform;
    this.logger = logger;
  }

  /** To be called whenever something may have changed. */
  judge(look: () => PlatformSummary) {
    const status = look();
    for (const warning of status.warnings ?? []) {
      if (!this.warned.has(warning)) {
        this.warned.add(warning);
        this.logger.warn(`Platform ${this.platform}: ${warning}`);
      }
    }
    // Until it is known whether Promises can be read, the reason of all is not known.
    if (!status.reachable || status.kinds[0]?.state === 'syncing') {
      return;
    }
    const present = troublesOf(status);
    for (const [key, text] of present) {
      if (!this.known.has(key)) {
        this.logger.warn(`Platform ${this.platform}: ${text}`);
      }
    }
    for (const key of this.known.keys()) {
      if (!present.has(key)) {
        this.logger.info(`Platform ${this.platform}: ${key} can be read again`);
      }
    }
    this.known = present;
  }
}

/** What is wrong, by what it is about. */
function troublesOf(status: PlatformSummary): Map<string, string> {
  if (status.error !== undefined) {
    return new Map([['it', status.error]]);
  }
  return new Map(
    status.kinds.flatMap(({ plural, apiVersion, error }) =>
      error && error.reason !== 'unavailable'
        ? [
            [
              `${plural} of ${apiVersion}`,
              `${plural} of ${apiVersion} cannot be read (${error.reason}): ${
                error.message
              }${
                error.missingRule
                  ? `\nThis grants it (kubectl apply -f -):\n${error.missingRule.yaml}`
                  : ''
              }`,
            ] as const,
          ]
        : [],
    ),
  );
}
