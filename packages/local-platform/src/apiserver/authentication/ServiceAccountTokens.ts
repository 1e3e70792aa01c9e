import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { KubeObject } from '../../kube';
import { objectAt, stringAt } from '../json';
import { secrets, serviceAccounts } from '../resources/builtin/configuration';
import type { ObjectStore } from '../store/ObjectStore';
import { signToken, verifyToken } from './jsonWebToken';
import {
  serviceAccountGroups,
  serviceAccountUsername,
} from './serviceAccountUser';
import { authenticatedGroup, UserInfo } from './UserInfo';

/** For whom tokens are meant unless they say otherwise, and who issues them. */
export const defaultAudience = 'https://kubernetes.default.svc.cluster.local';

const subject = z.object({
  namespace: z.string(),
  serviceaccount: z.object({ name: z.string(), uid: z.string() }),
});

/** The claims of a token that was asked for: it expires. */
const requestedClaims = z.object({
  aud: z.array(z.string()),
  exp: z.number(),
  iss: z.literal(defaultAudience),
  jti: z.string(),
  'kubernetes.io': subject,
});

/** The claims of a token that a Secret holds: it lasts as long as the Secret. */
const keptClaims = z.object({
  iss: z.literal('kubernetes/serviceaccount'),
  secret: z.string(),
  'kubernetes.io': subject,
});

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

/** Issues the tokens of ServiceAccounts, and tells whose a token is. */
export class ServiceAccountTokens {
  readonly #store: ObjectStore;
  readonly #key: Buffer;
  readonly #now: () => Date;

  constructor(store: ObjectStore, now: () => Date) {
    this.#store = store;
    this.#key = store.tokenKey;
    this.#now = now;
  }

  /** A token that ends with its time, or with its ServiceAccount. */
  request(
    account: KubeObject,
    { audiences, expires }: { audiences: string[]; expires: Date },
  ): string {
    const now = seconds(this.#now());
    return signToken(
      {
        ...this.#subject(account),
        aud: audiences,
        iss: defaultAudience,
        jti: randomUUID(),
        iat: now,
        nbf: now,
        exp: seconds(expires),
      },
      this.#key,
    );
  }

  /** The token that a Secret of type `kubernetes.io/service-account-token` is to hold. */
  forSecret(account: KubeObject, secret: string): string {
    return signToken(
      {
        ...this.#subject(account),
        iss: 'kubernetes/serviceaccount',
        secret,
        jti: randomUUID(),
      },
      this.#key,
    );
  }

  /** Whose token it is; undefined when it was not issued here, is over, or its ServiceAccount or Secret is gone. */
  review(token: string): UserInfo | undefined {
    const claims = verifyToken(token, this.#key);
    const requested = requestedClaims.safeParse(claims);
    if (requested.success) {
      const { aud, exp, jti, 'kubernetes.io': owner } = requested.data;
      if (seconds(this.#now()) >= exp || !aud.includes(defaultAudience)) {
        return undefined;
      }
      return this.#user(owner, {
        'authentication.kubernetes.io/credential-id': [`JTI=${jti}`],
      });
    }
    const kept = keptClaims.safeParse(claims);
    if (!kept.success) return undefined;
    const { secret: name, 'kubernetes.io': owner } = kept.data;
    const secret = this.#store.get({
      ...secrets.storage,
      namespace: owner.namespace,
      name,
    });
    const held = stringAt(objectAt(secret, 'data'), 'token');
    return Buffer.from(held, 'base64').toString() === token &&
      !secret?.metadata.deletionTimestamp
      ? this.#user(owner, {})
      : undefined;
  }

  #subject({ metadata }: KubeObject) {
    const { namespace = '', name, uid } = metadata;
    return {
      sub: serviceAccountUsername(namespace, name),
      'kubernetes.io': { namespace, serviceaccount: { name, uid } },
    };
  }

  #user(
    { namespace, serviceaccount: { name, uid } }: z.output<typeof subject>,
    extra: Record<string, string[]>,
  ): UserInfo | undefined {
    const account = this.#store.get({
      ...serviceAccounts.storage,
      namespace,
      name,
    });
    // One of the same name that was made later is somebody else.
    if (!account || account.metadata.uid !== uid) return undefined;
    return {
      username: serviceAccountUsername(namespace, name),
      uid,
      groups: [...serviceAccountGroups(namespace), authenticatedGroup],
      extra,
    };
  }
}
