import { ResourceType } from '../kube';

export const PODS: ResourceType = {
  group: '',
  version: 'v1',
  resource: 'pods',
};
export const CONFIG_MAPS: ResourceType = {
  group: '',
  version: 'v1',
  resource: 'configmaps',
};
export const SECRETS: ResourceType = {
  group: '',
  version: 'v1',
  resource: 'secrets',
};
export const EVENTS: ResourceType = {
  group: '',
  version: 'v1',
  resource: 'events',
};
export const JOBS: ResourceType = {
  group: 'batch',
  version: 'v1',
  resource: 'jobs',
};
