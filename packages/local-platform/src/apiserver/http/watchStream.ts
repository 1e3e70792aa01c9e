import type { ServerResponse } from 'node:http';
import type { WatchEvent } from '../../kube';
import type { JsonObject } from '../json';
import type { ApiContext } from '../operations/ApiContext';
import { watchObjects } from '../operations/watchObjects';
import { groupVersion, ServedResource } from '../resources/ServedResource';
import { toStatus } from '../statusErrors';
import { Query, readVersion } from './readQuery';
import { Form, representObject, toTable } from './represent';

const bookmarkInterval = 60_000;
/** A client that does not ask for a timeout gets one, so that forgotten watches end. */
const defaultTimeout = 60 * 60 * 1000;
/** A client that does not read is cut off when this much waits for it; it can resume. */
const maxBuffered = 16 * 1024 * 1024;

/** Answers a watch: one JSON event per line, until the client goes away or the time is over. */
export function streamWatch(
  ctx: ApiContext,
  resource: ServedResource,
  namespace: string | undefined,
  query: Query,
  form: Omit<Form, 'now'>,
  response: ServerResponse,
): void {
  response.writeHead(200, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-cache, private',
    'X-Content-Type-Options': 'nosniff',
  });
  response.flushHeaders();
  let headers = true;

  const write = (type: string, object: unknown) => {
    if (response.destroyed) return;
    response.write(`${JSON.stringify({ type, object })}\n`);
    if (response.writableLength > maxBuffered) response.destroy();
  };
  const send = ({ type, object }: WatchEvent) => {
    const now = { ...form, now: ctx.now() };
    if (form.as !== 'table') {
      write(type, representObject(resource, object, now));
      return;
    }
    const { resourceVersion } = object.metadata;
    write(type, toTable(resource, [object], { resourceVersion }, now, headers));
    headers = false;
  };
  const bookmark = (annotations?: Record<string, string>) => {
    const object: JsonObject = {
      kind: resource.kind,
      apiVersion: groupVersion(resource),
      metadata: {
        resourceVersion: String(ctx.store.current),
        creationTimestamp: null,
        ...(annotations ? { annotations } : {}),
      },
    };
    write(
      'BOOKMARK',
      form.as === 'table'
        ? {
            kind: 'Table',
            apiVersion: 'meta.k8s.io/v1',
            metadata: { resourceVersion: String(ctx.store.current) },
            columnDefinitions: null,
            rows: [{ cells: resource.columns.map(() => null), object }],
          }
        : object,
    );
  };

  const timers: NodeJS.Timeout[] = [];
  let stop = () => {};
  response.on('close', () => {
    stop();
    for (const timer of timers) clearTimeout(timer);
  });
  try {
    stop = watchObjects(
      ctx,
      resource,
      {
        namespace,
        labelSelector: query.labelSelector,
        fieldSelector: query.fieldSelector,
        from: startOf(ctx, query),
      },
      send,
    );
  } catch (error) {
    write('ERROR', toStatus(error));
    response.end();
    return;
  }
  if (query.sendInitialEvents && query.allowWatchBookmarks) {
    bookmark({ 'k8s.io/initial-events-end': 'true' });
  }
  if (query.allowWatchBookmarks) {
    timers.push(setInterval(bookmark, bookmarkInterval).unref());
  }
  const end = () => {
    if (query.allowWatchBookmarks) bookmark();
    response.end();
  };
  timers.push(
    setTimeout(
      end,
      query.timeoutSeconds ? query.timeoutSeconds * 1000 : defaultTimeout,
    ).unref(),
  );
  // A kind that is no longer served has nothing more to say.
  const unsubscribe = ctx.catalog.onChange(() => {
    if (!ctx.catalog.find(resource)) end();
  });
  response.on('close', unsubscribe);
}

/** The version behind which changes are wanted; undefined begins with what exists. */
function startOf(ctx: ApiContext, query: Query): number | undefined {
  const { resourceVersion = '', sendInitialEvents } = query;
  if (sendInitialEvents) return undefined;
  if (resourceVersion === '' || resourceVersion === '0') {
    return sendInitialEvents === false ? ctx.store.current : undefined;
  }
  return readVersion(resourceVersion);
}
