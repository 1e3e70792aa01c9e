import { ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';

// It encrypts the tokens of its pages with a cipher that is a legacy one by now. Its check of signatures takes the path of a bucket for another one than the client signs; that a key
// exists is checked all the same.
/** Runs the S3 server in a process of its own, which writes a line for its port and each request. */
const SERVER = `
const { createServer } = require('node:http');
const S3rver = require('@20minutes/s3rver');
const app = new S3rver({
  directory: process.argv[1],
  silent: true,
  allowMismatchedSignatures: true,
});
const handle = app.callback();
const server = createServer((request, response) => {
  console.log(request.method + ' ' + request.url);
  handle(request, response);
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.on('end', () => process.exit()).resume();
`;

/** The keys that the server knows. */
export const KEYS = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };

/** A bucket of an S3-compatible server. */
export class TestBucket {
  readonly bucket = 'store';
  /** Requests since the list was last emptied: method and URL. */
  readonly requests: string[] = [];
  private port = '';

  static async start(): Promise<TestBucket> {
    const directory = await mkdtemp(join(tmpdir(), 'bucket-'));
    const child = spawn(
      process.execPath,
      ['--openssl-legacy-provider', '-e', SERVER, directory],
      {
        cwd: __dirname,
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    );
    const server = new TestBucket(directory, child);
    await new Promise<void>((resolve, reject) => {
      child.once('exit', () => reject(new Error('The S3 server ended')));
      createInterface({ input: child.stdout }).on('line', line => {
        if (server.port) {
          server.requests.push(line);
        } else {
          server.port = line;
          resolve();
        }
      });
    });
    await server.client().send(new CreateBucketCommand({ Bucket: 'store' }));
    return server;
  }

  private constructor(
    private readonly directory: string,
    private readonly child: ChildProcess,
  ) {}

  get endpoint(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Keys of the objects whose contents were asked for. */
  get objectsRead(): string[] {
    return this.requests.flatMap(line => {
      const key = /^GET \/store\/([^?]+)/.exec(line)?.[1];
      return key ? [decodeURIComponent(key)] : [];
    });
  }

  /** Writes, or with null deletes, objects. */
  async put(objects: Record<string, string | Buffer | null>) {
    const client = this.client();
    for (const [Key, Body] of Object.entries(objects)) {
      await client.send(
        Body === null
          ? new DeleteObjectCommand({ Bucket: this.bucket, Key })
          : new PutObjectCommand({ Bucket: this.bucket, Key, Body }),
      );
    }
    this.requests.length = 0;
  }

  async stop() {
    const ended = new Promise(resolve => this.child.once('close', resolve));
    this.child.stdin?.end();
    await ended;
    await rm(this.directory, { recursive: true, force: true });
  }

  private client(): S3Client {
    return new S3Client({
      endpoint: this.endpoint,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: KEYS,
    });
  }
}
