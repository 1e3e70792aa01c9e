import { PromiseDetails } from 'backstage-plugin-kratix-common';

/** Parts of the page of a Promise, in their order. */
export const PROMISE_TABS = [
  'overview',
  'api',
  'requests',
  'workflows',
  'destinations',
  'versions',
  'yaml',
] as const;

export type PromiseTab = (typeof PROMISE_TABS)[number];

/** The parts that a Promise has something to show in. */
export function promiseTabs(promise: PromiseDetails): PromiseTab[] {
  const { api, revisions, bindings, manifest } = promise;
  const has: Record<PromiseTab, boolean> = {
    overview: true,
    api: !!api,
    requests: !!api,
    workflows: true,
    destinations: true,
    versions: !!(revisions || bindings || promise.versions.length),
    yaml: !!manifest,
  };
  return PROMISE_TABS.filter(tab => has[tab]);
}
