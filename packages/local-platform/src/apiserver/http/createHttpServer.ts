import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { isIP } from 'node:net';
import { FaultBox, handleFaults, isFaultPath } from '../../faults';
import { KubeStatusError } from '../../kube';
import { authenticate } from '../authentication/authenticate';
import {
  impersonatedUser,
  impersonationChecks,
  readImpersonation,
} from '../authentication/impersonation';
import type { ServiceAccountTokens } from '../authentication/ServiceAccountTokens';
import { admin, UserInfo } from '../authentication/UserInfo';
import type { Attributes } from '../authorization/Attributes';
import type { Authorizer } from '../authorization/Authorizer';
import { forbidden } from '../authorization/forbidden';
import { readAttributes } from '../authorization/readAttributes';
import type { ApiContext } from '../operations/ApiContext';
import { noSuchResource } from '../statusErrors';
import type { ServingCertificate } from '../store/ObjectStore';
import { answerDiscovery } from './discovery';
import { handleTokenRequest } from './handleTokenRequest';
import { handleLogs } from './handleLogs';
import { handleObjects } from './handleObjects';
import type { LogReader } from './LogReader';
import { readText } from './readBody';
import { readPath } from './RequestInfo';
import { sendError, sendJson } from './respond';
import { answerReview } from './reviews';
import { readQuery } from './readQuery';
import { checkNotFromWeb, openPaths } from './security';

interface HttpOptions {
  host: string;
  port: number;
  /** The token of the platform's own user, who may do everything. */
  adminToken: string;
  tokens: ServiceAccountTokens;
  authorizer: Authorizer;
  faults: FaultBox;
  certificate: ServingCertificate;
  onForbidden(message: string): void;
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

  const { authorizer, tokens, adminToken } = options;
  const check = (user: UserInfo, attributes: Attributes): void => {
    const { allowed, reason } = authorizer.authorize(user, attributes);
    if (allowed) return;
    const refused = forbidden(user, attributes, reason);
    options.onForbidden(refused.message);
    throw refused;
  };
  /** Who asks, or as whom they ask. */
  const identify = (request: IncomingMessage): UserInfo => {
    const user = authenticate(
      request.headers.authorization,
      adminToken,
      tokens,
    );
    const other = readImpersonation(request.headersDistinct);
    if (!other) return user;
    for (const attributes of impersonationChecks(other)) {
      check(user, attributes);
    }
    return impersonatedUser(other);
  };

  /** Whoever holds the platform's own token may hurt it, nobody else. */
  const answerFaults = async (
    user: UserInfo,
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    const method = request.method ?? '';
    if (user !== admin) {
      throw forbidden(
        user,
        { verb: method.toLowerCase(), path },
        "it takes the platform's own token",
      );
    }
    const answer = handleFaults(
      options.faults,
      method,
      path,
      await readText(request),
    );
    sendJson(response, answer.status, answer.body);
  };
  const meetFaults = async (
    attributes: Attributes,
    response: ServerResponse,
  ): Promise<void> => {
    const target = {
      verb: attributes.verb,
      resource: 'resource' in attributes ? attributes.resource : undefined,
    };
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    if (target.verb === 'watch') {
      response.on(
        'close',
        options.faults.onCut(target, () => response.destroy()),
      );
    }
    await options.faults.strike(target, gone.signal);
  };

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
    const user = identify(request);
    if (isFaultPath(url.pathname)) {
      await answerFaults(user, url.pathname, request, response);
      return;
    }
    const info = readPath(url.pathname);
    const query = readQuery(url.searchParams);
    const attributes: Attributes = info
      ? readAttributes(request.method ?? '', info, query)
      : { verb: (request.method ?? '').toLowerCase(), path: url.pathname };
    check(user, attributes);
    await meetFaults(attributes, response);
    if (request.method === 'GET') {
      const discovered = answerDiscovery(ctx, url, request.headers.accept);
      if (discovered) {
        discovered(response);
        return;
      }
    }
    if (!info) throw noSuchResource();
    const asked =
      (await answerReview(info, request, user, authorizer)) ??
      (await handleTokenRequest(ctx, info, request, tokens));
    if (asked) {
      sendJson(response, 201, asked);
    } else if (info.resource === 'pods' && info.subresource === 'log') {
      await handleLogs(ctx, info, query, logs, request, response);
    } else {
      const caller = {
        name: user.username,
        // A patch that creates needs the right to create too.
        checkCreate: () => check(user, readAttributes('POST', info, query)),
      };
      await handleObjects(ctx, info, query, caller, request, response);
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
        // A client that left while a fault kept it waiting gets no answer.
        if (response.destroyed) return;
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
