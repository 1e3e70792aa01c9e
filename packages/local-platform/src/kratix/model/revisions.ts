import { KubeClient, KubeObject } from '../../kube';
import { LATEST } from '../constants';
import { objectAt } from '../json';
import { resourceTypes } from '../resourceTypes';
import { promiseLabels, selectorOf, statusOf } from './objects';

/** A revision that a request asks for does not exist, or not yet. */
export class RevisionNotFoundError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RevisionNotFoundError';
  }
}

export function versionOf(revision: KubeObject): string {
  const { version } = objectAt(revision, 'spec');
  return typeof version === 'string' ? version : '';
}

export async function listRevisions(
  client: KubeClient,
  promise: string,
): Promise<KubeObject[]> {
  return client.list(resourceTypes.promiseRevisions, {
    labelSelector: selectorOf(promiseLabels(promise)),
  });
}

/**
 * A revision by its exact version, or the latest one for `latest` and for no version.
 *
 * @throws RevisionNotFoundError when there is none
 */
export async function findRevision(
  client: KubeClient,
  promise: string,
  version: string | undefined,
): Promise<KubeObject> {
  const revisions = await listRevisions(client, promise);
  if (!version || version === LATEST) {
    const latest = revisions.find(item => statusOf(item).latest === true);
    if (!latest) {
      throw new RevisionNotFoundError(
        `cannot find any PromiseRevision for Promise ${promise} with status.latest set to true`,
      );
    }
    return latest;
  }
  const [found] = revisions.filter(item => versionOf(item) === version);
  if (!found) {
    throw new RevisionNotFoundError(
      `cannot find a PromiseRevision for Promise ${promise} with version ${version}`,
    );
  }
  return found;
}
