import {
  describeRequestState,
  RequestState,
  RequestStateCode,
  RequestStateName,
} from 'backstage-plugin-kratix-common';

/** A state as a backend tells it: in English, and by its code. */
export const stateOf = (
  name: RequestStateName,
  code: RequestStateCode,
  values: Record<string, string> = {},
  more: Partial<RequestState> = {},
): RequestState => ({
  name,
  ...describeRequestState(code, values),
  code,
  values,
  ...more,
});
