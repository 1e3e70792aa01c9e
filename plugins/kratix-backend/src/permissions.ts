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

/** Requests that share one of these values. @public */
export interface RequestGroups {
  field: 'platform' | 'promise' | 'namespace' | 'owner';
  values: string[];
}

/** Requests are filtered in memory, so a rule's query is a predicate. @public */
export interface KratixRequestPredicate {
  (request: KratixRequestResource): boolean;
  /**
   * Where all requests are that it holds for: in any of these. It spares looking at others; left out, it
   * is asked about every request.
   */
  within?: RequestGroups[];
}

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

/** A predicate that holds only for requests that share one of the values. */
function within(
  field: RequestGroups['field'],
  values: string[],
  holds: KratixRequestPredicate = () => true,
): KratixRequestPredicate {
  const known = new Set<string | undefined>(values);
  const isWithin = (request: KratixRequestResource) =>
    known.has(field === 'owner' ? request.owner : request.ref[field]);
  return Object.assign(
    (request: KratixRequestResource) => isWithin(request) && holds(request),
    { within: [{ field, values: [...new Set(values)] }] },
  );
}

const isOn =
  (platform?: string): KratixRequestPredicate =>
  ({ ref }) =>
    platform === undefined || platform === ref.platform;

const isOwner = ({ claims }: { claims: string[] }) =>
  within(
    'owner',
    claims.map(claim => claim.toLocaleLowerCase('en-US')),
  );

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
  apply: (request, params) => isOwner(params)(request),
  toQuery: isOwner,
});

const isInNamespace = (params: { namespaces: string[]; platform?: string }) =>
  within('namespace', params.namespaces, isOn(params.platform));

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
  apply: (request, params) => isInNamespace(params)(request),
  toQuery: isInNamespace,
});

const isOfPromise = (params: { promises: string[]; platform?: string }) =>
  within('promise', params.promises, isOn(params.platform));

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
  apply: (request, params) => isOfPromise(params)(request),
  toQuery: isOfPromise,
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
