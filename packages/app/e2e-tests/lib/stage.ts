import { kubectl } from './kubectl';

const PROMISES = ['team', 'team-namespace', 'database', 'app-environment'];

/**
 * Brings the local platform into the states that the pages are looked at in: a request of every Promise,
 * and of the example `faulty` one that fails, one that is suspended and one that is misplaced. What is
 * there already stays as it is.
 */
export async function stage() {
  await kubectl('apply', '-f', 'examples/faulty/promise.yaml');
  await kubectl(
    ...['wait', 'promises', '--all', '--for=condition=Available'],
    '--timeout=300s',
  );
  await kubectl(
    'apply',
    ...PROMISES.flatMap(promise => [
      '-f',
      `promises/${promise}/example-request.yaml`,
    ]),
    ...['-f', 'examples/faulty/requests.yaml'],
  );
}
