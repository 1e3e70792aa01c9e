import { BackendFeature } from '@backstage/backend-plugin-api';
import { KubeObject, OwnerRules } from 'backstage-plugin-kratix-common';
import { eventually } from './eventually';
import { FakeCluster } from './FakeCluster';
import { DEPENDENCIES_PROMISE, TEAM_PROMISE } from './kratixObjects';
import { Settings, startKratixBackend, TestPolicy } from './startKratixBackend';

/** A cluster with the test Promises and these Teams, and a backend that has read them. */
export async function setup(options: {
  teams?: KubeObject[];
  policy?: TestPolicy;
  owners?: OwnerRules;
  /** Services in place of the usual ones. */
  features?: BackendFeature[];
  /** More settings of the platform. */
  settings?: Settings;
  /** Puts more into the cluster before the backend starts. */
  prepare?: (cluster: FakeCluster) => void;
}) {
  const cluster = await FakeCluster.start();
  cluster.put('promises', TEAM_PROMISE);
  cluster.put('promises', DEPENDENCIES_PROMISE);
  const { teams = [], policy, owners, features } = options;
  teams.forEach(object => cluster.put('teams', object));
  options.prepare?.(cluster);
  const backend = await startKratixBackend({
    access: {
      url: cluster.url,
      serviceAccountToken: 'test',
      ...options.settings,
    },
    policy,
    owners,
    features,
  });
  const { platform } = backend;
  await eventually(() => {
    expect(platform.isSynced('request', 'team')).toBe(true);
    expect(platform.requests('team')).toHaveLength(teams.length);
  });
  return {
    ...backend,
    cluster,
    stop: async () => {
      await backend.stop();
      await cluster.stop();
    },
  };
}

/** Address of a Team in the namespace `default`. */
export function teamRef(name: string) {
  return { platform: 'local', promise: 'team', namespace: 'default', name };
}
