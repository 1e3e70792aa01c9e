import { execFile, spawn } from 'node:child_process';
import {
  mkdir,
  mkdtemp,
  readdir,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const environment = {
  PATH: process.env.PATH,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'kratix',
  GIT_AUTHOR_EMAIL: 'kratix@example.org',
  GIT_COMMITTER_NAME: 'kratix',
  GIT_COMMITTER_EMAIL: 'kratix@example.org',
};

/** A bare repository on disk, and a work tree to commit to it from. */
export class TestRepository {
  readonly root: string;

  static async create(): Promise<TestRepository> {
    const root = await mkdtemp(join(tmpdir(), 'state-store-'));
    const repository = new TestRepository(root);
    await run('git', ['init', '-q', '--bare', '-b', 'main', repository.bare], {
      env: environment,
    });
    await repository.allowPartial(true);
    await repository.git('init', '-q', '-b', 'main');
    return repository;
  }

  private constructor(root: string) {
    this.root = root;
  }

  get bare(): string {
    return join(this.root, 'store.git');
  }

  get url(): string {
    return `file://${this.bare}`;
  }

  get cache(): string {
    return join(this.root, 'cache');
  }

  async git(...args: string[]): Promise<string> {
    await mkdir(join(this.root, 'work'), { recursive: true });
    const { stdout } = await run('git', args, {
      cwd: join(this.root, 'work'),
      env: environment,
    });
    return stdout.trim();
  }

  /** A bare copy with the newest commit only. @returns its address */
  async copyShallowly(): Promise<string> {
    const copy = join(this.root, 'shallow.git');
    await run('git', ['clone', '-q', '--bare', '--depth=1', this.url, copy], {
      env: environment,
    });
    return `file://${copy}`;
  }

  /** Puts an empty repository in the place of this one. */
  async replace() {
    await rm(this.bare, { recursive: true });
    await rm(join(this.root, 'work'), { recursive: true });
    await run('git', ['init', '-q', '--bare', '-b', 'main', this.bare], {
      env: environment,
    });
    await this.allowPartial(true);
    await this.git('init', '-q', '-b', 'main');
  }

  /** Number of commits that a reader's copy holds. */
  async commitsOfCopy(): Promise<number> {
    return (await this.objectsOfCopy()).filter(type => type === 'commit')
      .length;
  }

  /** Number of files whose contents a reader's copy holds. */
  async blobsOfCopy(): Promise<number> {
    return (await this.objectsOfCopy()).filter(type => type === 'blob').length;
  }

  private async objectsOfCopy(): Promise<string[]> {
    const [copy] = await readdir(this.cache);
    const { stdout } = await run(
      'git',
      [
        ...['-C', join(this.cache, copy), 'cat-file', '--batch-all-objects'],
        '--batch-check=%(objecttype)',
      ],
      { env: environment, maxBuffer: 64 * 1024 * 1024 },
    );
    return stdout.split('\n');
  }

  async allowPartial(allow: boolean) {
    await run(
      'git',
      ['-C', this.bare, 'config', 'uploadpack.allowFilter', String(allow)],
      { env: environment },
    );
  }

  /** Writes, or with null removes, files and pushes them as one commit. */
  async commit(
    files: Record<string, string | Buffer | null | { link: string }>,
    branch = 'main',
  ): Promise<string> {
    for (const [path, content] of Object.entries(files)) {
      const file = join(this.root, 'work', path);
      await mkdir(dirname(file), { recursive: true });
      await rm(file, { recursive: true, force: true });
      if (
        content !== null &&
        typeof content === 'object' &&
        'link' in content
      ) {
        await symlink(content.link, file);
      } else if (content !== null) {
        await writeFile(file, content);
      }
    }
    await this.git('add', '-A');
    await this.git('commit', '-q', '--allow-empty', '-m', 'Update from: test');
    await this.git('push', '-q', '--force', this.bare, `HEAD:${branch}`);
    return this.git('rev-parse', 'HEAD');
  }

  /** Commits many files without a work tree. */
  async commitMany(files: Iterable<[string, string]>) {
    const child = spawn('git', ['-C', this.bare, 'fast-import', '--quiet'], {
      env: environment,
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    child.stdin.write(
      'commit refs/heads/main\ncommitter kratix <> 0 +0000\ndata 1\nx\n',
    );
    for (const [path, content] of files) {
      child.stdin.write(
        `M 100644 inline ${path}\ndata ${Buffer.byteLength(
          content,
        )}\n${content}\n`,
      );
    }
    child.stdin.end('\n');
    await new Promise(resolve => child.on('close', resolve));
  }

  async remove() {
    await rm(this.root, { recursive: true, force: true });
  }
}

/** Serves the repositories below a directory over HTTP, as Git hosts do. */
export class TestGitServer {
  /** Value of the Authorization header that is wanted; anyone may read when unset. */
  authorization?: string;
  requests = 0;
  private readonly root: string;
  private readonly server = createServer((request, response) =>
    this.answer(request, response),
  );

  static async start(root: string): Promise<TestGitServer> {
    const server = new TestGitServer(root);
    await new Promise<void>(resolve =>
      server.server.listen(0, '127.0.0.1', resolve),
    );
    return server;
  }

  private constructor(root: string) {
    this.root = root;
  }

  get url(): string {
    // A server that listens on a port has an address of this form.
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }

  private answer(request: IncomingMessage, response: ServerResponse) {
    this.requests += 1;
    if (
      this.authorization &&
      request.headers.authorization !== this.authorization
    ) {
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="git"' });
      response.end();
      return;
    }
    const url = new URL(request.url ?? '/', 'http://x');
    const backend = spawn('git', ['http-backend'], {
      env: {
        ...environment,
        GIT_PROJECT_ROOT: this.root,
        GIT_HTTP_EXPORT_ALL: '1',
        REQUEST_METHOD: request.method,
        PATH_INFO: url.pathname,
        QUERY_STRING: url.search.slice(1),
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    request.pipe(backend.stdin);
    backend.stdin.on('error', () => {});
    let head = Buffer.alloc(0);
    const onData = (chunk: Buffer) => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) {
        return;
      }
      backend.stdout.off('data', onData);
      for (const line of head.subarray(0, end).toString().split('\r\n')) {
        const [name, value] = line.split(': ');
        if (name === 'Status') {
          response.statusCode = Number(value.split(' ')[0]);
        } else {
          response.setHeader(name, value);
        }
      }
      response.write(head.subarray(end + 4));
      backend.stdout.pipe(response);
    };
    backend.stdout.on('data', onData);
  }
}
