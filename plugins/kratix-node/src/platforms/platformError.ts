import { KindStatus } from 'backstage-plugin-kratix-common';

/**
 * What keeps a platform as a whole from being read: all its kinds fail for the same reason, so that it
 * is told once.
 *
 * @param contact - of its API server
 * @param kinds - that of Promises first
 * @param about - its address, if known, and what to do when the credentials are refused
 * @returns the reason and the way out; undefined where the platform can be read
 */
export function platformError(
  contact: { reachable: boolean; error?: string },
  kinds: KindStatus[],
  about: { renewal: string },
): string | undefined {
  if (!contact.reachable) {
    return contact.error;
  }
  const refused = kinds.find(
    ({ error }) => error?.reason === 'unauthenticated',
  );
  if (refused?.error) {
    return `The API server does not accept the credentials of Backstage (401): ${
      refused.error.message
    }${
      /[.!?]$/.test(refused.error.message) ? '' : '.'
    } They may have expired or been revoked. ${about.renewal}`;
  }
  const promises = kinds[0]?.error;
  switch (promises?.reason) {
    case 'malformed':
      return promises.message;
    case 'missing':
      return 'The API server answers, but there is no Kratix: it does not serve promises of platform.kratix.io/v1alpha1. Check that this is the right cluster (kubectl api-resources --api-group=platform.kratix.io), or install Kratix; it is looked for again every minute.';
    default:
      return undefined;
  }
}
