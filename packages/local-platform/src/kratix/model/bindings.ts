import { KubeClient, KubeObject } from '../../kube';
import { labels } from '../constants';
import { objectAt } from '../json';
import { resourceNameLabel } from '../names';
import { resourceTypes } from '../resourceTypes';
import { promiseLabels, selectorOf, statusOf } from './objects';

/** The labels by which the binding of a request is found, whatever its name. */
export function bindingLabels(
  promise: string,
  request: string,
): Record<string, string> {
  return {
    ...promiseLabels(promise),
    [labels.resourceName]: resourceNameLabel(request),
  };
}

/** @throws Error when the request has more than one */
export async function findBinding(
  client: KubeClient,
  promise: string,
  request: KubeObject,
): Promise<KubeObject | undefined> {
  const { name, namespace } = request.metadata;
  const found = await client.list(resourceTypes.resourceBindings, {
    namespace,
    labelSelector: selectorOf(bindingLabels(promise, name)),
  });
  if (found.length > 1) {
    throw new Error(
      `found multiple ResourceBindings for Resource ${name} in namespace ${namespace}; there should be one ResourceBinding per Resource`,
    );
  }
  return found[0];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function bindingVersion(binding: KubeObject): string {
  return text(objectAt(binding, 'spec').version);
}

export function lastAppliedVersion(binding: KubeObject): string {
  return text(statusOf(binding).lastAppliedVersion);
}

export function failedVersion(binding: KubeObject): string {
  return text(statusOf(binding).failedVersion);
}
