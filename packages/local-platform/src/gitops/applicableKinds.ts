import { z } from 'zod';
import { KubeClient, KubeObject, ResourceType } from '../kube';
import { describe, groupVersionOf } from './describe';

/** A kind that the agent may apply. */
export interface ApplicableKind {
  type: ResourceType;
  namespaced: boolean;
}

const CRDS: ResourceType = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  resource: 'customresourcedefinitions',
};

const BUILT_IN: Record<string, { resource: string; namespaced: boolean }> = {
  'v1/Namespace': { resource: 'namespaces', namespaced: false },
  'v1/ConfigMap': { resource: 'configmaps', namespaced: true },
  'platform.kratix.io/v1alpha1/Promise': {
    resource: 'promises',
    namespaced: false,
  },
};

/** Namespaces of the platform itself, in which nothing is applied. */
const SYSTEM = /^(kube-.*|kratix-platform-system|flux-system)$/;

const crdSchema = z.object({
  metadata: z.object({ labels: z.record(z.string()).default({}) }),
  spec: z.object({
    group: z.string(),
    scope: z.string(),
    names: z.object({ kind: z.string(), plural: z.string() }),
    versions: z.array(z.object({ name: z.string(), served: z.boolean() })),
  }),
});

/** Finds the kind of an object; nothing when the platform does not serve it, or the agent may not apply it. */
export type FindKind = (
  object: Pick<KubeObject, 'apiVersion' | 'kind'>,
) => ApplicableKind | undefined;

/**
 * The kinds that the agent may apply: requests of Promises, Promises, Namespaces and ConfigMaps. Nothing else: whoever
 * may write to the repository must not reach Secrets, roles or processes by it.
 */
export async function applicableKinds(client: KubeClient): Promise<FindKind> {
  const known = new Map<string, ApplicableKind>();
  for (const [id, { resource, namespaced }] of Object.entries(BUILT_IN)) {
    const { group, version } = groupVersionOf(id.slice(0, id.lastIndexOf('/')));
    known.set(id, { type: { group, version, resource }, namespaced });
  }
  const requests = await client.list(CRDS, {
    labelSelector: 'kratix.io/promise-name',
  });
  for (const object of requests) {
    const { spec } = crdSchema.parse(object);
    for (const { name: version } of spec.versions.filter(one => one.served)) {
      known.set(`${spec.group}/${version}/${spec.names.kind}`, {
        type: { group: spec.group, version, resource: spec.names.plural },
        namespaced: spec.scope === 'Namespaced',
      });
    }
  }
  return ({ apiVersion, kind }) => known.get(`${apiVersion}/${kind}`);
}

/** An object that the agent does not apply; the message names it and the reason. */
export class NotApplicableError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotApplicableError';
  }
}

/**
 * The object as it is to be applied, with its kind.
 *
 * @throws NotApplicableError when it is not one that the agent may apply
 */
export function checkApplicable(
  object: KubeObject,
  findKind: FindKind,
): { object: KubeObject; type: ResourceType } {
  const kind = findKind(object);
  if (!kind) {
    throw new NotApplicableError(
      `${describe(object)} is not applied: in ${
        object.apiVersion
      } there is no ${
        object.kind
      } that a Promise of this platform offers; besides requests, only Promises, Namespaces and ConfigMaps are applied`,
    );
  }
  const { namespace, ...metadata } = object.metadata;
  const placed = kind.namespaced
    ? { ...metadata, namespace: namespace ?? 'default' }
    : metadata;
  const space = kind.namespaced ? namespace ?? 'default' : metadata.name;
  if (
    SYSTEM.test(space) &&
    (kind.namespaced || kind.type.resource === 'namespaces')
  ) {
    throw new NotApplicableError(
      `${describe(
        object,
      )} is not applied: the namespace ${space} belongs to the platform itself`,
    );
  }
  const { status: _, ...rest } = object;
  return {
    type: kind.type,
    object: { ...rest, metadata: placed } as KubeObject,
  };
}
