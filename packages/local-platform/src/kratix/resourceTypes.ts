import { ResourceType } from '../kube';

function platformType(resource: string): ResourceType {
  return { group: 'platform.kratix.io', version: 'v1alpha1', resource };
}

function rbacType(resource: string): ResourceType {
  return { group: 'rbac.authorization.k8s.io', version: 'v1', resource };
}

/** The resource types that Kratix works with, besides those that Promises define. */
export const resourceTypes = {
  promises: platformType('promises'),
  promiseReleases: platformType('promisereleases'),
  promiseRevisions: platformType('promiserevisions'),
  resourceBindings: platformType('resourcebindings'),
  works: platformType('works'),
  workPlacements: platformType('workplacements'),
  destinations: platformType('destinations'),
  gitStateStores: platformType('gitstatestores'),
  bucketStateStores: platformType('bucketstatestores'),
  healthRecords: platformType('healthrecords'),
  dryRuns: platformType('dryruns'),
  customResourceDefinitions: {
    group: 'apiextensions.k8s.io',
    version: 'v1',
    resource: 'customresourcedefinitions',
  },
  jobs: { group: 'batch', version: 'v1', resource: 'jobs' },
  events: { group: 'events.k8s.io', version: 'v1', resource: 'events' },
  namespaces: { group: '', version: 'v1', resource: 'namespaces' },
  secrets: { group: '', version: 'v1', resource: 'secrets' },
  configMaps: { group: '', version: 'v1', resource: 'configmaps' },
  serviceAccounts: { group: '', version: 'v1', resource: 'serviceaccounts' },
  roles: rbacType('roles'),
  roleBindings: rbacType('rolebindings'),
  clusterRoles: rbacType('clusterroles'),
  clusterRoleBindings: rbacType('clusterrolebindings'),
} satisfies Record<string, ResourceType>;
