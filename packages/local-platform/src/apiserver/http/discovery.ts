import type { ServerResponse } from 'node:http';
import type { JsonObject } from '../json';
import type { ApiContext } from '../operations/ApiContext';
import { groupVersion, ServedResource } from '../resources/ServedResource';
import { aggregatedDiscovery, wantsAggregated } from './aggregatedDiscovery';
import {
  openApiIndex,
  openApiV2,
  openApiV2Protobuf,
  openApiV3,
} from './openApi';
import {
  openApiV2MediaType,
  wantsOpenApiV2Message,
} from './protobuf/openApiV2';
import { sendJson } from './respond';
import { reviewResources } from './reviews';
import { servedGroups } from './servedGroups';
import { versionInfo } from './versionInfo';

function apiGroup(group: string, versions: string[]): JsonObject {
  const list = versions.map(version => ({
    groupVersion: groupVersion({ group, version }),
    version,
  }));
  return { name: group, versions: list, preferredVersion: list[0] };
}

function apiResource(resource: ServedResource): JsonObject[] {
  const entry = {
    name: resource.resource,
    singularName: resource.singular,
    namespaced: resource.namespaced,
    kind: resource.kind,
    verbs: resource.verbs,
    ...(resource.shortNames.length ? { shortNames: resource.shortNames } : {}),
    ...(resource.categories.length ? { categories: resource.categories } : {}),
  };
  const sub = (name: string, verbs: string[]) => ({
    name: `${resource.resource}/${name}`,
    singularName: '',
    namespaced: resource.namespaced,
    kind: resource.kind,
    verbs,
  });
  return [
    entry,
    ...(resource.hasStatus ? [sub('status', ['get', 'patch', 'update'])] : []),
    ...(resource.kind === 'Pod' ? [sub('log', ['get'])] : []),
    ...(resource.kind === 'ServiceAccount'
      ? [
          {
            ...sub('token', ['create']),
            group: 'authentication.k8s.io',
            version: 'v1',
            kind: 'TokenRequest',
          },
        ]
      : []),
  ];
}

function resourceList(
  ctx: ApiContext,
  group: string,
  version: string,
): JsonObject | undefined {
  if (!servedGroups(ctx).get(group)?.includes(version)) return undefined;
  const same = (one: { group: string; version: string }) =>
    one.group === group && one.version === version;
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: groupVersion({ group, version }),
    resources: [
      ...ctx.catalog.all().filter(same).flatMap(apiResource),
      ...reviewResources.filter(same).map(one => ({
        name: one.resource,
        singularName: one.kind.toLowerCase(),
        namespaced: false,
        kind: one.kind,
        verbs: ['create'],
      })),
    ],
  };
}

function discover(ctx: ApiContext, url: URL): JsonObject | undefined {
  const path = url.pathname.replace(/\/$/, '') || '/';
  const parts = path.split('/').slice(1);
  switch (path) {
    case '/':
      return {
        paths: ['/api', '/apis', '/healthz', '/openapi/v3', '/version'],
      };
    case '/version':
      return versionInfo;
    case '/api':
      return {
        kind: 'APIVersions',
        versions: ['v1'],
        serverAddressByClientCIDRs: [],
      };
    case '/apis':
      return {
        kind: 'APIGroupList',
        apiVersion: 'v1',
        groups: [...servedGroups(ctx)]
          .filter(([group]) => group !== '')
          .map(([group, versions]) => apiGroup(group, versions)),
      };
    case '/openapi/v2':
      return openApiV2();
    case '/openapi/v3':
      return openApiIndex(ctx);
    default:
  }
  if (parts[0] === 'openapi' && parts[1] === 'v3') {
    const [group, version] =
      parts[2] === 'api' ? ['', parts[3]] : [parts[3], parts[4]];
    return openApiV3(ctx, group, version);
  }
  if (parts[0] === 'api' && parts.length === 2) {
    return resourceList(ctx, '', parts[1]);
  }
  if (parts[0] === 'apis' && parts.length === 3) {
    return resourceList(ctx, parts[1], parts[2]);
  }
  if (parts[0] === 'apis' && parts.length === 2) {
    const versions = servedGroups(ctx).get(parts[1]);
    return versions && parts[1]
      ? { kind: 'APIGroup', apiVersion: 'v1', ...apiGroup(parts[1], versions) }
      : undefined;
  }
  return undefined;
}

/** The answer to a request about the API itself and its health; undefined when the path is about objects. */
export function answerDiscovery(
  ctx: ApiContext,
  url: URL,
  accept: string | undefined,
): ((response: ServerResponse) => void) | undefined {
  if (['/healthz', '/readyz', '/livez'].includes(url.pathname)) {
    return response => {
      response.writeHead(200, { 'Content-Type': 'text/plain' });
      response.end('ok');
    };
  }
  if (
    (url.pathname === '/api' || url.pathname === '/apis') &&
    wantsAggregated(accept)
  ) {
    return aggregatedDiscovery(ctx, url.pathname === '/api');
  }
  if (url.pathname === '/openapi/v2' && wantsOpenApiV2Message(accept)) {
    return response => {
      response.writeHead(200, { 'Content-Type': openApiV2MediaType });
      response.end(openApiV2Protobuf(ctx));
    };
  }
  const found = discover(ctx, url);
  return found && (response => sendJson(response, 200, found));
}
