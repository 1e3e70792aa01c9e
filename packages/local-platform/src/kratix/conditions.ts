import { isJsonObject, JsonObject } from './json';

/** One entry of `status.conditions`. */
export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason: string;
  message: string;
}

function conditionsOf(status: JsonObject): JsonObject[] {
  return Array.isArray(status.conditions)
    ? status.conditions.filter(isJsonObject)
    : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A condition as it stands in a status, with the time of its last transition. */
export interface StoredCondition {
  type: string;
  status: string;
  reason: string;
  message: string;
  lastTransitionTime: string;
}

export function findCondition(
  status: JsonObject,
  type: string,
): StoredCondition | undefined {
  const found = conditionsOf(status).find(item => item.type === type);
  return (
    found && {
      type,
      status: text(found.status),
      reason: text(found.reason),
      message: text(found.message),
      lastTransitionTime: text(found.lastTransitionTime),
    }
  );
}

/** Kubernetes writes times in whole seconds. */
export function timestamp(now: Date): string {
  return now.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

function same(a: StoredCondition, b: Condition): boolean {
  return (
    a.status === b.status && a.reason === b.reason && a.message === b.message
  );
}

/**
 * The status with a condition set, for objects of platform.kratix.io: the order of conditions stays,
 * and the transition time moves only when the status does.
 */
export function withCondition(
  status: JsonObject,
  condition: Condition,
  now: Date,
): JsonObject {
  const existing = findCondition(status, condition.type);
  if (existing && same(existing, condition)) {
    return status;
  }
  const lastTransitionTime =
    existing?.status === condition.status && existing.lastTransitionTime
      ? existing.lastTransitionTime
      : timestamp(now);
  const entry = { ...condition, lastTransitionTime };
  const all = conditionsOf(status);
  return {
    ...status,
    conditions: existing
      ? all.map(item => (item.type === condition.type ? entry : item))
      : [...all, entry],
  };
}

/**
 * The status with a condition set, for requests and for what the workflow engine writes: conditions
 * are sorted by type, and the transition time moves with any change.
 */
export function withSortedCondition(
  status: JsonObject,
  condition: Condition,
  now: Date,
): JsonObject {
  const existing = findCondition(status, condition.type);
  if (existing && same(existing, condition)) {
    return status;
  }
  const entry: JsonObject = {
    ...condition,
    lastTransitionTime: timestamp(now),
  };
  const conditions = [
    ...conditionsOf(status).filter(item => item.type !== condition.type),
    entry,
  ].sort((a, b) => (text(a.type) < text(b.type) ? -1 : 1));
  return { ...status, conditions };
}
