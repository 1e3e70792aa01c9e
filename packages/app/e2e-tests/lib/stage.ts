import { onPlatform } from './onPlatform';

const PROMISES = ['team', 'team-namespace', 'database', 'app-environment'];

/**
 * Brings the local platform into the states that the pages are looked at in: a request of every Promise,
 * and of the example `faulty` one that fails, one that is suspended and one that is misplaced. What is
 * there already stays as it is.
 */
export async function stage() {
  await onPlatform(
    'kubectl',
    ...['wait', 'promises', '--all', '--for=condition=Available'],
    '--timeout=300s',
  );
  await onPlatform(
    'kubectl',
    'apply',
    ...PROMISES.flatMap(promise => [
      '-f',
      `promises/${promise}/example-request.yaml`,
    ]),
  );
  await onPlatform(
    process.execPath,
    'examples/states/put.mjs',
    ...['failing-step', 'suspended', 'misplaced'],
  );
  await onPlatform(
    'kubectl',
    ...['wait', 'faulty/failing-step', '--for=condition=Reconciled=False'],
    '--timeout=300s',
  );
}
