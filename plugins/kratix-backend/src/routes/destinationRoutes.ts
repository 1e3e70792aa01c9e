import {
  DestinationSummary,
  findCondition,
  isPlacementWritten,
  KubeCondition,
  StateStoreSummary,
} from 'backstage-plugin-kratix-common';
import { KratixPlatform, KratixPlatforms } from 'backstage-plugin-kratix-node';
import { Router } from 'express';
import { Access } from '../access/Access';

/** GET /destinations and /state-stores */
export function addDestinationRoutes(
  router: Router,
  options: { access: Access; platforms: KratixPlatforms },
): void {
  const { access, platforms } = options;

  router.get('/destinations', async (req, res) => {
    await access.requirePlatformRead(req);
    res.json({ items: platforms.all().flatMap(summarizeDestinations) });
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

function summarizeDestinations(platform: KratixPlatform): DestinationSummary[] {
  return platform.destinations().map(destination => {
    const placements = platform.placements(destination.name);
    const { name, labels, path, filepathMode, strictMatchLabels, stateStore } =
      destination;
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
        failing: placements.filter(
          ({ conditions }) =>
            findCondition(conditions, 'WriteSucceeded')?.status === 'False',
        ).length,
      },
    };
  });
}

function summarizeStateStores(platform: KratixPlatform): StateStoreSummary[] {
  const destinations = platform.destinations();
  return platform
    .stateStores()
    .map(({ kind, name, path, git, bucket, conditions }) => ({
      platform: platform.name,
      kind,
      name,
      path,
      git: git && { ...git, url: withoutCredentials(git.url) },
      bucket,
      ...readiness(conditions),
      destinations: destinations
        .filter(
          ({ stateStore }) =>
            stateStore?.kind === kind && stateStore.name === name,
        )
        .map(destination => destination.name),
    }));
}

/** An author may have put a password into the address. */
function withoutCredentials(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, '$1');
}
