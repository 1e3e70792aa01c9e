import {
  derivePromiseState,
  KratixAnnotations,
  KratixPromise,
  PromiseSummary,
} from 'backstage-plugin-kratix-common';
import { KratixPlatform } from 'backstage-plugin-kratix-node';
import { latest } from '../query/activityOf';
import { RequestsSummary } from '../query/PromiseRows';

/**
 * A Promise as lists show it.
 *
 * @param requests - of those that the caller may read
 */
export function toPromiseSummary(
  platform: KratixPlatform,
  promise: KratixPromise,
  requests: RequestsSummary,
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
    requestCounts: requests.counts,
    pipelines: promise.resourceWorkflow.configure.map(({ name }) => name),
    lastActivity: latest([
      requests.lastActivity,
      promise.createdAt,
      ...promise.conditions.map(condition => condition.lastTransitionTime),
    ]),
    createdAt: promise.createdAt,
  };
}
