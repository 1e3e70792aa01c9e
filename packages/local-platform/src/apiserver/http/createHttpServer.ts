import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { isIP } from 'node:net';
import { KubeStatusError } from '../../kube';
import type { ApiContext } from '../operations/ApiContext';
import { noSuchResource } from '../statusErrors';
import type { ServingCertificate } from '../store/ObjectStore';
import { answerDiscovery } from './discovery';
import { handleLogs } from './handleLogs';
import { handleObjects } from './handleObjects';
import type { LogReader } from './LogReader';
import { readPath } from './RequestInfo';
import { sendError, sendJson } from './respond';
import { answerReview } from './reviews';
import { checkNotFromWeb, checkToken, openPaths } from './security';

interface HttpOptions {
  host: string;
  port: number;
  token: string;
  certificate: ServingCertificate;
  onError(error: unknown): void;
}

/** The HTTP side of the API server. */
export interface ApiHttpServer {
  onLogs(reader: LogReader): void;
  listen(): Promise<void>;
  close(): Promise<void>;
  readonly url: string;
}

const loopback = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;

/** Makes the HTTP server; it does not listen yet. Throws when the host is not a loopback address. */
export function createHttpServer(
  ctx: ApiContext,
  options: HttpOptions,
): ApiHttpServer {
  if (!loopback.test(options.host)) {
    throw new Error(
      `The local platform runs commands for whoever reaches it, so it listens on loopback only: use 127.0.0.1 in place of ${options.host}.`,
    );
  }
  let logs: LogReader | undefined;
  let base: string | undefined;

  const handle = async (
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    checkNotFromWeb(request);
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (openPaths.has(url.pathname)) {
      const discovered = answerDiscovery(ctx, url, request.headers.accept);
      if (discovered) discovered(response);
      return;
    }
    checkToken(request, options.token);
    if (request.method === 'GET') {
      const discovered = answerDiscovery(ctx, url, request.headers.accept);
      if (discovered) {
        discovered(response);
        return;
      }
    }
    const info = readPath(url.pathname);
    if (!info) throw noSuchResource();
    const review = await answerReview(info, request);
    if (review) {
      sendJson(response, 201, review);
    } else if (info.resource === 'pods' && info.subresource === 'log') {
      await handleLogs(ctx, info, logs, request, response, url.searchParams);
    } else {
      await handleObjects(ctx, info, request, response, url.searchParams);
    }
  };

  const { key, certificate } = options.certificate;
  const server = createServer(
    { key, cert: certificate },
    (request, response) => {
      response.on('error', () => {
        // The client went away; what was under way notices by itself.
      });
      handle(request, response).catch(error => {
        if (!(error instanceof KubeStatusError)) options.onError(error);
        sendError(response, error);
      });
    },
  );
  // Connections that are kept alive are cheap here, and clients race with a server that ends them.
  server.keepAliveTimeout = 120_000;

  return {
    onLogs(reader) {
      logs = reader;
    },
    async listen() {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(options.port, options.host, () => {
          server.off('error', reject);
          resolve();
        });
      });
      const address = server.address();
      const port =
        typeof address === 'object' && address ? address.port : options.port;
      const host =
        isIP(options.host) === 6 ? `[${options.host}]` : options.host;
      base = `https://${host}:${port}`;
    },
    async close() {
      if (!server.listening) return;
      await new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
    get url() {
      if (!base) throw new Error('The API server does not listen yet.');
      return base;
    },
  };
}
