import {
  effectiveSelector,
  findCondition,
  isReleaseOf,
  KratixDestination,
  KratixPromise,
  KratixRequest,
  matchesDestination,
  PromiseDestination,
  PromiseDetails,
  PromiseRequirement,
} from 'backstage-plugin-kratix-common';
import { KratixPlatform } from 'backstage-plugin-kratix-node';
import { RequestsSummary } from '../query/PromiseRows';
import { toPromiseSummary } from './promiseViews';
import { redactSecrets } from './redactSecrets';
import { toBinding } from './toBinding';
import { withoutCredentials } from './withoutCredentials';

const MOST_BINDINGS = 500;

/**
 * A Promise as its page shows it.
 *
 * @param summary - of the requests that the caller may read
 * @param requests - those
 */
export function toPromiseDetails(
  platform: KratixPlatform,
  promise: KratixPromise,
  summary: RequestsSummary,
  requests: KratixRequest[],
): PromiseDetails {
  const { api } = promise;
  const storage = api?.versions.find(({ name }) => name === api.version);
  return {
    ...toPromiseSummary(platform, promise, summary),
    schema: storage?.schema,
    printerColumns: storage?.printerColumns ?? [],
    versions: (api?.versions ?? []).map(version => ({
      name: version.name,
      served: version.served,
      storage: version.storage,
    })),
    resourcePipelines: promise.resourceWorkflow.configure,
    workflows: {
      resource: promise.resourceWorkflow,
      promise: promise.promiseWorkflow,
    },
    destinationSelectors: promise.destinationSelectors,
    destinations: destinationsOf(promise, platform.destinations()),
    uniqueFields: promise.uniqueFields,
    requiredPromises: promise.requiredPromises.map(({ name, version }) => ({
      name,
      version,
      state: requirementState(promise, name, version),
    })),
    requiredBy: requiredBy(promise, platform.promises()),
    ...versionsOf(platform, promise, requests),
    releases: platform.versions
      .releases()
      ?.filter(release => isReleaseOf(release, promise))
      .map(({ url, ...release }) => ({
        ...release,
        url: url && withoutCredentials(url),
      })),
    requestTotal: platform.requests(promise.name).length,
    conditions: promise.conditions,
    manifest: redactSecrets(platform.promiseManifest(promise.name)),
  };
}

function requirementState(
  promise: KratixPromise,
  name: string,
  version: string | undefined,
): string | undefined {
  return promise.requirements.find(
    requirement => requirement.name === name && requirement.version === version,
  )?.state;
}

function requiredBy(
  promise: KratixPromise,
  all: KratixPromise[],
): PromiseRequirement[] {
  return all.flatMap(other =>
    other.requiredPromises
      .filter(({ name }) => name === promise.name)
      .map(({ version }) => ({
        name: other.name,
        version,
        state: requirementState(other, promise.name, version),
      })),
  );
}

function destinationsOf(
  promise: KratixPromise,
  destinations: KratixDestination[],
): PromiseDestination[] {
  const selector = effectiveSelector(
    promise.destinationSelectors.map(matchLabels => ({
      matchLabels,
      source: 'promise',
    })),
  );
  return destinations
    .map(destination => {
      const ready = findCondition(destination.conditions, 'Ready');
      return {
        name: destination.name,
        matches: matchesDestination(selector, destination),
        missing: Object.entries(selector)
          .filter(([key, value]) => destination.labels[key] !== value)
          .map(([key, value]) => `${key}=${value}`),
        strict: destination.strictMatchLabels,
        ready: ready && ready.status === 'True',
      };
    })
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** @param requests - those that the caller may read */
function versionsOf(
  platform: KratixPlatform,
  promise: KratixPromise,
  requests: KratixRequest[],
): Pick<PromiseDetails, 'revisions' | 'bindings'> {
  const revisions = platform.versions.revisions(promise.name);
  if (!revisions) {
    return {};
  }
  const bound = requests.flatMap(({ ref }) => {
    const binding = platform.versions.bindingOf(ref);
    return binding ? [{ ref, binding }] : [];
  });
  return {
    revisions: revisions.map(({ version, latest }) => ({
      version,
      latest,
      requests: bound.filter(({ binding }) => binding.applied === version)
        .length,
    })),
    bindings: bound.slice(0, MOST_BINDINGS).map(({ ref, binding }) => ({
      ref,
      ...toBinding(binding),
    })),
  };
}
