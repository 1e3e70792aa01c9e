import { mkdtemp, readFile, rm, writeFile } from 'fs/promises';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { executeStep } from './testing';

describe('the example of the README', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'readme-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('runs as a process', async () => {
    const readme = await readFile(resolve(__dirname, '../README.md'), 'utf8');
    const [, example] = readme.match(/```ts\n(.*?)```/s) ?? [];
    const file = join(directory, 'step.ts');
    await writeFile(file, example);
    const run = (action: 'configure' | 'delete', size: string) =>
      executeStep(
        {
          command: [
            process.execPath,
            '--require',
            require.resolve('@backstage/cli/config/nodeTransform.cjs'),
            file,
          ],
          cwd: directory,
        },
        {
          action,
          object: {
            apiVersion: 'example.org/v1',
            kind: 'Bucket',
            metadata: { name: 'logs', namespace: 'default' },
            spec: { size },
          },
          env: { NODE_PATH: resolve(__dirname, '../../../node_modules') },
        },
      );

    const configured = await run('configure', 'small');
    expect(configured.stderr).toBe('');
    expect(configured).toMatchObject({
      exitCode: 0,
      destinationSelectors: [
        { directory: 'storage', matchLabels: { environment: 'dev' } },
      ],
      status: { message: 'A small bucket' },
    });
    expect(configured.outputs['storage/bucket.yaml']).toContain('size: small');

    expect(await run('delete', 'small')).toMatchObject({
      exitCode: 0,
      outputs: {},
      status: { message: 'Going' },
    });

    const refused = await run('configure', 'huge');
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toMatch(/^Bucket "logs" .* spec\.size: .*\n$/);
  });
});
