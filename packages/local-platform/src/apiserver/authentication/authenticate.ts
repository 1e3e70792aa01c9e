import { createHash, timingSafeEqual } from 'node:crypto';
import { KubeStatusError } from '../../kube';
import type { ServiceAccountTokens } from './ServiceAccountTokens';
import { admin, UserInfo } from './UserInfo';

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/**
 * Who sends a request, by its `Authorization` header: the holder of the platform's own token, or a ServiceAccount.
 * Throws a 401 Status for anybody else. Takes as long whatever part of the token is right.
 */
export function authenticate(
  authorization: string | undefined,
  adminToken: string,
  serviceAccounts: ServiceAccountTokens,
): UserInfo {
  const given = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  if (given && timingSafeEqual(digest(given), digest(adminToken))) return admin;
  const user = given && serviceAccounts.review(given);
  if (!user) throw new KubeStatusError(401, 'Unauthorized', 'Unauthorized');
  return user;
}
