import { cut } from '../cut';
import type { RequestStateInput } from '../../requestState';
import { Cause } from '../types';

/** What Kratix reports of a request, where no rule can read more out of it. */
export function unknownCause({
  request,
}: Pick<RequestStateInput, 'request'>): Cause {
  const facts = request.conditions
    .filter(({ status }) => status !== 'True')
    .map(({ type, status, message, reason }) =>
      [`${type}=${status}`, message ?? reason].filter(Boolean).join(': '),
    )
    .join('; ');
  return { code: 'unknown', values: { facts: cut(facts) } };
}
