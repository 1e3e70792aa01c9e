/** A kind of objects in the API. */
export interface Kind {
  /** Empty for the core group. */
  group: string;
  version: string;
  plural: string;
}

/** The path of a kind, of its objects in a namespace, or of one of them. */
export function pathOf(
  { group, version, plural }: Kind,
  namespace?: string,
  name?: string,
): string {
  return [
    group ? `/apis/${group}/${version}` : `/api/${version}`,
    ...(namespace ? ['namespaces', namespace] : []),
    plural,
    ...(name ? [name] : []),
  ].join('/');
}

const core = (plural: string): Kind => ({ group: '', version: 'v1', plural });
const kratix = (plural: string): Kind => ({
  group: 'platform.kratix.io',
  version: 'v1alpha1',
  plural,
});

/** The kinds that checks use, besides those they define. */
export const kinds = {
  namespaces: core('namespaces'),
  configMaps: core('configmaps'),
  secrets: core('secrets'),
  pods: core('pods'),
  services: core('services'),
  coreEvents: core('events'),
  events: { group: 'events.k8s.io', version: 'v1', plural: 'events' },
  jobs: { group: 'batch', version: 'v1', plural: 'jobs' },
  crds: {
    group: 'apiextensions.k8s.io',
    version: 'v1',
    plural: 'customresourcedefinitions',
  },
  promises: kratix('promises'),
  promiseRevisions: kratix('promiserevisions'),
  resourceBindings: kratix('resourcebindings'),
  works: kratix('works'),
  workPlacements: kratix('workplacements'),
  destinations: kratix('destinations'),
  gitStateStores: kratix('gitstatestores'),
  bucketStateStores: kratix('bucketstatestores'),
  healthRecords: kratix('healthrecords'),
};
