import { KindStatus, PlatformSummary } from 'backstage-plugin-kratix-common';

/** One reason, and the kinds that cannot be read for it. */
export interface KindFailure {
  message: string;
  kinds: KindStatus[];
}

/**
 * What keeps kinds from being read, each reason once. What keeps all of the platform from being read is
 * the platform's own `error` and not told again for each kind.
 */
export function kindFailures(platform: PlatformSummary): KindFailure[] {
  const failures = new Map<string, KindFailure>();
  for (const kind of platform.kinds) {
    const { state, error } = kind;
    const isOwn = !platform.error || error?.reason === 'forbidden';
    if (state === 'failed' && isOwn) {
      const message = error?.message ?? '';
      const failure = failures.get(message) ?? { message, kinds: [] };
      failure.kinds.push(kind);
      failures.set(message, failure);
    }
  }
  return [...failures.values()];
}

const NAMED = 5;

/** The names of the kinds of a failure, the first of many. */
export const kindNames = ({ kinds }: KindFailure) =>
  [
    ...kinds.slice(0, NAMED).map(({ kind }) => kind),
    ...(kinds.length > NAMED ? [`+${kinds.length - NAMED}`] : []),
  ].join(', ');
