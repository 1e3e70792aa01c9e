import {
  AppliedStatus,
  appliesFolder,
  judgeApplied,
  KratixRequest,
  placementPath,
} from 'backstage-plugin-kratix-common';
import { KratixPlatform } from 'backstage-plugin-kratix-node';

/**
 * What the GitOps agents of the platform's cluster say about what a request has written.
 *
 * @returns undefined where none of them looks after one of its Destinations
 */
export function toApplied(
  platform: KratixPlatform,
  request: KratixRequest,
): AppliedStatus[] | undefined {
  const agents = platform.gitOps.agents();
  if (!agents.length) {
    return undefined;
  }
  const repositories = platform.gitOps.repositories();
  const found = platform.placementsOf(request).flatMap(placement => {
    const destination = platform
      .destinations()
      .find(({ name }) => name === placement.destination);
    const store = platform
      .stateStores()
      .find(
        ({ kind, name }) =>
          kind === destination?.stateStore?.kind &&
          name === destination.stateStore.name,
      );
    if (!destination || !store?.git) {
      return [];
    }
    const folder = {
      ...store.git,
      path:
        placementPath({
          placement,
          request: request.ref,
          destination,
          store,
        }) ??
        [store.path, destination.path].join('/').replace(/^\/+|\/+$/g, ''),
    };
    return agents
      .filter(agent => appliesFolder(agent, folder, repositories))
      .map((agent): AppliedStatus => {
        const fault = repositories.get(agent.repository ?? '')?.error;
        return {
          placement: placement.name,
          destination: placement.destination,
          agent: agent.name,
          state: fault ? 'failed' : judgeApplied(agent, placement.versionId),
          revision: agent.revision,
          message: fault ?? agent.message,
          time: agent.time,
        };
      });
  });
  return found.length ? found : undefined;
}
