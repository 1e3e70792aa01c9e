import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { arrayAt, objectAt, stringAt } from '../json';
import type { ApiContext } from '../operations/ApiContext';
import { pods } from '../resources/builtin/workloads';
import { badRequest, methodNotAllowed, notFound } from '../statusErrors';
import type { LogReader } from './LogReader';
import type { Query } from './readQuery';
import type { RequestInfo } from './RequestInfo';

/** Answers `pods/log`: the lines as they are, as plain text. */
export async function handleLogs(
  ctx: ApiContext,
  info: RequestInfo,
  query: Query,
  reader: LogReader | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET') {
    throw methodNotAllowed(
      'the server does not allow this method on the requested resource',
    );
  }
  const { namespace = '', name = '' } = info;
  const pod = ctx.store.get({ ...pods.storage, namespace, name });
  if (!pod) throw notFound(pods, name);
  const container = query.container ?? onlyContainer(pod, name);
  if (!containerNames(pod).includes(container)) {
    throw badRequest(`container ${container} is not valid for pod ${name}`);
  }
  if (!reader) {
    throw badRequest(`no logs are kept for pod ${namespace}/${name}`);
  }
  const abort = new AbortController();
  response.on('close', () => abort.abort());
  const lines = reader(
    { namespace, name },
    {
      container,
      follow: query.follow ?? false,
      previous: query.previous ?? false,
      timestamps: query.timestamps ?? false,
      tailLines: query.tailLines,
      sinceSeconds: query.sinceSeconds,
      sinceTime: query.sinceTime,
      limitBytes: query.limitBytes,
      signal: abort.signal,
    },
  );
  for await (const chunk of lines) {
    if (response.destroyed) return;
    if (!response.headersSent) begin(response);
    if (!response.write(chunk) && !response.destroyed) {
      await Promise.race([once(response, 'drain'), once(response, 'close')]);
    }
  }
  if (!response.headersSent) begin(response);
  response.end();
}

function begin(response: ServerResponse): void {
  response.writeHead(200, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-cache, private',
    'X-Content-Type-Options': 'nosniff',
  });
}

function containerNames(pod: object): string[] {
  const spec = objectAt(pod, 'spec');
  return [
    ...arrayAt(spec, 'initContainers'),
    ...arrayAt(spec, 'containers'),
  ].map(one => stringAt(one, 'name'));
}

function onlyContainer(pod: object, name: string): string {
  const spec = objectAt(pod, 'spec');
  const names = arrayAt(spec, 'containers').map(one => stringAt(one, 'name'));
  if (names.length === 1) return names[0];
  throw badRequest(
    `a container name must be specified for pod ${name}, choose one of: [${containerNames(
      pod,
    ).join(' ')}]`,
  );
}
