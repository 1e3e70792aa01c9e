import { findCondition, KratixPlacement } from 'backstage-plugin-kratix-common';
import { PlatformChange } from 'backstage-plugin-kratix-node';

function fingerprint(placement: KratixPlacement): string {
  const written = findCondition(placement.conditions, 'WriteSucceeded');
  return JSON.stringify([
    placement.versionId,
    written?.status,
    written?.lastTransitionTime,
  ]);
}

/**
 * Tells which changes of a platform mean that the files of one Destination may be different now:
 * a placement on it was written, changed or deleted, or its place became known.
 */
export class PlacementTrigger {
  readonly #seen = new Map<string, string>();

  constructor(private readonly destination: string) {}

  concerns(change: PlatformChange): boolean {
    if (change.type === 'synced') {
      return (
        change.kind !== 'promise' &&
        change.kind !== 'request' &&
        change.kind !== 'work'
      );
    }
    if (change.kind === 'destination') {
      return change.object.name === this.destination;
    }
    if (change.kind === 'stateStore') {
      return true;
    }
    if (
      change.kind !== 'placement' ||
      change.object.destination !== this.destination
    ) {
      return false;
    }
    const key = `${change.object.namespace}/${change.object.name}`;
    if (change.type === 'deleted') {
      this.#seen.delete(key);
      return true;
    }
    const now = fingerprint(change.object);
    const before = this.#seen.get(key);
    this.#seen.set(key, now);
    return before !== now;
  }
}
