import {
  findCondition,
  isPlacementWritten,
  KratixPlacement,
  KratixRequest,
  KubeObject,
  PlacementSummary,
  RequestDetails,
  RequestState,
  RequestSummary,
} from 'backstage-plugin-kratix-common';
import { KratixPlatform } from 'backstage-plugin-kratix-node';
import { Rights } from '../access/Access';
import { managedBy } from '../write/managedBy';

/** A request as lists show it. */
export function toRequestSummary(
  request: KratixRequest,
  state: RequestState,
): RequestSummary {
  const { ref, apiVersion, kind, uid, owner, message } = request;
  return {
    ref,
    apiVersion,
    kind,
    uid,
    state,
    owner,
    message,
    createdAt: request.createdAt,
    generation: request.generation,
  };
}

const ACTIONS = ['update', 'delete', 'reconcile', 'readLogs'] as const;

/** The rights that {@link toRequestDetails} tells about. */
export const DETAIL_RIGHTS = ['read', ...ACTIONS] as const;

/** A request as its page shows it. */
export function toRequestDetails(
  platform: KratixPlatform,
  request: KratixRequest,
  manifest: KubeObject,
  rights: Rights<(typeof DETAIL_RIGHTS)[number]>,
): RequestDetails {
  const manager = managedBy(manifest);
  return {
    ...toRequestSummary(request, platform.requestState(request)),
    manifest,
    resourceVersion: request.resourceVersion,
    pipelines: request.pipelines,
    placements: platform.placementsOf(request).map(toPlacementSummary),
    allowedActions: ACTIONS.filter(
      action =>
        rights.allows(action, request) &&
        !(manager && (action === 'update' || action === 'delete')),
    ),
    managedBy: manager,
  };
}

function toPlacementSummary(placement: KratixPlacement): PlacementSummary {
  const { name, namespace, pipeline, destination, versionId, files } =
    placement;
  const write = findCondition(placement.conditions, 'WriteSucceeded');
  return {
    name,
    namespace,
    pipeline,
    destination,
    written: isPlacementWritten(placement),
    error: write?.status === 'False' ? write.message : undefined,
    versionId,
    workloadGroupId: placement.workloadGroupId,
    files,
  };
}
