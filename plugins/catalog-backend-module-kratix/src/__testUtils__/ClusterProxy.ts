import { createServer, Server, ServerResponse } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { AddressInfo } from 'node:net';

/** Stands between Backstage and a cluster: counts lists, and answers in its place when told to. */
export class ClusterProxy {
  readonly #server: Server;
  readonly #refused = new Map<string, number>();
  readonly #open = new Set<ServerResponse>();
  readonly #lists = new Map<string, number>();

  static async start(cluster: {
    url: string;
    certificateAuthority: string;
  }): Promise<ClusterProxy> {
    const proxy = new ClusterProxy(cluster);
    await new Promise<void>(done => proxy.#server.listen(0, '127.0.0.1', done));
    return proxy;
  }

  private constructor(cluster: { url: string; certificateAuthority: string }) {
    const upstream = new URL(cluster.url);
    this.#server = createServer((incoming, outgoing) => {
      const { pathname, searchParams } = new URL(
        incoming.url ?? '/',
        'http://x',
      );
      const isWatch = searchParams.has('watch');
      if (!isWatch && !searchParams.has('continue')) {
        this.#lists.set(pathname, this.lists(pathname) + 1);
      }
      const code = this.#refused.get(pathname) ?? this.#refused.get('*');
      if (code) {
        outgoing.writeHead(code, { 'Content-Type': 'application/json' });
        outgoing.end(
          JSON.stringify({ kind: 'Status', message: `refused with ${code}` }),
        );
        return;
      }
      const forwarded = httpsRequest(
        {
          host: upstream.hostname,
          port: upstream.port,
          ca: cluster.certificateAuthority,
          method: incoming.method,
          path: incoming.url,
          headers: { ...incoming.headers, host: upstream.host },
        },
        answer => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          outgoing.flushHeaders();
          answer.pipe(outgoing);
        },
      );
      forwarded.once('error', () => outgoing.destroy());
      this.#open.add(outgoing);
      outgoing.once('close', () => {
        this.#open.delete(outgoing);
        forwarded.destroy();
      });
      incoming.pipe(forwarded);
    });
  }

  get url(): string {
    // A server that listens on a port has an address of this form.
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Answers requests for a path, or for all with `*`, with a status, and cuts what is open. */
  refuse(path: string, status: number): void {
    this.#refused.set(path, status);
    this.#open.forEach(response => response.destroy());
  }

  /** Lets everything through again. */
  allow(): void {
    this.#refused.clear();
  }

  /** How often a path was listed. */
  lists(path: string): number {
    return this.#lists.get(path) ?? 0;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(done => this.#server.close(done));
  }
}
