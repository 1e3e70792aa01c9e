import { KubeClient, KubeObject, ResourceType } from '../../kube';
import { labels } from '../constants';
import { isJsonObject, sameJson } from '../json';
import { labelsOf } from '../model/objects';
import { resourceTypes } from '../resourceTypes';

const BY_KIND: Record<string, ResourceType> = {
  ServiceAccount: resourceTypes.serviceAccounts,
  ConfigMap: resourceTypes.configMaps,
  Role: resourceTypes.roles,
  RoleBinding: resourceTypes.roleBindings,
  ClusterRole: resourceTypes.clusterRoles,
  ClusterRoleBinding: resourceTypes.clusterRoleBindings,
};

function typeOf(object: KubeObject): ResourceType {
  const type = BY_KIND[object.kind];
  if (!type) {
    throw new Error(`${object.kind} is not a kind that Kratix applies`);
  }
  return type;
}

/** The parts of an object that Kratix decides. */
function content(object: KubeObject): unknown {
  const { apiVersion, kind, metadata, status, ...rest } = object;
  return rest;
}

/**
 * Makes an object be as wanted: creates it, or updates it where it differs. Labels and annotations
 * that others have put on it stay.
 */
export async function applyObject(
  client: KubeClient,
  wanted: KubeObject,
): Promise<void> {
  const type = typeOf(wanted);
  const existing = await client.get(
    type,
    wanted.metadata.name,
    wanted.metadata.namespace,
  );
  if (!existing) {
    await client.create(type, wanted);
    return;
  }
  const isForeignServiceAccount =
    wanted.kind === 'ServiceAccount' &&
    labelsOf(existing)[labels.promiseName] === undefined;
  if (isForeignServiceAccount) {
    return;
  }
  const mergedLabels = { ...labelsOf(existing), ...labelsOf(wanted) };
  const wantedContent = content(wanted);
  const merged: KubeObject = {
    ...existing,
    ...(isJsonObject(wantedContent) ? wantedContent : {}),
    metadata: { ...existing.metadata, labels: mergedLabels },
  };
  if (!sameJson(existing, merged)) {
    await client.update(type, merged);
  }
}
