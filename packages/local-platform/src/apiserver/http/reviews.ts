import type { IncomingMessage } from 'node:http';
import { JsonObject, objectAt } from '../json';
import { adminUser } from './readChange';
import { isReadable, mediaType, parseBody, readText } from './readBody';
import type { RequestInfo } from './RequestInfo';

const statuses: Record<string, { kind: string; status: JsonObject }> = {
  'authorization.k8s.io/v1/selfsubjectaccessreviews': {
    kind: 'SelfSubjectAccessReview',
    status: { allowed: true, reason: 'the token may do everything' },
  },
  'authorization.k8s.io/v1/selfsubjectrulesreviews': {
    kind: 'SelfSubjectRulesReview',
    status: {
      incomplete: false,
      resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
      nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
    },
  },
  'authentication.k8s.io/v1/selfsubjectreviews': {
    kind: 'SelfSubjectReview',
    status: {
      userInfo: { username: adminUser, groups: ['system:masters'] },
    },
  },
};

/** The kinds that are only asked, never stored, by group and version. */
export const reviewResources = Object.entries(statuses).map(
  ([id, { kind }]) => {
    const [group, version, resource] = id.split('/');
    return { group, version, resource, kind };
  },
);

/** Answers a question about what the caller may do; undefined when the path asks none. */
export async function answerReview(
  info: RequestInfo,
  request: IncomingMessage,
): Promise<JsonObject | undefined> {
  const id = `${info.group}/${info.version}/${info.resource}`;
  if (!Object.hasOwn(statuses, id) || request.method !== 'POST') {
    return undefined;
  }
  const text = await readText(request);
  const type = mediaType(request);
  // The answer does not depend on the question, which kubectl asks in protobuf.
  const body = isReadable(type) ? parseBody(text, type) : {};
  const { kind, status } = statuses[id];
  return {
    kind,
    apiVersion: `${info.group}/${info.version}`,
    metadata: {},
    spec: objectAt(body, 'spec'),
    status,
  };
}
