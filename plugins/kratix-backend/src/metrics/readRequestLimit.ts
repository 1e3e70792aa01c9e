import { LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';

const KEY = 'kratix.metrics.requestLimit';
const DEFAULT_LIMIT = 1_000;

/**
 * Reads `kratix.metrics.requestLimit`, a whole number from 0. Any other value is told to the logger, and
 * the default is taken: no metric is a reason not to start.
 */
export function readRequestLimit(config: Config, logger: LoggerService) {
  const value = config.getOptional(KEY) ?? DEFAULT_LIMIT;
  const limit = Number(value);
  if (Number.isInteger(limit) && limit >= 0) {
    return limit;
  }
  logger.warn(
    `${KEY} must be a whole number from 0; ${DEFAULT_LIMIT} is used in its place`,
  );
  return DEFAULT_LIMIT;
}
