import { KubeObject } from '../../kube';
import { isJsonObject, JsonObject } from '../json';
import { labels } from '../constants';

/** The object's status; empty when it has none yet. */
export function statusOf(object: KubeObject): JsonObject {
  return isJsonObject(object.status) ? object.status : {};
}

export function labelsOf(object: KubeObject): Record<string, string> {
  return object.metadata.labels ?? {};
}

export function hasFlag(object: KubeObject, label: string): boolean {
  return labelsOf(object)[label] === 'true';
}

export function isBeingDeleted(object: KubeObject): boolean {
  return object.metadata.deletionTimestamp !== undefined;
}

export function generationOf(object: KubeObject): number {
  return object.metadata.generation ?? 0;
}

export function finalizersOf(object: KubeObject): string[] {
  return object.metadata.finalizers ?? [];
}

export function withLabels(
  object: KubeObject,
  change: Record<string, string | undefined>,
): KubeObject {
  const next: Record<string, string> = { ...labelsOf(object) };
  for (const [key, value] of Object.entries(change)) {
    if (value === undefined) {
      delete next[key];
    } else {
      next[key] = value;
    }
  }
  return { ...object, metadata: { ...object.metadata, labels: next } };
}

export function withFinalizers(
  object: KubeObject,
  finalizers: readonly string[],
): KubeObject {
  return {
    ...object,
    metadata: { ...object.metadata, finalizers: [...finalizers] },
  };
}

export function withoutFinalizer(
  object: KubeObject,
  ...removed: string[]
): KubeObject {
  return withFinalizers(
    object,
    finalizersOf(object).filter(item => !removed.includes(item)),
  );
}

/** `a=b,c=d` for a label selector. */
export function selectorOf(wanted: Record<string, string>): string {
  return Object.entries(wanted)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

/** The labels of everything that belongs to a Promise. */
export function promiseLabels(promise: string): Record<string, string> {
  return { [labels.promiseName]: promise };
}
