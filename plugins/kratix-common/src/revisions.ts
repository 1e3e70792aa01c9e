/**
 * Header of answers of `/api/kratix`: what the process that answers knew of each platform when it began
 * to, as `<platform>=<revision>`, separated by commas. A signal of the channel `kratix:requests` names the
 * revision that it tells of, so that whoever holds an answer of that revision need not ask again.
 *
 * @public
 */
export const KRATIX_REVISIONS_HEADER = 'Kratix-Revisions';

/** Revisions by platform. @public */
export type Revisions = Record<string, string>;

/** Writes the value of {@link KRATIX_REVISIONS_HEADER}. @public */
export function formatRevisions(revisions: Revisions): string {
  return Object.entries(revisions)
    .map(entry => entry.join('='))
    .join(',');
}

const ENTRY = /^\s*([a-z0-9-]+)=([\w.-]+)\s*$/;

/** Reads the value of {@link KRATIX_REVISIONS_HEADER}; what is none is left out. @public */
export function parseRevisions(value: string | null): Revisions {
  return Object.fromEntries(
    (value ?? '').split(',').flatMap(part => {
      const [, platform, revision] = ENTRY.exec(part) ?? [];
      return platform && revision ? [[platform, revision]] : [];
    }),
  );
}
