import {
  findCondition,
  isPlacementWritten,
  KratixPlacement,
  KratixRequest,
  KubeObject,
  PlacementSummary,
  readColumns,
  RequestAction,
  RequestDetails,
  RequestState,
  RequestSummary,
  RequestVersion,
} from 'backstage-plugin-kratix-common';
import { KratixPlatform } from 'backstage-plugin-kratix-node';
import { Rights } from '../access/Access';
import { AppliedWrites } from '../onDemand/AppliedWrites';
import { activityOf } from '../query/activityOf';
import { findParent, toRelated } from '../query/familyOf';
import { managedBy } from '../write/managedBy';
import { toApplied } from './appliedView';
import { toBinding } from './toBinding';

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
    changedAt: activityOf(request),
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
  writes: AppliedWrites,
): RequestDetails {
  const manager = managedBy(manifest);
  const parent = findParent(platform, request, rights);
  const binding = platform.versions.bindingOf(request.ref);
  const versions = binding && versionsFor(platform, request);
  const { api } = platform.promise(request.ref.promise) ?? {};
  const columns = api?.versions.find(({ name }) => name === api.version);
  const actions: RequestAction[] = ACTIONS.filter(
    action =>
      rights.allows(action, request) &&
      !(manager && (action === 'update' || action === 'delete')),
  );
  if (versions && rights.allows('reconcile', request)) {
    actions.push('chooseVersion');
  }
  return {
    ...toRequestSummary(request, platform.requestState(request)),
    manifest,
    resourceVersion: request.resourceVersion,
    pipelines: request.pipelines,
    placements: platform.placementsOf(request).map(toPlacementSummary),
    allowedActions: actions,
    managedBy: manager,
    parent: parent && toRelated(platform, parent),
    binding: binding && toBinding(binding),
    versions,
    health: { state: request.health, records: request.healthRecords },
    columns: readColumns(manifest, columns?.printerColumns ?? []),
    applied: toApplied(platform, request, (placement, commit) =>
      writes.holds(platform, request, placement, commit),
    ),
  };
}

/** What the request's version may be; undefined where nothing can be chosen. */
export function versionsFor(
  platform: KratixPlatform,
  { ref }: KratixRequest,
): RequestVersion[] | undefined {
  const revisions = platform.versions.revisions(ref.promise);
  // Kratix leaves the bindings of a Promise without versions alone.
  if (!revisions?.some(({ version }) => version !== 'not-set')) {
    return undefined;
  }
  return [
    { version: 'latest', latest: true },
    ...revisions
      .map(({ version, latest }) => ({ version, latest }))
      .sort((left, right) => Number(right.latest) - Number(left.latest)),
  ];
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
    since: write?.lastTransitionTime,
    error: write?.status === 'False' ? write.message : undefined,
    versionId,
    workloadGroupId: placement.workloadGroupId,
    files,
  };
}
