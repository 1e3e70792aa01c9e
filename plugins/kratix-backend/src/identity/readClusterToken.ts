import { InputError } from '@backstage/errors';
import { KRATIX_CLUSTER_TOKEN_HEADER } from 'backstage-plugin-kratix-common';
import { Request } from 'express';

const TOKEN = /^[\x21-\x7e]+$/;

/**
 * The caller's own token for the cluster.
 *
 * @throws InputError where the header holds something else; it does not quote it
 */
export function readClusterToken(req: Request): string | undefined {
  const value = req.header(KRATIX_CLUSTER_TOKEN_HEADER)?.trim();
  if (value && !TOKEN.test(value)) {
    throw new InputError(
      `The header ${KRATIX_CLUSTER_TOKEN_HEADER} has to hold a token and nothing else, without Bearer before it`,
    );
  }
  return value || undefined;
}
