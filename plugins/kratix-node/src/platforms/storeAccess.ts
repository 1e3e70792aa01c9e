import { z } from 'zod';
import { StateStoreAccess } from '../stateStores/StateStoreAccess';
import { strictObject } from './strictObject';

/**
 * How Backstage reads a Git state store of a platform.
 *
 * @public
 */
export interface StoreAccess {
  /** Address of the repository: its credentials go nowhere else. */
  url: string;
  access: StateStoreAccess;
}

const text = z.string().min(1);

/** A value of `kratix.platforms.<name>.stateStores`. */
export const storeAccessSchema = strictObject({
  url: text,
  username: text.optional(),
  password: text.optional(),
  token: text.optional(),
  ssh: strictObject({ privateKey: text, knownHosts: text }).optional(),
})
  .superRefine(({ username, password, token }, context) => {
    if (password && token) {
      context.addIssue({
        code: 'custom',
        message: 'has both a token and a password; keep one of them',
      });
    }
    if (username && !password && !token) {
      context.addIssue({
        code: 'custom',
        message: 'has a username without a password or token',
      });
    }
  })
  .transform(({ url, username, password, token, ssh }): StoreAccess => {
    const secret = token ?? password;
    return {
      url,
      access: secret
        ? { credentials: { username, password: secret }, ssh }
        : { integrations: !ssh, ssh },
    };
  });
