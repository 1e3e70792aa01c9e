import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { paths } from '../testing/paths';
import { startApiServer, TestApiServer } from '../testing/startApiServer';
import { team, teamCrd } from '../testing/teamCrd';
import { watchLines, WireWatch } from '../testing/watchLines';

const merge = { 'content-type': 'application/merge-patch+json' };

function put(server: TestApiServer, name: string, labels = {}) {
  return server.call('POST', paths.configMaps, { metadata: { name, labels } });
}

async function versionOf(server: TestApiServer): Promise<string> {
  const { body } = await server.call('GET', paths.configMaps);
  return (body as { metadata: { resourceVersion: string } }).metadata
    .resourceVersion;
}

describe('watch over HTTP', () => {
  let server: TestApiServer;
  const watches: WireWatch[] = [];
  const watch = (path: string, headers?: Record<string, string>) => {
    const made = watchLines(server, path, headers);
    watches.push(made);
    return made;
  };
  beforeEach(async () => {
    server = await startApiServer({ historyLimit: 20 });
  });
  afterEach(async () => {
    for (const one of watches.splice(0)) one.stop();
    await server.stop();
  });

  it('starts with what exists, unless a version says from where', async () => {
    await put(server, 'a');
    const version = await versionOf(server);
    await put(server, 'b');
    const all = watch(paths.configMaps);
    const zero = watch(`${paths.configMaps}?resourceVersion=0`);
    const later = watch(`${paths.configMaps}?resourceVersion=${version}`);
    expect(await all.until(2)).toEqual(['ADDED a', 'ADDED b']);
    expect(await zero.until(2)).toEqual(['ADDED a', 'ADDED b']);
    expect(await later.until(1)).toEqual(['ADDED b']);
    await server.call('DELETE', `${paths.configMaps}/a`);
    expect(await later.until(2)).toEqual(['ADDED b', 'DELETED a']);
  });

  it('tells of objects that enter and leave a selection', async () => {
    await put(server, 'a', { app: 'x' });
    const seen = watch(`${paths.configMaps}?labelSelector=app%3Dx`);
    await seen.until(1);
    const label = (app: string) =>
      server.call(
        'PATCH',
        `${paths.configMaps}/a`,
        { metadata: { labels: { app } } },
        merge,
      );
    await label('y');
    const last = await label('x');
    expect(await seen.until(3)).toEqual(['ADDED a', 'DELETED a', 'ADDED a']);
    expect(seen.events[2].object.metadata.resourceVersion).toBe(
      (last.body as { metadata: { resourceVersion: string } }).metadata
        .resourceVersion,
    );
  });

  it('says 410 when the history does not reach back, or is of another life', async () => {
    const version = await versionOf(server);
    for (let count = 0; count < 30; count++) await put(server, `c${count}`);
    for (const from of [version, '999999']) {
      const late = watch(`${paths.configMaps}?resourceVersion=${from}`);
      await late.until(1);
      expect(late.events[0]).toMatchObject({
        type: 'ERROR',
        object: { kind: 'Status', code: 410 },
      });
      await late.ended;
    }
  });

  it('marks the end of the initial events, and its place when it ends', async () => {
    await put(server, 'a');
    const seen = watch(
      `${paths.configMaps}?sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&timeoutSeconds=1`,
    );
    await seen.ended;
    expect(seen.events.map(({ type }) => type)).toEqual([
      'ADDED',
      'BOOKMARK',
      'BOOKMARK',
    ]);
    expect(seen.events[1].object.metadata).toMatchObject({
      resourceVersion: await versionOf(server),
      annotations: { 'k8s.io/initial-events-end': 'true' },
    });
  });

  it('sends rows of a Table, with headers once', async () => {
    await server.call('POST', paths.crds, teamCrd());
    const seen = watch(paths.teams, {
      accept: 'application/json;as=Table;v=v1;g=meta.k8s.io',
    });
    await server.call('POST', paths.teams, team('a'));
    await server.call('POST', paths.teams, team('b'));
    await seen.until(2);
    expect(seen.events[0].object.columnDefinitions).toHaveLength(4);
    expect(seen.events[1].object).toMatchObject({
      kind: 'Table',
      columnDefinitions: null,
      rows: [{ cells: ['b', 'b', null, 3] }],
    });
  });

  it('ends when the kind is no longer served', async () => {
    await server.call('POST', paths.crds, teamCrd());
    await server.call('POST', paths.teams, team('a'));
    const seen = watch(paths.teams);
    await seen.until(1);
    await server.call('DELETE', `${paths.crds}/teams.test.kratix.io`);
    await seen.ended;
    expect(await seen.until(2)).toEqual(['ADDED a', 'DELETED a']);
  });

  it('resumes after a restart of the server', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'apiserver-'));
    const file = join(folder, 'state.db');
    const first = await startApiServer({ file });
    await put(first, 'a');
    const version = await versionOf(first);
    await put(first, 'b');
    await first.call('DELETE', `${paths.configMaps}/a`);
    await first.stop();
    const second = await startApiServer({ file });
    expect(second.certificateAuthority).toBe(first.certificateAuthority);
    const seen = watchLines(
      second,
      `${paths.configMaps}?resourceVersion=${version}`,
    );
    await put(second, 'c');
    expect(await seen.until(3)).toEqual(['ADDED b', 'DELETED a', 'ADDED c']);
    seen.stop();
    await second.stop();
    rmSync(folder, { recursive: true });
  });
});
