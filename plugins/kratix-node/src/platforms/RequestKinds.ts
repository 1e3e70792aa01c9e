import {
  KratixRequest,
  OwnerRules,
  RequestRef,
} from 'backstage-plugin-kratix-common';
import { PlatformChange } from '../KratixPlatforms';
import { objectKey } from '../watch/KindStore';
import { KindDefinition, requestKind, RequestRecord } from './kinds';
import { WatchedKind } from './WatchedKind';

type RequestKind = WatchedKind<RequestRecord>;

/** What kinds of requests are read with. */
export interface RequestKindsOptions {
  platform: string;
  owners: OwnerRules;
  /** Whether the kind of a new Promise is to be watched at once. */
  isStarted(): boolean;
  /** Makes the watch of a kind, which is then started here. */
  watch(definition: KindDefinition<RequestRecord>): RequestKind;
}

/** The kinds of requests: they come, change and go with their Promises. */
export class RequestKinds {
  private readonly options: RequestKindsOptions;
  private readonly kinds = new Map<string, RequestKind>();

  constructor(options: RequestKindsOptions) {
    this.options = options;
  }

  all(): RequestKind[] {
    return [...this.kinds.values()];
  }

  /** Those of one Promise, or all. */
  requests(promise?: string): KratixRequest[] {
    return this.of(promise).flatMap(kind =>
      [...kind.store.values()].map(({ request }) => request),
    );
  }

  record(ref: Omit<RequestRef, 'platform'>): RequestRecord | undefined {
    return this.kinds.get(ref.promise)?.store.get(objectKey(ref));
  }

  /** Whether the kind of one Promise, or every one, has been listed completely. */
  isSynced(promise?: string): boolean {
    return (
      (promise === undefined || this.kinds.has(promise)) &&
      this.of(promise).every(({ isSynced }) => isSynced)
    );
  }

  /** Whether the cluster tells of changes of the requests of a Promise. */
  isCurrent(promise: string): boolean {
    return this.kinds.get(promise)?.isCurrent ?? false;
  }

  /** To be told of every change of a Promise. */
  follow(change: PlatformChange) {
    if (change.kind !== 'promise' || change.type === 'synced') {
      return;
    }
    const { name, api } = change.object;
    const known = this.kinds.get(name);
    if (change.type === 'deleted') {
      this.kinds.delete(name);
      known?.remove();
      return;
    }
    if (!api) {
      return;
    }
    const definition = requestKind(this.options, name, api);
    if (!known) {
      const kind = this.options.watch(definition);
      this.kinds.set(name, kind);
      if (this.options.isStarted()) {
        kind.start();
      }
    } else if (known.address.version !== api.version) {
      known.redefine(definition);
    } else {
      known.wake();
    }
  }

  private of(promise?: string): RequestKind[] {
    if (promise === undefined) {
      return this.all();
    }
    const kind = this.kinds.get(promise);
    return kind ? [kind] : [];
  }
}
