import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';

/** Answers what a reader of a bucket asks an S3 service: one page of a listing, and objects. */
export class BucketServer {
  /** By key. */
  readonly objects = new Map<string, string>();
  /** Keys of the objects that were read. */
  readonly read: string[] = [];
  readonly #server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://x');
    const key = decodeURIComponent(url.pathname.replace(/^\/store\/?/, ''));
    if (!key) {
      const prefix = url.searchParams.get('prefix') ?? '';
      const contents = Array.from(this.objects)
        .filter(([name]) => name.startsWith(prefix))
        .map(
          ([name, text]) =>
            `<Contents><Key>${name}</Key><ETag>${etagOf(text)}</ETag><Size>${
              text.length
            }</Size></Contents>`,
        );
      response.setHeader('Content-Type', 'application/xml');
      response.end(
        `<ListBucketResult><IsTruncated>false</IsTruncated>${contents.join(
          '',
        )}</ListBucketResult>`,
      );
      return;
    }
    const text = this.objects.get(key);
    this.read.push(key);
    response.statusCode = text === undefined ? 404 : 200;
    response.setHeader('ETag', etagOf(text ?? ''));
    response.end(text);
  });

  static async start(): Promise<BucketServer> {
    const server = new BucketServer();
    await new Promise<void>(resolve =>
      server.#server.listen(0, '127.0.0.1', resolve),
    );
    return server;
  }

  get endpoint(): string {
    // A server that listens on a port has an address of this form.
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}

function etagOf(text: string): string {
  return `"${createHash('md5').update(text).digest('hex')}"`;
}
