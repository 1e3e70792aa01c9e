import {
  derivePromiseState,
  KratixAnnotations,
  KratixPromise,
  PromiseDetails,
  PromiseSummary,
} from 'backstage-plugin-kratix-common';
import { KratixPlatform } from 'backstage-plugin-kratix-node';

/**
 * A Promise as lists show it.
 *
 * @param requestCounts - of the requests that the caller may read
 */
export function toPromiseSummary(
  platform: KratixPlatform,
  promise: KratixPromise,
  requestCounts: PromiseSummary['requestCounts'],
): PromiseSummary {
  const { api } = promise;
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
    requestCounts,
    createdAt: promise.createdAt,
  };
}

/** A Promise as its page shows it; `requestCounts` as in {@link toPromiseSummary}. */
export function toPromiseDetails(
  platform: KratixPlatform,
  promise: KratixPromise,
  requestCounts: PromiseSummary['requestCounts'],
): PromiseDetails {
  const { api } = promise;
  const storage = api?.versions.find(({ name }) => name === api.version);
  return {
    ...toPromiseSummary(platform, promise, requestCounts),
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
