import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import {
  RequestRef,
  RESOURCE_TYPE_KRATIX_REQUEST,
} from 'backstage-plugin-kratix-common';
import { z } from 'zod';
import { ruleParams } from './access/ruleParams';

/**
 * What the rules judge: a request that exists, or one that is proposed.
 *
 * @public
 */
export interface KratixRequestResource {
  ref: RequestRef;
  /** Entity reference of the group that owns it, full and in lower case. */
  owner?: string;
}

/** Requests are filtered in memory, so a rule's query is a predicate. @public */
export type KratixRequestPredicate = (
  request: KratixRequestResource,
) => boolean;

/** @public */
export const kratixRequestPermissionResourceRef = createPermissionResourceRef<
  KratixRequestResource,
  KratixRequestPredicate
>().with({ pluginId: 'kratix', resourceType: RESOURCE_TYPE_KRATIX_REQUEST });

const strings = (description: string) => ({
  type: 'array',
  items: { type: 'string' },
  description,
});

const platformParam = {
  type: 'string',
  description: 'Configured name of a platform; any platform when left out',
};

const isOwnedBy = ({ claims }: { claims: string[] }) => {
  const owners = new Set(claims.map(claim => claim.toLocaleLowerCase('en-US')));
  return ({ owner }: KratixRequestResource) =>
    owner !== undefined && owners.has(owner);
};

const IS_OWNER = createPermissionRule({
  name: 'IS_OWNER',
  description: 'Requests that are owned by one of the claims',
  resourceRef: kratixRequestPermissionResourceRef,
  paramsSchema: ruleParams(z.object({ claims: z.array(z.string()) }).strict(), {
    properties: {
      claims: strings(
        'Entity references of which one must be the owner, for example the ownership entity references of a user',
      ),
    },
    required: ['claims'],
  }),
  apply: (request, params) => isOwnedBy(params)(request),
  toQuery: isOwnedBy,
});

const isInNamespace = (
  { ref }: KratixRequestResource,
  { namespaces, platform }: { namespaces: string[]; platform?: string },
) =>
  namespaces.includes(ref.namespace) &&
  (platform === undefined || platform === ref.platform);

const IN_NAMESPACE = createPermissionRule({
  name: 'IN_NAMESPACE',
  description: 'Requests in one of the namespaces',
  resourceRef: kratixRequestPermissionResourceRef,
  paramsSchema: ruleParams(
    z
      .object({
        namespaces: z.array(z.string()),
        platform: z.string().optional(),
      })
      .strict(),
    {
      properties: {
        namespaces: strings('Names of Kubernetes namespaces'),
        platform: platformParam,
      },
      required: ['namespaces'],
    },
  ),
  apply: isInNamespace,
  toQuery: params => request => isInNamespace(request, params),
});

const isOfPromise = (
  { ref }: KratixRequestResource,
  { promises, platform }: { promises: string[]; platform?: string },
) =>
  promises.includes(ref.promise) &&
  (platform === undefined || platform === ref.platform);

const OF_PROMISE = createPermissionRule({
  name: 'OF_PROMISE',
  description: 'Requests of one of the Promises',
  resourceRef: kratixRequestPermissionResourceRef,
  paramsSchema: ruleParams(
    z
      .object({
        promises: z.array(z.string()),
        platform: z.string().optional(),
      })
      .strict(),
    {
      properties: {
        promises: strings('Names of Promises'),
        platform: platformParam,
      },
      required: ['promises'],
    },
  ),
  apply: isOfPromise,
  toQuery: params => request => isOfPromise(request, params),
});

/** @public */
export const kratixRequestPermissionRules = {
  isOwner: IS_OWNER,
  inNamespace: IN_NAMESPACE,
  ofPromise: OF_PROMISE,
};

const conditionExports = createConditionExports({
  resourceRef: kratixRequestPermissionResourceRef,
  rules: {
    isOwner: IS_OWNER,
    inNamespace: IN_NAMESPACE,
    ofPromise: OF_PROMISE,
  },
});

/** Conditions for permission policies. @public */
export const kratixRequestConditions = conditionExports.conditions;

/**
 * Makes a conditional decision for a permission policy.
 *
 * @public
 */
export const createKratixRequestConditionalDecision =
  conditionExports.createConditionalDecision;
