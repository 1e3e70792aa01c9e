import { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import { RemovalGuard } from '../guard/RemovalGuard';
import { EntityNaming, matchesGlob } from 'backstage-plugin-kratix-common';

/** Which names are taken: those that a pattern allows and none denies. */
export interface NameFilter {
  allow: string[];
  deny: string[];
}

/** Settings of a source that makes entities of a platform's Promises and requests. */
export interface PlatformSourceSettings {
  platform: string;
  promises: NameFilter;
  namespaces: NameFilter;
  requestKind: 'Resource' | 'Component';
  naming: EntityNaming;
  defaultOwner: string;
  labels: string[];
  annotations: string[];
  tags: string[];
  schedule: SchedulerServiceTaskScheduleDefinition;
  removalGuard: RemovalGuard | false;
}

/** Whether a filter takes a name. */
export function takesName({ allow, deny }: NameFilter, name: string): boolean {
  return matchesGlob(allow, name) && !matchesGlob(deny, name);
}
