import type { IncomingMessage, ServerResponse } from 'node:http';
import { KubeObject, KubeStatusError } from '../../kube';
import type { ApiContext } from '../operations/ApiContext';
import { applyObject } from '../operations/applyObject';
import { createObject } from '../operations/createObject';
import { deleteObject } from '../operations/deleteObject';
import { listObjects } from '../operations/listObjects';
import { updateObject } from '../operations/updateObject';
import type { ServedResource } from '../resources/ServedResource';
import {
  badRequest,
  deletedStatus,
  expired,
  methodNotAllowed,
  noSuchResource,
  notFound,
} from '../statusErrors';
import { patchTypes, readPatch } from './applyPatch';
import { negotiate } from './negotiate';
import { readDelete, readWrite } from './readChange';
import { Query, readVersion } from './readQuery';
import type { RequestInfo } from './RequestInfo';
import { Form, representList, representObject } from './represent';
import { sendJson } from './respond';
import { streamWatch } from './watchStream';

/** Who asks. */
export interface Caller {
  name: string;
  /** Throws a 403 Status when they may not create what the request names. */
  checkCreate(): void;
}

interface Call {
  ctx: ApiContext;
  userName: string;
  caller: Caller;
  resource: ServedResource;
  info: RequestInfo;
  query: Query;
  form: Form;
  request: IncomingMessage;
  response: ServerResponse;
}

function send(
  { resource, form, response }: Call,
  code: number,
  object: KubeObject,
  warnings: string[],
): void {
  sendJson(response, code, representObject(resource, object, form), warnings);
}

async function list(call: Call): Promise<void> {
  const { ctx, resource, info, query, form, response } = call;
  const { resourceVersion = '' } = query;
  if (query.watch) {
    streamWatch(ctx, resource, info.namespace, query, form, response);
    return;
  }
  let at: number | undefined;
  if (resourceVersion !== '' && resourceVersion !== '0') {
    const version = readVersion(resourceVersion);
    if (query.continue) {
      throw badRequest(
        'specifying resource version is not allowed when using continue',
      );
    }
    if (version > ctx.store.current) {
      throw expired(`Too large resource version: ${version}`);
    }
    if (query.resourceVersionMatch === 'Exact') at = version;
  }
  const page = listObjects(ctx, resource, {
    namespace: info.namespace,
    labelSelector: query.labelSelector,
    fieldSelector: query.fieldSelector,
    limit: query.limit,
    continue: query.continue || undefined,
    at,
  });
  sendJson(response, 200, representList(resource, page, form));
}

async function get(call: Call): Promise<void> {
  const { ctx, resource, info, query, form, response } = call;
  const name = info.name ?? '';
  if (query.watch) {
    const one = { ...query, fieldSelector: `metadata.name=${name}` };
    streamWatch(ctx, resource, info.namespace, one, form, response);
    return;
  }
  const stored = ctx.store.get({
    ...resource.storage,
    namespace: resource.namespaced ? info.namespace ?? '' : '',
    name,
  });
  if (!stored) throw notFound(resource, name);
  send(call, 200, resource.fromStored(stored), []);
}

async function create(call: Call): Promise<void> {
  const { ctx, resource, info } = call;
  const { body, write } = await readWrite(
    call.request,
    call.query,
    call.userName,
  );
  const object = await createObject(
    ctx,
    resource,
    info.namespace ?? '',
    body,
    write,
  );
  send(call, 201, object, write.warnings);
}

function subresourceOf({ info }: Call): 'status' | undefined {
  return info.subresource === 'status' ? 'status' : undefined;
}

async function replace(call: Call): Promise<void> {
  const { ctx, resource, info } = call;
  const { body, write } = await readWrite(
    call.request,
    call.query,
    call.userName,
  );
  const object = await updateObject(
    ctx,
    resource,
    info.namespace ?? '',
    info.name ?? '',
    {
      ...write,
      subresource: subresourceOf(call),
      change: () => body,
      requireResourceVersion: resource.custom,
    },
  );
  send(call, 200, object, write.warnings);
}

