import { mockServices } from '@backstage/backend-test-utils';
import { AccessSettings } from '../cluster/AccessSettings';
import { KubeConfigAccess } from '../cluster/KubeConfigAccess';
import { IdentitySettings } from '../IdentitySettings';
import { WatchedKratixPlatform } from '../platforms/WatchedKratixPlatform';

/** A started platform that hardly waits before it tries again, with everything that it logs. */
export function watchPlatform(
  settings: AccessSettings,
  identity?: IdentitySettings,
) {
  const logger = mockServices.logger.mock();
  const platform = new WatchedKratixPlatform({
    name: 'prod',
    title: 'Production',
    identity,
    access: new KubeConfigAccess(settings),
    logger,
    backoff: { base: 1, most: 20 },
  });
  platform.start();
  return {
    platform,
    /** Everything that anybody may come to see. */
    seen: () =>
      JSON.stringify([
        platform.status(),
        ...[logger.debug, logger.info, logger.warn, logger.error].map(
          ({ mock }) => mock.calls,
        ),
      ]),
    warnings: () => logger.warn.mock.calls.map(([line]) => line),
  };
}
