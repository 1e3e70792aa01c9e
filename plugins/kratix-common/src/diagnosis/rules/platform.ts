import { cut } from '../cut';
import { DiagnosisRule } from '../types';

/** What is known may be old: everything else is said under this reservation. */
export const platformUnreachable: DiagnosisRule = ({ platform }) =>
  platform?.reachable === false
    ? [
        {
          code: platform.lastContact
            ? 'platformUnreachable'
            : 'platformNeverReached',
          severity: 'waiting',
          audience: 'platform',
          values: {
            ...(platform.lastContact && { since: platform.lastContact }),
            error: cut(platform.error ?? ''),
          },
        },
      ]
    : [];

/** Nothing moves while Kratix is down; a request that is ready needs nothing of it. */
export const controllerNotRunning: DiagnosisRule = ({ controller, state }) =>
  controller && !controller.available && state.name !== 'Ready'
    ? [
        {
          code: 'controllerNotRunning',
          severity: 'error',
          audience: 'platform',
          values: {
            message: cut(controller.message ?? ''),
            events: cut((controller.events ?? []).join(' ')),
          },
        },
      ]
    : [];

/** How long Kratix may leave a change alone before it is worth saying. */
const PATIENCE_MINUTES = 2;

/**
 * A new request that Kratix has not taken up, while nothing says that it is held. Of an update nobody
 * records the moment, so nothing can be said of how long it waits.
 */
export const notSeen: DiagnosisRule = ({ request, state, promise, now }) => {
  const created = Date.parse(request.createdAt ?? '');
  const minutes = Math.floor((Date.parse(now) - created) / 60_000);
  return state.name === 'Pending' &&
    promise &&
    request.generation <= 1 &&
    minutes >= PATIENCE_MINUTES
    ? [
        {
          code: 'notSeen',
          severity: 'error',
          audience: 'platform',
          values: { minutes: String(minutes) },
        },
      ]
    : [];
};
