import {
  AppliedStatus,
  appliesFolder,
  judgeApplied,
  KratixPlacement,
  KratixRequest,
} from 'backstage-plugin-kratix-common';
import { KratixPlatform } from 'backstage-plugin-kratix-node';
import { locatePlacement } from '../query/locatePlacement';

/**
 * What the GitOps agents of the platform's cluster say about what a request has written.
 *
 * @param holds - whether a commit holds what a placement wrote with another, where that is known
 * @returns undefined where none of them looks after one of its Destinations
 */
export function toApplied(
  platform: KratixPlatform,
  request: KratixRequest,
  holds: (placement: KratixPlacement, commit: string) => boolean | undefined,
): AppliedStatus[] | undefined {
  const agents = platform.gitOps.agents();
  if (!agents.length) {
    return undefined;
  }
  const repositories = platform.gitOps.repositories();
  const found = platform.placementsOf(request).flatMap(placement => {
    const location = locatePlacement(platform, request.ref, placement);
    if (!location?.store.git) {
      return [];
    }
    const { destination, store } = location;
    const folder = {
      ...location.store.git,
      path:
        location.folder ??
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
          state: fault
            ? 'failed'
            : judgeApplied(agent, commit => holds(placement, commit)),
          revision: agent.revision,
          message: fault ?? agent.message,
          time: agent.time,
        };
      });
  });
  return found.length ? found : undefined;
}
