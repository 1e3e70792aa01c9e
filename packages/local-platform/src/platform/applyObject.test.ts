import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ApiServer, createApiServer } from '../apiserver';
import { KubeObject } from '../kube';
import { CONFIG_MAPS } from '../pipelines/resourceTypes';
import { applyObject } from './applyObject';
import { installFiles } from './installManifests';

describe('applying manifests', () => {
  let directory: string;
  let server: ApiServer;

  beforeEach(async () => {
    directory = await fs.mkdtemp(path.join(tmpdir(), 'apply-'));
    server = await createApiServer({
      file: path.join(directory, 'state.db'),
      token: 't',
    });
  });

  afterEach(async () => {
    await server.close();
    await fs.rm(directory, { recursive: true, force: true });
  });

  const manifest = (
    data: Record<string, string>,
    labels: Record<string, string> = {},
  ): KubeObject => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'm', namespace: 'default', labels },
    data,
  });

  const apply = (object: KubeObject) =>
    applyObject(server.client, CONFIG_MAPS, object);

  const live = () => server.client.get(CONFIG_MAPS, 'm', 'default');

  it('creates, changes, and leaves alone what is unchanged', async () => {
    expect(await apply(manifest({ a: '1', b: '1' }))).toBe('created');
    const { metadata } = (await live()) ?? {};
    expect(await apply(manifest({ a: '1', b: '1' }))).toBe('unchanged');
    expect((await live())?.metadata).toEqual(metadata);
    expect(await apply(manifest({ a: '2' }))).toBe('configured');
    expect((await live())?.data).toEqual({ a: '2' });
  });

  it('keeps labels that others added and removes those it no longer has', async () => {
    await apply(manifest({}, { ours: '1', dropped: '1' }));
    await server.client.mergePatch(CONFIG_MAPS, 'm', 'default', {
      metadata: { labels: { theirs: '1' }, finalizers: ['example.com/hold'] },
    });
    await apply(manifest({}, { ours: '2' }));
    expect((await live())?.metadata).toMatchObject({
      labels: { ours: '2', theirs: '1' },
      finalizers: ['example.com/hold'],
    });
    expect((await live())?.metadata.labels).not.toHaveProperty('dropped');
  });

  it('tells of each file that is broken, and goes on', async () => {
    const write = async (name: string, text: string) => {
      const file = path.join(directory, name);
      await fs.writeFile(file, text);
      return file;
    };
    const messages: string[] = [];
    const errors: string[] = [];
    await installFiles(
      server.client,
      [
        await write('1.yaml', 'a: [b'),
        await write('2.yaml', 'just: text'),
        await write(
          '3.yaml',
          'apiVersion: acme.io/v1\nkind: Thing\nmetadata: { name: t }',
        ),
        path.join(directory, 'missing.yaml'),
        await write('5.yaml', JSON.stringify(manifest({ a: '1' }))),
        await write(
          '6.yaml',
          `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]`,
        ),
      ],
      {
        info: message => messages.push(message),
        error: message => errors.push(message),
      },
    );
    expect(messages).toEqual(['ConfigMap m created']);
    expect(
      errors.map(message => /(\d|missing)\.yaml/.exec(message)?.[1]),
    ).toEqual(['1', '2', '3', 'missing', '6']);
    expect(errors[2]).toMatch(/no kind "Thing" in acme\.io\/v1/);
  });
});
