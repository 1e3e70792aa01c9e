import type { UserInfo } from '../authentication/UserInfo';
import type { Attributes } from './Attributes';
import type { PolicyRule } from './PolicyRule';

/** Whether something is allowed, and why. */
export interface Decision {
  allowed: boolean;
  /** '' when there is nothing to say. */
  reason: string;
}

/** Decides who may do what. */
export interface Authorizer {
  authorize(user: UserInfo, attributes: Attributes): Decision;
  /** All that a user may do in a namespace, and what kept it from being found out. */
  rulesFor(
    user: UserInfo,
    namespace: string,
  ): { rules: PolicyRule[]; errors: string[] };
}

/** Lets everybody do everything. */
export const alwaysAllow: Authorizer = {
  authorize: () => ({
    allowed: true,
    reason: 'the local platform lets every caller do everything',
  }),
  rulesFor: () => ({
    rules: [
      {
        verbs: ['*'],
        apiGroups: ['*'],
        resources: ['*'],
        resourceNames: [],
        nonResourceURLs: [],
      },
      {
        verbs: ['*'],
        apiGroups: [],
        resources: [],
        resourceNames: [],
        nonResourceURLs: ['*'],
      },
    ],
    errors: [],
  }),
};
