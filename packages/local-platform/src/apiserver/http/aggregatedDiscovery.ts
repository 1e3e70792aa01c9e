import type { ServerResponse } from 'node:http';
import type { JsonObject } from '../json';
import type { ApiContext } from '../operations/ApiContext';
import { groupVersion, ServedResource } from '../resources/ServedResource';
import { servedGroups } from './servedGroups';
import { reviewResources } from './reviews';

const mediaType =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

/** Whether a client asks for all of discovery in one answer, as kubectl does. */
export function wantsAggregated(accept = ''): boolean {
  return accept.split(',').some(range => {
    const parts = range.split(';').map(part => part.trim());
    return (
      parts.includes('g=apidiscovery.k8s.io') &&
      parts.includes('v=v2') &&
      parts.includes('as=APIGroupDiscoveryList')
    );
  });
}

function describe(resource: ServedResource): JsonObject {
  const responseKind = {
    group: resource.group,
    version: resource.version,
    kind: resource.kind,
  };
  const sub = (subresource: string, verbs: string[]) => ({
    subresource,
    responseKind,
    verbs,
  });
  return {
    resource: resource.resource,
    responseKind,
    scope: resource.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: resource.singular,
    verbs: resource.verbs,
    shortNames: resource.shortNames,
    categories: resource.categories,
    subresources: [
      ...(resource.hasStatus
        ? [sub('status', ['get', 'patch', 'update'])]
        : []),
      ...(resource.kind === 'Pod' ? [sub('log', ['get'])] : []),
      ...(resource.kind === 'ServiceAccount'
        ? [
            {
              ...sub('token', ['create']),
              responseKind: {
                group: 'authentication.k8s.io',
                version: 'v1',
                kind: 'TokenRequest',
              },
            },
          ]
        : []),
    ],
  };
}

function describeGroup(
  ctx: ApiContext,
  group: string,
  versions: string[],
): JsonObject {
  const of = (version: string) => (one: { group: string; version: string }) =>
    groupVersion(one) === groupVersion({ group, version });
  return {
    metadata: { name: group, creationTimestamp: null },
    versions: versions.map(version => ({
      version,
      freshness: 'Current',
      resources: [
        ...ctx.catalog.all().filter(of(version)).map(describe),
        ...reviewResources.filter(of(version)).map(one => ({
          resource: one.resource,
          responseKind: { group, version, kind: one.kind },
          scope: 'Cluster',
          singularResource: one.kind.toLowerCase(),
          verbs: ['create'],
        })),
      ],
    })),
  };
}

/** Answers `/api` or `/apis` with everything that is served there. */
export function aggregatedDiscovery(
  ctx: ApiContext,
  core: boolean,
): (response: ServerResponse) => void {
  const items = [...servedGroups(ctx)]
    .filter(([group]) => (group === '') === core)
    .map(([group, versions]) => describeGroup(ctx, group, versions));
  const body = JSON.stringify({
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items,
  });
  return response => {
    response.writeHead(200, {
      'Content-Type': mediaType,
      'Content-Length': Buffer.byteLength(body),
      'Cache-Control': 'no-cache, private',
      Vary: 'Accept',
    });
    response.end(body);
  };
}
