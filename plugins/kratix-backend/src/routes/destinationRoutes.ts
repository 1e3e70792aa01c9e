import {
  DestinationSummary,
  findCondition,
  isPlacementWritten,
  KratixPlacement,
  KratixRequest,
  KubeCondition,
  PlacementFailure,
  StateStoreSummary,
} from 'backstage-plugin-kratix-common';
import { KratixPlatform, KratixPlatforms } from 'backstage-plugin-kratix-node';
import { Router } from 'express';
import { Access, Rights } from '../access/Access';
import { withoutCredentials } from '../views/withoutCredentials';

const MOST_FAILURES = 50;
const LONGEST_MESSAGE = 2_000;

/** GET /destinations and /state-stores */
export function addDestinationRoutes(
  router: Router,
  options: { access: Access; platforms: KratixPlatforms },
): void {
  const { access, platforms } = options;

  router.get('/destinations', async (req, res) => {
    await access.requirePlatformRead(req);
    const rights = await access.rights(req, 'read');
    res.json({
      items: platforms
        .all()
        .flatMap(platform => summarizeDestinations(platform, rights)),
    });
  });

  router.get('/state-stores', async (req, res) => {
    await access.requirePlatformRead(req);
    res.json({ items: platforms.all().flatMap(summarizeStateStores) });
  });
}

function readiness(conditions: KubeCondition[]) {
  const ready = findCondition(conditions, 'Ready');
  return {
    ready: ready && ready.status === 'True',
    message: ready?.status === 'True' ? undefined : ready?.message,
  };
}

function summarizeDestinations(
  platform: KratixPlatform,
  rights: Rights<'read'>,
): DestinationSummary[] {
  return platform.destinations().map(destination => {
    const placements = platform.placements(destination.name);
    const { name, labels, path, filepathMode, strictMatchLabels, stateStore } =
      destination;
    const failing = placements.filter(
      ({ conditions }) =>
        findCondition(conditions, 'WriteSucceeded')?.status === 'False',
    );
    return {
      platform: platform.name,
      name,
      labels,
      path,
      filepathMode,
      strictMatchLabels,
      stateStore,
      ...readiness(destination.conditions),
      placements: {
        total: placements.length,
        written: placements.filter(isPlacementWritten).length,
        failing: failing.length,
      },
      failures: failing
        .slice(0, MOST_FAILURES)
        .map(placement => toFailure(platform, placement, rights)),
      lastWrite: lastWrite(placements),
    };
  });
}

function toFailure(
  platform: KratixPlatform,
  placement: KratixPlacement,
  rights: Rights<'read'>,
): PlacementFailure {
  const write = findCondition(placement.conditions, 'WriteSucceeded');
  const request = requestOf(platform, placement);
  return {
    placement: placement.name,
    promise: placement.promise,
    request:
      request && rights.allows('read', request) ? request.ref : undefined,
    message: (write?.message ?? write?.reason ?? '').slice(0, LONGEST_MESSAGE),
    since: write?.lastTransitionTime,
  };
}

function requestOf(
  platform: KratixPlatform,
  { promise, request, namespace, name }: KratixPlacement,
): KratixRequest | undefined {
  if (!promise || !request) {
    return undefined;
  }
  if (!platform.promise(promise)?.pipelineNamespace) {
    return platform.request({ promise, namespace, name: request });
  }
  // Placements of all namespaces are in one then; only their Works say which request is meant.
  return platform
    .requests(promise)
    .find(
      candidate =>
        candidate.ref.name === request &&
        platform.placementsOf(candidate).some(other => other.name === name),
    );
}

function lastWrite(placements: KratixPlacement[]): string | undefined {
  return placements
    .filter(isPlacementWritten)
    .flatMap(
      ({ conditions }) =>
        findCondition(conditions, 'WriteSucceeded')?.lastTransitionTime ?? [],
    )
    .reduce<string | undefined>(
      (last, time) => (last && last > time ? last : time),
      undefined,
    );
}

function summarizeStateStores(platform: KratixPlatform): StateStoreSummary[] {
  const all = platform.destinations();
  return platform
    .stateStores()
    .map(({ kind, name, path, git, bucket, conditions }) => {
      const destinations = all
        .filter(
          ({ stateStore }) =>
            stateStore?.kind === kind && stateStore.name === name,
        )
        .map(destination => destination.name);
      return {
        platform: platform.name,
        kind,
        name,
        path,
        git: git && { ...git, url: withoutCredentials(git.url) },
        bucket,
        ...readiness(conditions),
        destinations,
        lastWrite: lastWrite(
          destinations.flatMap(destination => platform.placements(destination)),
        ),
      };
    });
}
