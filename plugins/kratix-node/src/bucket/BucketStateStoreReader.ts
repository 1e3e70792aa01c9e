import { createHash } from 'node:crypto';
import {
  GetObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import { BucketLocation } from '../stateStoreLocation';
import {
  StateStoreChanges,
  StateStoreFile,
  StateStoreReader,
} from '../StateStoreReader';
import { byPath, readText } from '../stateStores/readText';
import { bucketError } from './bucketError';
import { ListedObject } from './ListedObject';

/**
 * Keys for a bucket.
 *
 * @public
 */
export interface BucketKeys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  /** When they have to be asked for again. */
  expiration?: Date;
}

/**
 * Options of a {@link BucketStateStoreReader}.
 *
 * @public
 */
export interface BucketStateStoreReaderOptions {
  /** What to read. */
  location: BucketLocation;
  /** Default: `us-east-1`, which services other than Amazon's take. */
  region?: string;
  /**
   * Whether the bucket is named in the path of a URL, as most services but Amazon's want it, or in
   * the host. Default: in the path, unless the endpoint is Amazon's.
   */
  forcePathStyle?: boolean;
  /** Keys, or what gives those of the moment. Default: the identity of the environment. */
  credentials?: BucketKeys | (() => Promise<BucketKeys>);
  /** Which objects count; of others nothing is read. Keys as in `StateStoreFile`. Default: all. */
  include?: (path: string) => boolean;
  /** Larger objects are skipped. Default: 1 MiB. */
  maxFileBytes?: number;
  /**
   * How long the service may send nothing before an attempt is given up, in milliseconds. Default:
   * 30,000; of itself the client would wait for ever.
   */
  silenceMs?: number;
}

const MIB = 1024 * 1024;
/** Objects that are read at the same time. */
const PARALLEL = 16;
/** Listings that are kept, to tell what changed since: replicas may lag behind by a few. */
const REMEMBERED = 4;

/**
 * Reads the objects of a bucket over S3. A listing tells by their ETags which have changed since one
 * that this reader has seen, or that is told by the versions it gave; only those are read. Without
 * either, everything is read.
 *
 * @public
 */
export class BucketStateStoreReader implements StateStoreReader {
  readonly description: string;
  private readonly options: BucketStateStoreReaderOptions;
  private readonly listings = new Map<string, Map<string, string>>();
  private client?: S3Client;

  /** @throws InputError where the location cannot be one. */
  constructor(options: BucketStateStoreReaderOptions) {
    const { bucket, endpoint, path } = options.location;
    if (
      !URL.canParse(endpoint) ||
      !/^https?:\/\//.test(endpoint) ||
      new URL(endpoint).username ||
      new URL(endpoint).password
    ) {
      throw new InputError(
        `'${endpoint.replace(
          /\/\/[^@/]*@/,
          '//',
        )}' is not the endpoint of an S3 service: use https://host or http://host, without credentials.`,
      );
    }
    if (!/^[\w.-]{1,255}$/.test(bucket)) {
      throw new InputError(`'${bucket}' is not the name of a bucket.`);
    }
    this.options = options;
    this.description = `bucket ${bucket} at ${endpoint}${
      path && ` (path ${path})`
    }`;
  }

  async read(
    since?: string,
    versions?: () => Promise<ReadonlyMap<string, string>>,
  ): Promise<StateStoreChanges> {
    const objects = await this.list();
    const revision = revisionOf(objects);
    if (revision === since) {
      this.remember(revision, objects);
      return { revision, complete: false, changed: none(), removed: [] };
    }
    const before =
      since === undefined
        ? undefined
        : this.listings.get(since) ?? (await recall(since, versions));
    this.remember(revision, objects);
    const now = new Set(objects.map(({ path }) => path));
    const changed = before
      ? objects.filter(({ path, etag }) => before.get(path) !== etag)
      : objects;
    return {
      revision,
      complete: !before,
      changed: { [Symbol.asyncIterator]: () => this.iterate(changed) },
      removed: before ? [...before.keys()].filter(path => !now.has(path)) : [],
      versions: new Map(changed.map(({ path, etag }) => [path, etag])),
    };
  }

