import {
  derivePromiseState,
  KratixAnnotations,
  KratixPromise,
  KratixRequest,
  PromiseSummary,
} from 'backstage-plugin-kratix-common';
import { KratixPlatform } from 'backstage-plugin-kratix-node';

/**
 * A Promise as lists show it.
 *
 * @param requestCounts - of the requests that the caller may read
 * @param requests - those that the caller may read
 */
export function toPromiseSummary(
  platform: KratixPlatform,
  promise: KratixPromise,
  requestCounts: PromiseSummary['requestCounts'],
  requests: KratixRequest[],
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
    pipelines: promise.resourceWorkflow.configure.map(({ name }) => name),
    lastActivity: lastActivity(promise, requests),
    createdAt: promise.createdAt,
  };
}

/** RFC 3339 times of one zone compare as texts. */
function lastActivity(
  promise: KratixPromise,
  requests: KratixRequest[],
): string | undefined {
  let last = promise.createdAt;
  const note = (time: string | undefined) => {
    if (time && (!last || time > last)) {
      last = time;
    }
  };
  promise.conditions.forEach(condition => note(condition.lastTransitionTime));
  for (const { createdAt, conditions, pipelines } of requests) {
    note(createdAt);
    conditions.forEach(condition => note(condition.lastTransitionTime));
    pipelines.forEach(pipeline => note(pipeline.lastTransitionTime));
  }
  return last;
}
