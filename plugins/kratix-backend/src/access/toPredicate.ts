import { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import { KratixRequestPredicate, RequestGroups } from '../permissions';

export const anything: KratixRequestPredicate = () => true;

export const nothing: KratixRequestPredicate = () => false;

/** One question in place of several that are joined by and, or and not. */
export function toPredicate(
  criteria: PermissionCriteria<KratixRequestPredicate>,
): KratixRequestPredicate {
  if (isAndCriteria(criteria)) {
    const all = criteria.allOf.map(toPredicate);
    return withGroups(
      request => all.every(holds => holds(request)),
      all.find(({ within }) => within)?.within,
    );
  }
  if (isOrCriteria(criteria)) {
    const any = criteria.anyOf.map(toPredicate);
    const groups = any.map(({ within }) => within);
    return withGroups(
      request => any.some(holds => holds(request)),
      groups.some(within => !within)
        ? undefined
        : groups.flatMap(within => within ?? []),
    );
  }
  if (isNotCriteria(criteria)) {
    const holds = toPredicate(criteria.not);
    return request => !holds(request);
  }
  return criteria;
}

function withGroups(
  holds: KratixRequestPredicate,
  within?: RequestGroups[],
): KratixRequestPredicate {
  return Object.assign(holds, { within });
}
