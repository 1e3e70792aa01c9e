/** The parts of a request's page. */
export const REQUEST_TABS = [
  'overview',
  'runs',
  'outputs',
  'events',
  'family',
  'manifest',
] as const;

/** One of {@link REQUEST_TABS}. */
export type RequestTab = (typeof REQUEST_TABS)[number];

/** What of a request is looked at, as it is kept in the page's address. */
export interface RequestAddress {
  tab: RequestTab;
  /** Name of the Pod that ran a Pipeline. */
  run?: string;
  /** The Step whose log is open. */
  step?: string;
}

/** Reads it from the address; what makes no sense there is left out. */
export function readRequestAddress(params: URLSearchParams): RequestAddress {
  const asked = params.get('tab');
  return {
    tab: REQUEST_TABS.find(name => name === asked) ?? 'overview',
    run: params.get('run') || undefined,
    step: params.get('step') || undefined,
  };
}

/** The address's part for it, what else stands there kept; defaults are left out. */
export function writeRequestAddress(
  { tab, run, step }: RequestAddress,
  params: URLSearchParams,
): URLSearchParams {
  const written = new URLSearchParams(params);
  const entries = { tab: tab === 'overview' ? undefined : tab, run, step };
  for (const [key, value] of Object.entries(entries)) {
    if (value) {
      written.set(key, value);
    } else {
      written.delete(key);
    }
  }
  return written;
}
