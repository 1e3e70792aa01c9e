import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { UserInfo } from '../authentication/UserInfo';
import type { Attributes } from '../authorization/Attributes';
import type { Authorizer } from '../authorization/Authorizer';
import { invalid } from '../fieldErrors';
import type { JsonObject } from '../json';
import { badRequest, invalidObject } from '../statusErrors';
import { readQuestion } from './readQuestion';
import type { RequestInfo } from './RequestInfo';

const text = z
  .string()
  .nullish()
  .transform(value => value ?? '');

const accessSpec = z.object({
  resourceAttributes: z
    .object({
      namespace: text,
      verb: text,
      group: text,
      version: text,
      resource: text,
      subresource: text,
      name: text,
    })
    .nullish(),
  nonResourceAttributes: z.object({ path: text, verb: text }).nullish(),
});

function readAccess(spec: unknown): Attributes {
  const parsed = accessSpec.safeParse(spec);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw badRequest(
      `invalid SelfSubjectAccessReview: spec.${issue.path.join('.')}: ${
        issue.message
      }`,
    );
  }
  const { resourceAttributes, nonResourceAttributes } = parsed.data;
  const asked = resourceAttributes ?? nonResourceAttributes;
  if (!asked || (resourceAttributes && nonResourceAttributes)) {
    throw invalidObject(
      { group: 'authorization.k8s.io', kind: 'SelfSubjectAccessReview' },
      '',
      [
        invalid(
          'spec.resourceAttributes',
          resourceAttributes,
          'exactly one of nonResourceAttributes or resourceAttributes must be specified',
        ),
      ],
    );
  }
  return asked;
}

function reviewAccess(user: UserInfo, authorizer: Authorizer, spec: unknown) {
  const { allowed, reason } = authorizer.authorize(user, readAccess(spec));
  return { allowed, ...(reason ? { reason } : {}) };
}

const rulesSpec = z.object({ namespace: z.string().min(1) });

function reviewRules(user: UserInfo, authorizer: Authorizer, spec: unknown) {
  const parsed = rulesSpec.safeParse(spec);
  if (!parsed.success) throw badRequest('no namespace on request');
  const { rules, errors } = authorizer.rulesFor(user, parsed.data.namespace);
  return {
    incomplete: errors.length > 0,
    ...(errors.length ? { evaluationError: errors.join(', ') } : {}),
    resourceRules: rules
      .filter(rule => rule.resources.length)
      .map(({ verbs, apiGroups, resources, resourceNames }) => ({
        verbs,
        apiGroups,
        resources,
        ...(resourceNames.length ? { resourceNames } : {}),
      })),
    nonResourceRules: rules
      .filter(rule => rule.nonResourceURLs.length)
      .map(({ verbs, nonResourceURLs }) => ({ verbs, nonResourceURLs })),
  };
}

function reviewUser({ username, uid, groups, extra }: UserInfo) {
  return {
    userInfo: {
      username,
      ...(uid ? { uid } : {}),
      groups,
      ...(Object.keys(extra).length ? { extra } : {}),
    },
  };
}

interface Review {
  kind: string;
  answer(user: UserInfo, authorizer: Authorizer, spec: unknown): JsonObject;
}

const reviews: Record<string, Review> = {
  'authorization.k8s.io/v1/selfsubjectaccessreviews': {
    kind: 'SelfSubjectAccessReview',
    answer: reviewAccess,
  },
  'authorization.k8s.io/v1/selfsubjectrulesreviews': {
    kind: 'SelfSubjectRulesReview',
    answer: reviewRules,
  },
  'authentication.k8s.io/v1/selfsubjectreviews': {
    kind: 'SelfSubjectReview',
    answer: reviewUser,
  },
};

/** The kinds that are only asked, never stored, by group and version. */
export const reviewResources = Object.entries(reviews).map(([id, { kind }]) => {
  const [group, version, resource] = id.split('/');
  return { group, version, resource, kind };
});

const question = z
  .object({ spec: z.record(z.unknown()).nullish() })
  .passthrough();

/** Answers a question about who the caller is and what they may do; undefined when the path asks none. */
export async function answerReview(
  info: RequestInfo,
  request: IncomingMessage,
  user: UserInfo,
  authorizer: Authorizer,
): Promise<JsonObject | undefined> {
  const id = `${info.group}/${info.version}/${info.resource}`;
  if (!Object.hasOwn(reviews, id) || request.method !== 'POST') {
    return undefined;
  }
  const parsed = question.safeParse(await readQuestion(request));
  if (!parsed.success)
    throw badRequest('the body is not an object with a spec');
  const spec = parsed.data.spec ?? {};
  const { kind, answer } = reviews[id];
  return {
    kind,
    apiVersion: `${info.group}/${info.version}`,
    metadata: {},
    ...(Object.keys(spec).length ? { spec } : {}),
    status: answer(user, authorizer, spec),
  };
}
