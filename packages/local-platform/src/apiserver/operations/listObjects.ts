import type { KubeObject, ListSelector } from '../../kube';
import type { ServedResource } from '../resources/ServedResource';
import { badRequest, expired } from '../statusErrors';
import type { StoredEvent } from '../store/ObjectStore';
import type { ApiContext } from './ApiContext';
import { readSelection, Selection } from './Selection';

/** Which page of a list is wanted. */
export interface ListRequest extends ListSelector {
  limit?: number;
  continue?: string;
  /** An exact resource version to list at. */
  at?: number;
}

/** One page of a list. */
export interface ListPage {
  items: KubeObject[];
  resourceVersion: string;
  /** Gets the next page, of the same state of things. */
  continue?: string;
}

interface Position {
  version: number;
  namespace: string;
  name: string;
}

function readPosition(text: string): Position {
  try {
    const value: unknown = JSON.parse(
      Buffer.from(text, 'base64url').toString('utf8'),
    );
    if (Array.isArray(value)) {
      const [version, namespace, name] = value;
      if (
        Number.isSafeInteger(version) &&
        typeof namespace === 'string' &&
        typeof name === 'string'
      ) {
        return { version, namespace, name };
      }
    }
  } catch {
    // Answered below.
  }
  throw badRequest('continue key is not valid');
}

function writePosition({ version, namespace, name }: Position): string {
  return Buffer.from(JSON.stringify([version, namespace, name])).toString(
    'base64url',
  );
}

function order(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** What was stored before some changes: what is stored now, with the changes undone. */
function undo(
  ctx: ApiContext,
  resource: ServedResource,
  events: StoredEvent[],
): KubeObject[] {
  const objects = new Map<string, KubeObject>();
  const id = (one: { namespace?: string; name: string }) =>
    `${one.namespace ?? ''}/${one.name}`;
  for (const object of ctx.store.iterate(resource.storage)) {
    objects.set(id(object.metadata), object);
  }
  for (const event of [...events].reverse()) {
    if (event.previous) objects.set(id(event.key), event.previous);
    else objects.delete(id(event.key));
  }
  return [...objects.values()].sort(
    (a, b) =>
      order(a.metadata.namespace ?? '', b.metadata.namespace ?? '') ||
      order(a.metadata.name, b.metadata.name),
  );
}

function isBehind(object: KubeObject, position: Position): boolean {
  const byNamespace = order(
    object.metadata.namespace ?? '',
    position.namespace,
  );
  return (
    byNamespace > 0 ||
    (byNamespace === 0 && order(object.metadata.name, position.name) > 0)
  );
}

function* source(
  ctx: ApiContext,
  resource: ServedResource,
  namespace: string | undefined,
  position: Position,
  { texts }: Selection,
): Generator<KubeObject> {
  const events =
    position.version === ctx.store.current
      ? []
      : [...ctx.store.eventsSince(resource.storage, position.version)];
  if (events.length === 0) {
    yield* ctx.store.iterate(
      resource.storage,
      { namespace: resource.namespaced ? namespace : undefined, texts },
      position,
    );
    return;
  }
  for (const object of undo(ctx, resource, events)) {
    if (isBehind(object, position)) yield object;
  }
}

/**
 * Lists objects. All pages of one list show the state at its first page; when that is no longer in the history, the
 * answer is a 410 Status and the list must be started anew.
 */
export function listObjects(
  ctx: ApiContext,
  resource: ServedResource,
  request: ListRequest,
): ListPage {
  const selection = readSelection(resource, request);
  const position = request.continue
    ? readPosition(request.continue)
    : {
        version: request.at ?? ctx.store.current,
        namespace: '',
        name: '',
      };
  if (position.version > ctx.store.current) {
    throw expired(`Too large resource version: ${position.version}`);
  }
  if (position.version < ctx.store.compacted) {
    throw expired(
      'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.',
    );
  }
  const limit = request.limit && request.limit > 0 ? request.limit : Infinity;
  const page: ListPage = {
    items: [],
    resourceVersion: String(position.version),
  };
  let more = false;
  const found = source(ctx, resource, request.namespace, position, selection);
  for (const stored of found) {
    if (!selection.byMetadata(stored)) continue;
    const object = resource.fromStored(stored);
    if (selection.byFields?.(object) === false) continue;
    if (page.items.length === limit) {
      more = true;
      break;
    }
    page.items.push(object);
  }
  const last = page.items[page.items.length - 1];
  if (more && last) {
    page.continue = writePosition({
      version: position.version,
      namespace: last.metadata.namespace ?? '',
      name: last.metadata.name,
    });
  }
  return page;
}
