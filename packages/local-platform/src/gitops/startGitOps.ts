import { fluxCrds } from '../kratix/crds';
import { findCondition } from '../kratix/conditions';
import { objectAt } from '../kratix/json';
import { statusOf } from '../kratix/model/objects';
import { resourceTypes } from '../kratix/resourceTypes';
import { keyOf } from '../kratix/runtime/controller';
import { GIT_REPOSITORIES, KUSTOMIZATIONS } from './fluxTypes';
import { GitOpsContext } from './GitOpsContext';
import { gitRepositoryController } from './gitRepositoryController';
import { kustomizationController } from './kustomizationController';

/** The GitOps agent at work. */
export interface GitOps {
  /** Says that a repository was pushed to, so that it is looked at now. */
  pushed(url: string): void;
  stop(): Promise<void>;
}

/**
 * Starts a GitOps agent that does for this platform what Flux does for a cluster: applies what repositories hold, by
 * server-side apply, and prunes what left them. It works on Flux's own kinds, as far as they are needed for that.
 */
export async function startGitOps(context: GitOpsContext): Promise<GitOps> {
  const { client, logger } = context;
  const crds = resourceTypes.customResourceDefinitions;
  for (const crd of fluxCrds()) {
    const existing = await client.get(crds, crd.metadata.name);
    if (existing) {
      await client.update(crds, { ...existing, spec: crd.spec });
    } else {
      await client.create(crds, crd);
    }
  }
  const hinted = new Set<string>();
  const sources = gitRepositoryController(context, hinted).start();
  const kustomizations = kustomizationController(context).start();

  const report = (error: unknown) =>
    logger.error(
      `GitOps agent: ${error instanceof Error ? error.message : String(error)}`,
    );
  const lookAtSources = async (url: string) => {
    for (const source of await client.list(GIT_REPOSITORIES)) {
      if (objectAt(source, 'spec').url === url) {
        const key = keyOf(source);
        hinted.add(`${key.namespace}/${key.name}`);
        sources.enqueue(key);
      }
    }
  };
  const retryFailed = async () => {
    for (const one of await client.list(KUSTOMIZATIONS)) {
      if (findCondition(statusOf(one), 'Ready')?.status === 'False') {
        kustomizations.enqueue(keyOf(one));
      }
    }
  };
  // What was refused for want of its kind may be applied now.
  const forget = client.onResourceTypesChanged(
    () => void retryFailed().catch(report),
  );
  return {
    pushed: url => void lookAtSources(url).catch(report),
    stop: async () => {
      forget();
      await Promise.all([sources.stop(), kustomizations.stop()]);
    },
  };
}
