import type { KubeObject } from '../../kube';
import type { ServiceAccountTokens } from '../authentication/ServiceAccountTokens';
import { objectAt, stringAt } from '../json';
import type { ApiContext } from '../operations/ApiContext';
import { changeStored } from '../operations/changeStored';
import {
  accountNameAnnotation,
  accountUidAnnotation,
  secrets,
  serviceAccounts,
  tokenSecretType,
} from '../resources/builtin/configuration';
import type { ObjectKey, StoredEvent } from '../store/ObjectStore';
import { deleteStored } from './deleteStored';
import { WorkQueue } from './WorkQueue';

const userName = 'system:serviceaccount:kube-system:token-controller';

function keyOf({ metadata }: KubeObject): ObjectKey {
  const { namespace = '', name } = metadata;
  return { ...secrets.storage, namespace, name };
}

function accountName(secret: KubeObject): string {
  return secret.metadata.annotations?.[accountNameAnnotation] ?? '';
}

/**
 * Puts a token into every Secret of type `kubernetes.io/service-account-token`, and deletes those whose
 * ServiceAccount is not there.
 * https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets
 */
export class TokenSecretController {
  readonly #ctx: ApiContext;
  readonly #tokens: ServiceAccountTokens;
  readonly #certificateAuthority: string;
  readonly #queue: WorkQueue;
  readonly #stop: Array<() => void>;

  constructor(
    ctx: ApiContext,
    given: { tokens: ServiceAccountTokens; certificateAuthority: string },
    onError: (error: unknown) => void,
  ) {
    this.#ctx = ctx;
    this.#tokens = given.tokens;
    this.#certificateAuthority = given.certificateAuthority;
    this.#queue = new WorkQueue(id => this.#reconcile(id), onError);
    this.#stop = [
      ctx.hub.subscribe(secrets.storage, ({ type, object }) => {
        if (type !== 'DELETED') this.#enqueue(object);
      }),
      ctx.hub.subscribe(serviceAccounts.storage, event =>
        this.#onAccount(event),
      ),
    ];
    for (const secret of ctx.store.iterate(secrets.storage)) {
      this.#enqueue(secret);
    }
  }

  async close(): Promise<void> {
    for (const stop of this.#stop) stop();
    await this.#queue.close();
  }

  #enqueue(secret: KubeObject): void {
    if (secret.type === tokenSecretType) {
      const { namespace = '', name } = secret.metadata;
      this.#queue.add(`${namespace}/${name}`);
    }
  }

  #onAccount({ type, key }: StoredEvent): void {
    if (type !== 'DELETED') return;
    for (const secret of this.#ctx.store.iterate(secrets.storage)) {
      if (
        secret.metadata.namespace === key.namespace &&
        accountName(secret) === key.name
      ) {
        this.#enqueue(secret);
      }
    }
  }

  async #reconcile(id: string): Promise<void> {
    const [namespace, name] = id.split('/');
    const secret = this.#ctx.store.get({ ...secrets.storage, namespace, name });
    if (!secret || secret.metadata.deletionTimestamp) return;
    const key = keyOf(secret);
    const account = this.#ctx.store.get({
      ...serviceAccounts.storage,
      namespace,
      name: accountName(secret),
    });
    const uid = account?.metadata.uid;
    const known = secret.metadata.annotations?.[accountUidAnnotation];
    if (!account || !uid || (known && known !== uid)) {
      await deleteStored(
        this.#ctx,
        { key, uid: secret.metadata.uid },
        userName,
      );
      return;
    }
    if (stringAt(objectAt(secret, 'data'), 'token') && known) return;
    const values = {
      'ca.crt': this.#certificateAuthority,
      namespace,
      token: this.#tokens.forSecret(account, name),
    };
    changeStored(this.#ctx, key, object => {
      object.data = {
        ...objectAt(object, 'data'),
        ...Object.fromEntries(
          Object.entries(values).map(([field, value]) => [
            field,
            Buffer.from(value).toString('base64'),
          ]),
        ),
      };
      object.metadata.annotations = {
        ...object.metadata.annotations,
        [accountUidAnnotation]: uid,
      };
    });
  }
}
