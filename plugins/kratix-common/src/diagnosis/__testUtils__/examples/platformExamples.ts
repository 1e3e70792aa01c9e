import { Example, request } from '../objects';

/** Of the rules in `rules/platform.ts`. */
export const platformExamples: Example[] = [
  [
    'platformUnreachable',
    {
      platform: {
        reachable: false,
        lastContact: '2026-01-01T00:05:00Z',
        error: 'connection refused',
      },
    },
    'The platform is out of reach; this is what was known at 2026-01-01T00:05:00Z. connection refused',
  ],
  [
    'platformNeverReached',
    { platform: { reachable: false, error: 'connection refused' } },
    'The platform has not been reached since Backstage started. connection refused',
  ],
  [
    'controllerNotRunning',
    {
      request: request({ conditions: [], observedGeneration: 0 }),
      controller: {
        available: false,
        message: 'manager: CrashLoopBackOff',
        events: ['BackOff: restarting failed container'],
      },
    },
    'Kratix itself does not run on this platform: manager: CrashLoopBackOff BackOff: restarting failed container',
  ],
  [
    'notSeen',
    { request: request({ conditions: [], observedGeneration: undefined }) },
    'Kratix has not looked at this version of the request for 10 minutes.',
  ],
];
