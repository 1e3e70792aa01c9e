import { KubeObject } from '../../kube';
import { JsonObject, objectAt } from '../json';

const WORST_FIRST = ['unhealthy', 'degraded', 'unknown', 'healthy', 'ready'];

function stateOf(record: KubeObject): string {
  const { state } = objectAt(record, 'data');
  return typeof state === 'string' && WORST_FIRST.includes(state)
    ? state
    : 'unknown';
}

/** `status.healthStatus` of a request: the worst state of its HealthRecords, `ready` without any. */
export function healthStatus(records: readonly KubeObject[]): JsonObject {
  const states = records.map(stateOf);
  return {
    state: WORST_FIRST.find(state => states.includes(state)) ?? 'ready',
    healthRecords: records.map(record => {
      const { lastRun, details } = objectAt(record, 'data');
      return {
        state: stateOf(record),
        ...(lastRun !== undefined && { lastRun }),
        ...(details !== undefined && { details }),
        source: {
          name: record.metadata.name,
          namespace: record.metadata.namespace,
        },
      };
    }),
  };
}
