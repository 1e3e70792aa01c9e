import type { ApiContext } from '../operations/ApiContext';
import { reviewResources } from './reviews';

/** The groups that are served, with their versions, as discovery orders them: first come, first. */
export function servedGroups(ctx: ApiContext): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { group, version } of [...ctx.catalog.all(), ...reviewResources]) {
    const versions = groups.get(group) ?? [];
    if (!versions.includes(version)) versions.push(version);
    groups.set(group, versions);
  }
  return groups;
}
