import { NotFoundError } from '@backstage/errors';
import {
  KratixRequest,
  KubeObject,
  RequestRef,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import { KratixPlatform } from 'backstage-plugin-kratix-node';
import { Rights } from '../access/Access';
import { knowsRequests, requireSynced } from './findPromise';

/**
 * @throws NotFoundError where there is no such request, and in the same words where the caller may
 * not read it; ServiceUnavailableError while the requests are not known
 */
export function findRequest(
  platform: KratixPlatform,
  ref: RequestRef,
  rights: Rights<'read'>,
): { request: KratixRequest; manifest: KubeObject } {
  const request = platform.request(ref);
  const manifest = platform.manifest(ref);
  if (request && manifest && rights.allows('read', request)) {
    return { request, manifest };
  }
  if (!knowsRequests(platform, ref.promise)) {
    requireSynced(platform, 'request', ref.promise);
  }
  throw new NotFoundError(`There is no request ${stringifyRequestRef(ref)}`);
}
