import type { KubeObject, ListSelector, WatchEvent } from '../../kube';
import { crds } from '../resources/builtin/crds';
import type { ServedResource } from '../resources/ServedResource';
import { expired } from '../statusErrors';
import type { StoredEvent } from '../store/ObjectStore';
import type { ApiContext } from './ApiContext';
import { readSelection, Selection } from './Selection';

/** From where a watch starts. */
export interface WatchRequest extends ListSelector {
  /** Changes behind this version; undefined starts with what exists, as ADDED. */
  from?: number;
}

/** What one stored change is to someone who watches a selection; undefined when it does not concern them. */
export function selectEvent(
  event: StoredEvent,
  resource: ServedResource,
  selection: Selection,
): WatchEvent | undefined {
  // A copy is dear, and most events are of no concern to most who watch.
  const read = (stored: KubeObject) =>
    resource.fromStored(structuredClone(stored));
  const isSelected = (stored: KubeObject) =>
    selection.byMetadata(stored) &&
    (selection.byFields?.(read(stored)) ?? true);
  const { object, previous } = event;
  const before = previous !== undefined && isSelected(previous);
  if (event.type !== 'DELETED' && isSelected(object)) {
    return { type: before ? 'MODIFIED' : 'ADDED', object: read(object) };
  }
  if (!before) return undefined;
  if (event.type === 'DELETED')
    return { type: 'DELETED', object: read(object) };
  // It left the selection: its last state in it, with the version of the change, as Kubernetes sends it.
  const last = read(previous);
  last.metadata.resourceVersion = object.metadata.resourceVersion;
  return { type: 'DELETED', object: last };
}

/** Whether the CRD of a kind was made later: its history begins there, as on a cluster. */
function beganAfter(
  ctx: ApiContext,
  { group, resource }: ServedResource,
  version: number,
): boolean {
  for (const event of ctx.store.eventsSince(crds.storage, version)) {
    if (event.type === 'ADDED' && event.key.name === `${resource}.${group}`) {
      return true;
    }
  }
  return false;
}

/**
 * Watches objects until the returned function is called. Everything that comes before the first live change is
 * handed over before this returns. Throws a 410 Status when the history does not reach back to `from`.
 */
export function watchObjects(
  ctx: ApiContext,
  resource: ServedResource,
  request: WatchRequest,
  onEvent: (event: WatchEvent) => void,
): () => void {
  const selection = readSelection(resource, request);
  const start = ctx.store.current;
  const { from } = request;
  if (from === undefined) {
    // The whole list first: a listener must not find the store busy with reading.
    const objects = [
      ...ctx.store.iterate(resource.storage, {
        namespace: resource.namespaced ? request.namespace : undefined,
        texts: selection.texts,
      }),
    ];
    for (const stored of objects) {
      if (!selection.byMetadata(stored)) continue;
      const object = resource.fromStored(stored);
      if (selection.byFields?.(object) === false) continue;
      onEvent({ type: 'ADDED', object });
    }
  } else {
    // A version of the future comes from another life of the data: whoever holds it must list again.
    if (from < ctx.store.compacted || from > start) {
      throw expired(
        `too old resource version: ${from} (${ctx.store.compacted})`,
      );
    }
    if (resource.custom && beganAfter(ctx, resource, from)) {
      throw expired(`too old resource version: ${from}`);
    }
    for (const event of ctx.store.eventsSince(resource.storage, from)) {
      const out = selectEvent(event, resource, selection);
      if (out) onEvent(out);
    }
  }
  return ctx.hub.subscribe(resource.storage, event => {
    if (event.version <= start) return;
    const current = ctx.catalog.find(resource) ?? resource;
    const out = selectEvent(event, current, selection);
    if (out) onEvent(out);
  });
}
