import { isDeepStrictEqual } from 'node:util';
import { KubeClient, KubeObject, KubeStatusError, ResourceType } from '../kube';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const ATTEMPTS = 5;

/** What became of an object that was applied. */
export type ApplyResult = 'created' | 'configured' | 'unchanged';

/**
 * Brings an object to what a manifest says, as `kubectl apply` does: what the manifest said the last
 * time is noted on the object, so an unchanged manifest writes nothing, and what others added stays.
 */
export async function applyObject(
  client: KubeClient,
  type: ResourceType,
  manifest: KubeObject,
): Promise<ApplyResult> {
  const { name, namespace } = manifest.metadata;
  const note = JSON.stringify(manifest);
  const annotated: KubeObject = {
    ...manifest,
    metadata: {
      ...manifest.metadata,
      annotations: { ...manifest.metadata.annotations, [LAST_APPLIED]: note },
    },
  };
  for (let attempt = 1; ; attempt++) {
    const live = await client.get(type, name, namespace);
    if (live?.metadata.annotations?.[LAST_APPLIED] === note) {
      return 'unchanged';
    }
    try {
      if (!live) {
        await client.create(type, annotated);
        return 'created';
      }
      const merged = merge(annotated, live);
      await client.update(type, merged);
      return isDeepStrictEqual(withoutNote(merged), withoutNote(live))
        ? 'unchanged'
        : 'configured';
    } catch (error) {
      const isConflict = error instanceof KubeStatusError && error.code === 409;
      if (!isConflict || attempt === ATTEMPTS) {
        throw error;
      }
    }
  }
}

/** The live object with the manifest's parts; of the metadata, what others added stays. */
function merge(manifest: KubeObject, live: KubeObject): KubeObject {
  const before = lastApplied(live);
  const keep = (key: 'labels' | 'annotations') => {
    const dropped = Object.keys(before?.metadata[key] ?? {});
    const kept = Object.entries(live.metadata[key] ?? {}).filter(
      ([name]) => !dropped.includes(name),
    );
    return { ...Object.fromEntries(kept), ...manifest.metadata[key] };
  };
  return {
    ...live,
    ...manifest,
    metadata: {
      ...live.metadata,
      labels: keep('labels'),
      annotations: keep('annotations'),
    },
  };
}

function lastApplied(live: KubeObject): KubeObject | undefined {
  try {
    return JSON.parse(live.metadata.annotations?.[LAST_APPLIED] ?? 'null');
  } catch {
    return undefined;
  }
}

function withoutNote(object: KubeObject): KubeObject {
  const { [LAST_APPLIED]: _, ...annotations } =
    object.metadata.annotations ?? {};
  return { ...object, metadata: { ...object.metadata, annotations } };
}
