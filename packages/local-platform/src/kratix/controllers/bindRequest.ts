import { KubeObject } from '../../kube';
import { LATEST } from '../constants';
import { messageOf } from '../errors';
import { objectAt } from '../json';
import { bindingVersion, findBinding } from '../model/bindings';
import { isBeingDeleted } from '../model/objects';
import { readPromiseSpec } from '../model/promise';
import { findRevision, RevisionNotFoundError } from '../model/revisions';
import { wantedVersion } from './requestBinding';
import { BoundRequest, RequestScope } from './requestScope';

/**
 * Finds the revision of the Promise that a request is served with.
 *
 * @throws RevisionNotFoundError when there is none of that version
 */
export async function bindRequest(
  scope: RequestScope,
  promise: KubeObject,
  request: KubeObject,
): Promise<BoundRequest> {
  const { context, promiseName, recorder } = scope;
  const { client } = context;
  const binding = await findBinding(client, promiseName, request);
  const version = wantedVersion(request, binding, isBeingDeleted(request));
  let revision: KubeObject;
  try {
    revision = await findRevision(client, promiseName, version);
  } catch (error) {
    if (error instanceof RevisionNotFoundError) {
      await recorder.warning(
        request,
        'FailedPromiseRevisionLookup',
        messageOf(error),
      );
    }
    throw error;
  }
  await recorder.normal(
    request,
    'ReconcileStarted',
    `reconciling resource request with promise revision ${revision.metadata.name}`,
  );
  return {
    promise: {
      name: promiseName,
      uid: promise.metadata.uid ?? '',
      spec: readPromiseSpec(objectAt(revision, 'spec').promiseSpec),
    },
    revision,
    bindingVersion: binding ? bindingVersion(binding) : LATEST,
  };
}
