import { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import { KratixRequestPredicate } from '../permissions';

export const anything: KratixRequestPredicate = () => true;

export const nothing: KratixRequestPredicate = () => false;

/** One question in place of several that are joined by and, or and not. */
export function toPredicate(
  criteria: PermissionCriteria<KratixRequestPredicate>,
): KratixRequestPredicate {
  if (isAndCriteria(criteria)) {
    const all = criteria.allOf.map(toPredicate);
    return request => all.every(holds => holds(request));
  }
  if (isOrCriteria(criteria)) {
    const any = criteria.anyOf.map(toPredicate);
    return request => any.some(holds => holds(request));
  }
  if (isNotCriteria(criteria)) {
    const holds = toPredicate(criteria.not);
    return request => !holds(request);
  }
  return criteria;
}
