import { createServer, Socket } from 'node:net';
import { KEYS, TestBucket } from '../__testUtils__/TestBucket';
import { StateStoreChanges } from '../StateStoreReader';
import {
  BucketStateStoreReader,
  BucketStateStoreReaderOptions,
} from './BucketStateStoreReader';

// Processes take their time on a busy machine.
jest.setTimeout(60_000);

describe('BucketStateStoreReader', () => {
  let bucket: TestBucket;

  beforeAll(async () => {
    bucket = await TestBucket.start();
  });

  afterAll(async () => {
    await bucket.stop();
  });

  let folder = 0;
  beforeEach(() => {
    folder += 1;
  });

  const readerOf = (options: Partial<BucketStateStoreReaderOptions> = {}) =>
    new BucketStateStoreReader({
      location: {
        bucket: bucket.bucket,
        endpoint: bucket.endpoint,
        path: `f${folder}`,
      },
      credentials: KEYS,
      ...options,
    });

  const put = async (objects: Record<string, string | Buffer | null>) =>
    await bucket.put(
      Object.fromEntries(
        Object.entries(objects).map(([key, body]) => [
          `f${folder}/${key}`,
          body,
        ]),
      ),
    );

  async function collect({ complete, changed, removed }: StateStoreChanges) {
    const files: [string, string][] = [];
    const short = (path: string) => path.replace(`f${folder}/`, '');
    for await (const { path, content, skipped } of changed) {
      files.push([short(path), content ?? `skipped: ${skipped}`]);
    }
    return { complete, files, removed: removed.map(short) };
  }

  it('gives all objects first, and then reads only what has changed', async () => {
    await put({ 'a.yaml': 'a', 'd/b.yaml': 'b', 'c.yaml': 'c' });
    const reader = readerOf();
    const all = await reader.read();
    expect(await collect(all)).toEqual({
      complete: true,
      files: [
        ['a.yaml', 'a'],
        ['c.yaml', 'c'],
        ['d/b.yaml', 'b'],
      ],
      removed: [],
    });

    await put({ 'a.yaml': 'a2', 'c.yaml': null, 'e.yaml': 'e' });
    const some = await reader.read(all.revision);
    expect(await collect(some)).toEqual({
      complete: false,
      files: [
        ['a.yaml', 'a2'],
        ['e.yaml', 'e'],
      ],
      removed: ['c.yaml'],
    });
    expect(bucket.objectsRead).toHaveLength(2);

    bucket.requests.length = 0;
    const none = await reader.read(some.revision);
    expect(none.revision).toBe(some.revision);
    expect(await collect(none)).toEqual({
      complete: false,
      files: [],
      removed: [],
    });
    expect(bucket.objectsRead).toEqual([]);
  });

  it('reads after a restart what has changed, told what there was', async () => {
    await put({ 'a.yaml': 'a', 'b.yaml': 'b', 'c.yaml': 'c' });
    const { revision, versions } = await readerOf().read();
    await put({ 'a.yaml': null, 'b.yaml': 'b2' });
    const kept = new Map(versions);
    const some = await readerOf().read(revision, async () => kept);
    expect(await collect(some)).toEqual({
      complete: false,
      files: [['b.yaml', 'b2']],
      removed: ['a.yaml'],
    });
    expect(bucket.objectsRead).toEqual([`f${folder}/b.yaml`]);
    expect([...(some.versions ?? [])]).toEqual([
      [`f${folder}/b.yaml`, expect.any(String)],
    ]);
    // Told something else, it does not trust it.
    kept.set('x.yaml', 'x');
    expect(await readerOf().read(revision, async () => kept)).toMatchObject({
      complete: true,
    });
  });

  it('reads nothing after a restart when nothing has changed, and all where nobody knows', async () => {
    await put({ 'a.yaml': 'a', 'b.yaml': 'b' });
    const { revision } = await readerOf().read();
    expect(await collect(await readerOf().read(revision))).toEqual({
      complete: false,
      files: [],
      removed: [],
    });
    await put({ 'a.yaml': null });
    expect(await collect(await readerOf().read(revision))).toEqual({
      complete: true,
      files: [['b.yaml', 'b']],
      removed: [],
    });
  });

  it('lists more objects than one page holds, and reads those that count', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 1_050 }, (_, index) => [`x${index}.tf`, `${index}`]),
    );
    await put({ ...many, 'team.yaml': 'team', 'team.tf': 'tf' });
    const reader = readerOf({ include: path => path.endsWith('.yaml') });
    expect((await collect(await reader.read())).files).toEqual([
      ['team.yaml', 'team'],
    ]);
    expect(bucket.objectsRead).toEqual([`f${folder}/team.yaml`]);
    expect(bucket.requests.length).toBeLessThan(6);
  }, 60_000);

  it('skips with a reason what is no text of a decent size', async () => {
    await put({
      'big.yaml': 'x'.repeat(2_000),
      'binary.yaml': Buffer.from([0xff, 0xfe]),
      'nul.yaml': 'a\0b',
    });
    const reader = readerOf({ maxFileBytes: 1_000 });
    expect((await collect(await reader.read())).files).toEqual([
      ['big.yaml', 'skipped: It is larger than 1000 bytes.'],
      ['binary.yaml', 'skipped: It is not UTF-8 text.'],
      ['nul.yaml', 'skipped: It is not UTF-8 text.'],
    ]);
    expect(bucket.objectsRead).not.toContain(`f${folder}/big.yaml`);
  });

  it('does not mix what was listed with what came after it', async () => {
    await put({ 'a.yaml': 'a' });
    const changes = await readerOf().read();
    await put({ 'a.yaml': 'later' });
    await expect(collect(changes)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });

  it('asks for its keys when it needs them', async () => {
    await put({ 'a.yaml': 'a' });
    const credentials = jest.fn(async () => KEYS);
    expect(await collect(await readerOf({ credentials }).read())).toMatchObject(
      { files: [['a.yaml', 'a']] },
    );
    expect(credentials).toHaveBeenCalled();
  });

  it('tells refused keys, a missing bucket and a server that is gone apart', async () => {
    const secretAccessKey = 'wrong-s3cret';
    const refused = await readerOf({
      credentials: { accessKeyId: 'unknown', secretAccessKey },
    })
      .read()
      .catch(error => error);
    expect(refused).toMatchObject({
      name: 'AuthenticationError',
      message: expect.stringContaining('s3:ListBucket'),
    });
    expect(`${refused.message}${refused.stack}`).not.toContain(secretAccessKey);

    const { endpoint } = bucket;
    await expect(
      readerOf({ location: { bucket: 'none', endpoint, path: '' } }).read(),
    ).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining(`bucket none at ${endpoint}`),
    });
    await expect(
      readerOf({
        location: { bucket: 'store', endpoint: 'http://127.0.0.1:1', path: '' },
      }).read(),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
  });

  it.each([
    ['nothing', ''],
    [
      'half an answer',
      'HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: 999\r\n\r\n<ListBucketResult>',
    ],
  ])('gives up on a service that sends %s', async (_, answer) => {
    const sockets = new Set<Socket>();
    const server = createServer(socket => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('data', () => socket.write(answer));
    });
    await new Promise<void>(resolve =>
      server.listen(0, '127.0.0.1', () => resolve()),
    );
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const endpoint = `http://127.0.0.1:${port}`;
    try {
      await expect(
        readerOf({
          location: { bucket: 'store', endpoint, path: '' },
          silenceMs: 200,
        }).read(),
      ).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
        message: expect.stringContaining(`bucket store at ${endpoint}`),
      });
    } finally {
      sockets.forEach(socket => socket.destroy());
      server.close();
    }
  });

  it.each([
    ['ftp://host', 'store', /endpoint/],
    ['https://me:s3cret@host', 'store', /^'https:\/\/host' is not/],
    ['https://:s3cret@host', 'store', /^'https:\/\/host' is not/],
    ['https://host', '../store', /name of a bucket/],
  ])('refuses %s and %s', (endpoint, name, message) => {
    expect(() =>
      readerOf({ location: { bucket: name, endpoint, path: '' } }),
    ).toThrow(message);
  });
});
