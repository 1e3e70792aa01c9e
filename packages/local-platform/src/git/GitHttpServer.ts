import { ChildProcess, spawn } from 'node:child_process';
import { timingSafeEqual } from 'node:crypto';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { endGroup } from '../process/processGroup';
import { foreignRequestReason } from '../http/foreignRequestReason';
import { BareRepositories } from './BareRepositories';
import { byteLimit, TooLargeError } from './byteLimit';
import { gitEnvironment } from './runGit';

const MAX_BODY_BYTES = 256 * 1024 * 1024;
const TIMEOUT_MS = 10 * 60 * 1000;

type Service = 'git-upload-pack' | 'git-receive-pack';

/** How repositories are served. */
export interface GitHttpServerOptions {
  repositories: BareRepositories;
  /** The port on 127.0.0.1; 0 takes a free one. */
  port: number;
  /** The password that a push needs; its user is `kratix`. */
  token: string;
  /** Added to the environment of every git process. */
  processEnvironment?: Record<string, string>;
  onError?(message: string): void;
  /** Called after a push to a repository has been answered, whatever became of it. */
  onPush?(repository: string): void;
  /** Says that a repository is to be as if it were not there, or to take no push. */
  faultOf?(
    repository: string,
    pushing: boolean,
  ): 'lost' | 'refused' | undefined;
}

/**
 * Serves bare repositories over Git's smart HTTP protocol on the loopback interface. Reading is open;
 * pushing needs the token, and the first push to a repository makes it.
 *
 * See https://git-scm.com/docs/http-protocol
 */
export class GitHttpServer {
  private readonly children = new Set<ChildProcess>();

  private constructor(
    private readonly options: GitHttpServerOptions,
    private readonly server: Server,
  ) {}

  /** Resolves when the server listens. @throws when the port is taken (`EADDRINUSE`). */
  static async start(options: GitHttpServerOptions): Promise<GitHttpServer> {
    const server = createServer();
    const instance = new GitHttpServer(options, server);
    server.on('request', (request, response) => {
      instance.answer(request, response).catch(error => {
        options.onError?.(
          `Git request failed: ${
            error instanceof Error ? error.message : error
          }`,
        );
        refuse(response, 500, 'The request failed; see the platform log.');
      });
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
    return instance;
  }

  /** Without a slash at the end; a repository is at `<url>/<name>.git`. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    const closed = new Promise(resolve => this.server.close(resolve));
    await Promise.all([...this.children].map(child => endGroup(child, 2_000)));
    this.server.closeAllConnections();
    await closed;
  }

  private get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  private async answer(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const foreign = foreignRequestReason(request.headers, this.port);
    if (foreign) {
      refuse(response, 403, foreign);
      return;
    }
    const url = new URL(request.url ?? '/', this.url);
    const [, name, action] =
      /^\/([^/]+)\.git\/(info\/refs|git-upload-pack|git-receive-pack)$/.exec(
        url.pathname,
      ) ?? [];
    const service =
      action === 'info/refs' ? url.searchParams.get('service') : action;
    if (!name || !BareRepositories.isValidName(name) || !isService(service)) {
      refuse(response, 404, 'There is nothing here. Use /<repository>.git.');
      return;
    }
    const expected = action === 'info/refs' ? 'GET' : 'POST';
    if (request.method !== expected) {
      refuse(response, 405, `Use ${expected}.`, { Allow: expected });
      return;
    }
    const pushing = service === 'git-receive-pack';
    const { authorization } = request.headers;
    // Wrong credentials are refused for reading too, so that a wrong password shows at once.
    if ((pushing || authorization) && !this.isAuthorized(authorization)) {
      refuse(response, 401, 'Pushing needs the user "kratix" and the token.', {
        'WWW-Authenticate': 'Basic realm="kratix", charset="UTF-8"',
      });
      return;
    }
    const { repositories, faultOf } = this.options;
    const fault = faultOf?.(name, pushing);
    if (fault === 'refused') {
      refuse(response, 403, `Pushes to "${name}" are refused on purpose.`);
      return;
    }
    if (fault === 'lost') {
      refuse(response, 404, `The repository "${name}" is lost on purpose.`);
      return;
    }
    const directory = pushing
      ? await repositories.ensure(name)
      : await repositories.find(name);
    if (!directory) {
      refuse(response, 404, `There is no repository "${name}".`);
      return;
    }
    await this.serve(request, response, { service, directory, action });
    if (action === 'git-receive-pack') {
      this.options.onPush?.(name);
    }
  }

  private isAuthorized(header: string | undefined): boolean {
    const given = Buffer.from(header ?? '');
    const pair = Buffer.from(`kratix:${this.options.token}`).toString('base64');
    const wanted = Buffer.from(`Basic ${pair}`);
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }

  private async serve(
    request: IncomingMessage,
    response: ServerResponse,
    target: { service: Service; directory: string; action: string },
  ): Promise<void> {
    const { service, directory } = target;
    const advertise = target.action === 'info/refs';
    const protocol = request.headers['git-protocol'];
    const child = spawn(
      'git',
      [
        service.replace('git-', ''),
        '--stateless-rpc',
        ...(advertise ? ['--advertise-refs'] : []),
        directory,
      ],
      {
        env: gitEnvironment(
          {},
          {
            ...this.options.processEnvironment,
            ...(typeof protocol === 'string' &&
              /^version=[012](:|$)/.test(protocol) && {
                GIT_PROTOCOL: protocol.slice(0, 100),
              }),
          },
        ),
        stdio: ['pipe', 'pipe', 'ignore'],
        detached: true,
      },
    );
    this.children.add(child);
    const end = () => void endGroup(child, 1_000);
    const timer = setTimeout(end, TIMEOUT_MS);
    child.once('error', error => response.destroy(error));
    child.once('exit', () => {
      clearTimeout(timer);
      this.children.delete(child);
    });
    response.once('close', () => response.writableFinished || end());
    child.stdin.on('error', () => {});

    response.setHeader('Cache-Control', 'no-cache');
    response.setHeader(
      'Content-Type',
      `application/x-${service}-${advertise ? 'advertisement' : 'result'}`,
    );
    if (advertise) {
      child.stdin.end();
      if (!protocol?.includes('version=2') || service === 'git-receive-pack') {
        response.write(`${packetLine(`# service=${service}\n`)}0000`);
      }
      await pipeline(child.stdout, response).catch(end);
      return;
    }
    const body = pipeline([
      request,
      ...(request.headers['content-encoding'] === 'gzip'
        ? [createGunzip()]
        : []),
      byteLimit(MAX_BODY_BYTES),
      child.stdin,
    ]).catch(error => {
      end();
      if (error instanceof TooLargeError && !response.headersSent) {
        refuse(response, 413, error.message);
      }
    });
    await Promise.all([body, pipeline(child.stdout, response).catch(end)]);
  }
}

function isService(value: string | null | undefined): value is Service {
  return value === 'git-upload-pack' || value === 'git-receive-pack';
}

function packetLine(text: string): string {
  return (text.length + 4).toString(16).padStart(4, '0') + text;
}

function refuse(
  response: ServerResponse,
  status: number,
  message: string,
  headers: Record<string, string> = {},
) {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
    Connection: 'close',
    ...headers,
  });
  response.end(`${message}\n`);
}