  private async list(): Promise<ListedObject[]> {
    const { bucket, path } = this.options.location;
    const objects: ListedObject[] = [];
    // Kratix' keys begin with a slash where the Destination's path does and the store has none.
    for (const prefix of path ? [`${path}/`, `/${path}/`] : [undefined]) {
      let token: string | undefined;
      do {
        const command = new ListObjectsV2Command({
          Bucket: bucket,
          Prefix: prefix,
          ContinuationToken: token,
        });
        const page = await this.ask(async client => client.send(command));
        for (const { Key, ETag, Size } of page.Contents ?? []) {
          if (Key && ETag && (this.options.include?.(Key) ?? true)) {
            objects.push({ path: Key, etag: ETag, size: Size ?? 0 });
          }
        }
        token = page.IsTruncated ? page.NextContinuationToken : undefined;
      } while (token);
    }
    return objects.sort(byPath);
  }

  private async *iterate(
    objects: ListedObject[],
  ): AsyncGenerator<StateStoreFile> {
    const running: Promise<StateStoreFile>[] = [];
    let next = 0;
    try {
      while (next < objects.length || running.length) {
        while (running.length < PARALLEL && next < objects.length) {
          const reading = this.readObject(objects[next]);
          // It is awaited in its turn.
          reading.catch(() => undefined);
          running.push(reading);
          next += 1;
        }
        const file = await running.shift();
        if (file) {
          yield file;
        }
      }
    } finally {
      await Promise.allSettled(running);
    }
  }

  private async readObject(object: ListedObject): Promise<StateStoreFile> {
    const { path, etag, size } = object;
    const { maxFileBytes = MIB, location } = this.options;
    if (size > maxFileBytes) {
      return { path, skipped: `It is larger than ${maxFileBytes} bytes.` };
    }
    return await this.ask(async client => {
      const answer = await client.send(
        new GetObjectCommand({
          Bucket: location.bucket,
          Key: path,
          IfMatch: etag,
        }),
      );
      if (answer.ETag !== etag) {
        throw new ServiceUnavailableError(
          `${path} changed while it was read; it is read again`,
        );
      }
      return readText(
        path,
        etag,
        (await answer.Body?.transformToByteArray()) ?? new Uint8Array(),
      );
    });
  }

  private async ask<T>(question: (client: S3Client) => Promise<T>): Promise<T> {
    this.client ??= this.connect();
    try {
      return await question(this.client);
    } catch (error) {
      throw error instanceof ServiceUnavailableError
        ? error
        : bucketError(this.description, error);
    }
  }

  private connect(): S3Client {
    const { location, region, forcePathStyle, credentials } = this.options;
    const { silenceMs = 30_000 } = this.options;
    const { hostname } = new URL(location.endpoint);
    return new S3Client({
      endpoint: location.endpoint,
      region: region ?? 'us-east-1',
      forcePathStyle:
        forcePathStyle ?? !/\.amazonaws\.com(\.cn)?$/.test(hostname),
      followRegionRedirects: false,
      requestHandler: {
        connectionTimeout: silenceMs,
        socketTimeout: silenceMs,
      },
      ...(credentials && { credentials }),
    });
  }

  private remember(revision: string, objects: ListedObject[]) {
    this.listings.delete(revision);
    this.listings.set(
      revision,
      new Map(objects.map(({ path, etag }) => [path, etag])),
    );
    for (const old of this.listings.keys()) {
      if (this.listings.size <= REMEMBERED) {
        break;
      }
      this.listings.delete(old);
    }
  }
}

/** The listing of a revision, where the versions that were kept are those of it. */
async function recall(
  since: string,
  versions?: () => Promise<ReadonlyMap<string, string>>,
): Promise<ReadonlyMap<string, string> | undefined> {
  const kept = (await versions?.()) ?? new Map<string, string>();
  const objects = Array.from(kept, ([path, etag]) => ({ path, etag }));
  return revisionOf(objects.sort(byPath)) === since ? kept : undefined;
}

/** Equal for equal objects, on any replica. */
function revisionOf(objects: Pick<ListedObject, 'path' | 'etag'>[]): string {
  const hash = createHash('sha256');
  for (const { path, etag } of objects) {
    hash.update(`${path}\0${etag}\0`);
  }
  return hash.digest('hex');
}

async function* none(): AsyncGenerator<StateStoreFile> {}