async function patch(call: Call): Promise<void> {
  const { ctx, resource, info } = call;
  const { type, body, write } = await readWrite(
    call.request,
    call.query,
    call.userName,
  );
  if (type === patchTypes.apply) {
    const applied = await applyObject(
      ctx,
      resource,
      info.namespace ?? '',
      info.name ?? '',
      body,
      {
        ...write,
        fieldManager: call.query.fieldManager,
        force: call.query.force ?? false,
        checkCreate: () => call.caller.checkCreate(),
        subresource: subresourceOf(call),
      },
    );
    send(call, applied.created ? 201 : 200, applied.object, write.warnings);
    return;
  }
  const object = await updateObject(
    ctx,
    resource,
    info.namespace ?? '',
    info.name ?? '',
    {
      ...write,
      subresource: subresourceOf(call),
      change: readPatch(resource, type, body),
    },
  );
  send(call, 200, object, write.warnings);
}

async function remove(call: Call): Promise<void> {
  const { ctx, resource, info, response } = call;
  const request = await readDelete(call.request, call.query, call.userName);
  const { object, gone } = await deleteObject(
    ctx,
    resource,
    info.namespace ?? '',
    info.name ?? '',
    request,
  );
  if (gone) {
    sendJson(response, 200, deletedStatus(resource, object), request.warnings);
  } else {
    send(call, 200, object, request.warnings);
  }
}

async function removeAll(call: Call): Promise<void> {
  const { ctx, resource, info, query, form, response } = call;
  const request = await readDelete(call.request, call.query, call.userName);
  const page = listObjects(ctx, resource, {
    namespace: info.namespace,
    labelSelector: query.labelSelector,
    fieldSelector: query.fieldSelector,
  });
  for (const { metadata } of page.items) {
    try {
      await deleteObject(
        ctx,
        resource,
        metadata.namespace ?? '',
        metadata.name,
        { ...request, preconditions: { uid: metadata.uid } },
      );
    } catch (error) {
      const gone =
        error instanceof KubeStatusError && [404, 409].includes(error.code);
      if (!gone) throw error;
    }
  }
  sendJson(
    response,
    200,
    representList(resource, page, form),
    request.warnings,
  );
}

const ofOne: Record<
  string,
  [verb: string, run: (call: Call) => Promise<void>]
> = {
  GET: ['get', get],
  PUT: ['update', replace],
  PATCH: ['patch', patch],
  DELETE: ['delete', remove],
};
const ofAll: typeof ofOne = {
  GET: ['list', list],
  POST: ['create', create],
  DELETE: ['deletecollection', removeAll],
};

/** Answers a request for objects of a kind. Rejects with the Status to answer. */
export async function handleObjects(
  ctx: ApiContext,
  info: RequestInfo,
  query: Query,
  caller: Caller,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const resource = ctx.catalog.require(info);
  const method = request.method ?? 'GET';
  const { subresource } = info;
  if (subresource && !(subresource === 'status' && resource.hasStatus)) {
    throw noSuchResource();
  }
  if (info.namespace !== undefined && !resource.namespaced) {
    throw noSuchResource();
  }
  if (info.namespace === undefined && resource.namespaced && info.name) {
    throw noSuchResource();
  }
  const handlers = info.name === undefined ? ofAll : ofOne;
  const handler = Object.hasOwn(handlers, method)
    ? handlers[method]
    : undefined;
  const allowed =
    handler &&
    resource.verbs.includes(handler[0]) &&
    !(subresource && method === 'DELETE') &&
    !(handler[0] === 'create' && resource.namespaced && !info.namespace);
  if (!handler || !allowed) {
    throw methodNotAllowed(
      'the server does not allow this method on the requested resource',
    );
  }
  await handler[1]({
    ctx,
    userName: caller.name,
    caller,
    resource,
    info,
    query,
    form: {
      as: negotiate(request.headers.accept),
      includeObject: query.includeObject || 'Metadata',
      now: ctx.now(),
    },
    request,
    response,
  });
}
