import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApiServer } from '../createApiServer';
import { waitFor } from '../testing/waitFor';

describe('ObjectStore', () => {
  it('keeps every write that was answered through kill -9, and goes on counting', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'apiserver-'));
    const file = join(folder, 'state.db');
    const child = spawn(process.execPath, [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      join(__dirname, '../testing/writeForever.ts'),
      file,
    ]);
    let output = '';
    let errors = '';
    child.stdout.on('data', chunk => (output += String(chunk)));
    child.stderr.on('data', chunk => (errors += String(chunk)));
    const ended = once(child, 'exit');
    await waitFor(() => {
      if (child.exitCode !== null) throw new Error(errors);
      return output.split('\n').length > 50;
    });
    child.kill('SIGKILL');
    await ended;

    const answered = output.split('\n').slice(0, -1);
    const server = await createApiServer({ file, token: 'unused' });
    const configMaps = { group: '', version: 'v1', resource: 'configmaps' };
    const stored = await server.client.list(configMaps);
    expect(stored.map(one => one.metadata.name)).toEqual(
      expect.arrayContaining(answered),
    );
    // At most the write that was under way came on top.
    expect(stored.length - answered.length).toBeLessThanOrEqual(1);
    const newest = Math.max(
      ...stored.map(one => Number(one.metadata.resourceVersion)),
    );
    const next = await server.client.create(configMaps, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'after', namespace: 'default' },
    });
    expect(Number(next.metadata.resourceVersion)).toBe(newest + 1);
    await server.close();
    rmSync(folder, { recursive: true });
  }, 60_000);
});
