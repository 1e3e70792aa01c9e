import { PlatformSummary } from 'backstage-plugin-kratix-common';
import { IdentitySettings } from '../IdentitySettings';

/** What everybody may know of the settings. */
export function summarizeIdentity(
  settings: IdentitySettings,
): PlatformSummary['identity'] {
  return settings.type === 'oidc'
    ? { type: 'oidc', provider: settings.provider }
    : { type: settings.type };
}
