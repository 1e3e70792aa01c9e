import {
  findCondition,
  KratixPlacement,
  KubeCondition,
} from 'backstage-plugin-kratix-common';
import { PlatformChange } from 'backstage-plugin-kratix-node';

/**
 * What a change of a platform means for the files of a Destination: they may be different `now`, or
 * also `soon`, since they are still to be written and nothing will tell when that is done.
 */
export type Hint = 'now' | 'soon';

/** A change of an object that says what is where. */
type ObjectChange = Exclude<
  Extract<
    PlatformChange,
    { kind: 'placement' } | { kind: 'destination' } | { kind: 'stateStore' }
  >,
  { type: 'synced' }
>;

function isObjectChange(change: PlatformChange): change is ObjectChange {
  return (
    change.type !== 'synced' &&
    ['placement', 'destination', 'stateStore'].includes(change.kind)
  );
}

function isReady(conditions: KubeCondition[]): boolean {
  return findCondition(conditions, 'Ready')?.status !== 'False';
}

function writeOf({ conditions, versionId }: KratixPlacement): string {
  const written = findCondition(conditions, 'WriteSucceeded');
  return JSON.stringify([
    versionId,
    written?.status,
    written?.lastTransitionTime,
  ]);
}

/** What has to change about an object for the files to be different. */
function fingerprintOf(change: ObjectChange): string {
  switch (change.kind) {
    case 'destination': {
      const { path, stateStore, filepathMode, conditions } = change.object;
      return JSON.stringify([
        path,
        stateStore,
        filepathMode,
        isReady(conditions),
      ]);
    }
    case 'stateStore': {
      const { path, git, bucket, conditions } = change.object;
      return JSON.stringify([path, git, bucket, isReady(conditions)]);
    }
    default:
      return writeOf(change.object);
  }
}

function keyOf({ kind, object }: ObjectChange): string {
  return JSON.stringify(
    kind === 'placement'
      ? [kind, object.namespace, object.name]
      : [kind, kind === 'stateStore' && object.kind, object.name],
  );
}

/**
 * Tells which changes of a platform mean that the files of one Destination may be different: a
 * placement on it was written, changed or deleted, or their place changed or became known.
 */
export class PlacementTrigger {
  readonly #destination: string;
  readonly #isBucket: () => boolean;
  readonly #seen = new Map<string, string>();

  /** @param isBucket - whether the Destination's files are in a bucket, as far as that is known */
  constructor(destination: string, isBucket: () => boolean = () => false) {
    this.#destination = destination;
    this.#isBucket = isBucket;
  }

  /** @returns undefined where the files are the same for sure */
  hint(change: PlatformChange): Hint | undefined {
    if (change.type === 'synced') {
      return ['placement', 'destination', 'stateStore'].includes(change.kind)
        ? 'now'
        : undefined;
    }
    if (!isObjectChange(change)) {
      return undefined;
    }
    const key = keyOf(change);
    if (change.type === 'deleted' || !this.#isOurs(change)) {
      // Gone, or gone elsewhere.
      const wasOurs = this.#seen.delete(key);
      return wasOurs || this.#isOurs(change) ? 'now' : undefined;
    }
    // A bucket gives no version that could tell a write from none.
    const isUntold = change.kind === 'placement' && this.#isBucket();
    const fingerprint = isUntold
      ? `${change.object.resourceVersion}`
      : fingerprintOf(change);
    if (this.#seen.get(key) === fingerprint) {
      return undefined;
    }
    this.#seen.set(key, fingerprint);
    return isUntold ? 'soon' : 'now';
  }

  #isOurs({ kind, object }: ObjectChange): boolean {
    switch (kind) {
      case 'destination':
        return object.name === this.#destination;
      case 'placement':
        return object.destination === this.#destination;
      default:
        return true;
    }
  }
}
