import {
  derivePromiseState,
  KratixAnnotations,
  KratixPromise,
  KratixRequest,
  PromiseDetails,
  PromiseSummary,
  RequestStateName,
} from 'backstage-plugin-kratix-common';
import { KratixPlatform } from 'backstage-plugin-kratix-node';
import { Rights } from '../access/Access';

/** How many of the requests are in each state. */
export function countByState(
  states: RequestStateName[],
): Partial<Record<RequestStateName, number>> {
  const counts: Partial<Record<RequestStateName, number>> = {};
  for (const state of states) {
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
}

/** A Promise as lists show it; it counts only the requests that the caller may read. */
export function toPromiseSummary(
  platform: KratixPlatform,
  promise: KratixPromise,
  rights: Rights<'read'>,
): PromiseSummary {
  const { api } = promise;
  const isReadable = (request: KratixRequest) => rights.allows('read', request);
  return {
    platform: platform.name,
    name: promise.name,
    title: promise.title,
    description: promise.description,
    version: promise.version,
    state: derivePromiseState(promise),
    api: api && {
      group: api.group,
      version: api.version,
      kind: api.kind,
      plural: api.plural,
    },
    template: promise.annotations[KratixAnnotations.template],
    updateTemplate: promise.annotations[KratixAnnotations.updateTemplate],
    requestCounts: countByState(
      platform
        .requests(promise.name)
        .filter(isReadable)
        .map(request => platform.requestState(request).name),
    ),
    createdAt: promise.createdAt,
  };
}

/** A Promise as its page shows it. */
export function toPromiseDetails(
  platform: KratixPlatform,
  promise: KratixPromise,
  rights: Rights<'read'>,
): PromiseDetails {
  const { api } = promise;
  const storage = api?.versions.find(({ name }) => name === api.version);
  return {
    ...toPromiseSummary(platform, promise, rights),
    schema: storage?.schema,
    printerColumns: storage?.printerColumns ?? [],
    versions: (api?.versions ?? []).map(version => ({
      name: version.name,
      served: version.served,
      storage: version.storage,
    })),
    resourcePipelines: promise.resourceWorkflow.configure,
    destinationSelectors: promise.destinationSelectors,
    uniqueFields: promise.uniqueFields,
    requiredPromises: promise.requiredPromises,
    conditions: promise.conditions,
  };
}
