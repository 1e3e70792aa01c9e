import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { DEFAULT_REMOVAL_GUARD, RemovalGuard } from './RemovalGuard';

/**
 * Reads `removalGuard` of a source: `false`, `true` for the default, or its limits.
 *
 * @throws InputError where a limit makes no sense
 */
export function readRemovalGuard(source: Config): RemovalGuard | false {
  const value = source.getOptional('removalGuard');
  if (value === undefined || value === true) {
    return DEFAULT_REMOVAL_GUARD;
  }
  if (value === false) {
    return false;
  }
  const config = source.getConfig('removalGuard');
  const share =
    config.getOptionalNumber('share') ?? DEFAULT_REMOVAL_GUARD.share;
  const atLeast =
    config.getOptionalNumber('atLeast') ?? DEFAULT_REMOVAL_GUARD.atLeast;
  if (!(share >= 0 && share <= 1)) {
    throw new InputError('removalGuard.share must be a number from 0 to 1');
  }
  if (!Number.isInteger(atLeast) || atLeast < 0) {
    throw new InputError('removalGuard.atLeast must be a whole number from 0');
  }
  return { share, atLeast };
}
