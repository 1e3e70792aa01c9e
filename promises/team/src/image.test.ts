import { spawnSync } from 'child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm } from 'fs/promises';
import { executeStep } from 'kratix-pipeline-sdk/testing';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { parse } from 'yaml';

const root = resolve(__dirname, '../../..');
const deploy = join(root, 'deploy/pipelines');
const yamlFile = async (name: string) =>
  parse(await readFile(join(root, 'promises', name), 'utf8'));

let folder: string;
const build = (name: string, cwd: string) => {
  const file = join(folder, name);
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(deploy, 'build.mjs'), file],
    { cwd, encoding: 'utf8' },
  );
  if (status) throw new Error(stderr);
  return file;
};

/** What Docker itself would do cannot be done here: the steps of the Dockerfile are, on this machine. */
describe('the image of the pipelines', () => {
  let bundle: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pipelines-'));
    bundle = build('pipelines.cjs', root);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('holds the same bytes wherever it is built', async () => {
    const again = build('again.cjs', tmpdir());
    expect(await readFile(again)).toEqual(await readFile(bundle));
  });

  it('is built from the versions that are tested here', async () => {
    const { dependencies } = JSON.parse(
      await readFile(join(deploy, 'package.json'), 'utf8'),
    );
    const lock = JSON.parse(
      await readFile(join(deploy, 'package-lock.json'), 'utf8'),
    );
    for (const [name, version] of Object.entries(dependencies)) {
      const installed = JSON.parse(
        await readFile(
          join(root, 'node_modules', name, 'package.json'),
          'utf8',
        ),
      );
      expect([name, installed.version]).toEqual([name, version]);
      expect(lock.packages[`node_modules/${name}`]).toMatchObject({
        version,
        integrity: expect.stringMatching(/^sha512-/),
      });
    }
  });

  it.each([
    ['team', 'promise', 'team/promise.yaml', ['teams/versions.tf']],
    ['team', 'resource', 'team/example-request.yaml', ['backstage/group.yaml']],
    [
      'database',
      'resource',
      'database/example-request.yaml',
      ['database.yaml', 'namespace.yaml'],
    ],
  ])(
    'runs the step [%s, %s] alone, in a folder that it cannot write to',
    async (promise, step, object, files) => {
      const cwd = join(folder, `${promise}-${step}`);
      await mkdir(cwd);
      await chmod(cwd, 0o555);
      const result = await executeStep(
        { command: [process.execPath, bundle, promise, step], cwd },
        { object: await yamlFile(object), promiseName: promise },
      );
      expect(result).toMatchObject({ exitCode: 0, stderr: '' });
      expect(Object.keys(result.outputs)).toEqual(
        expect.arrayContaining(files),
      );
      expect(await readdir(cwd)).toEqual([]);
    },
  );

  it('says which steps there are when it is asked for another', async () => {
    const result = await executeStep(
      { command: [process.execPath, bundle, 'team', 'no'], cwd: folder },
      { object: await yamlFile('team/example-request.yaml') },
    );
    expect(result.exitCode).not.toBe(0);
    expect(result.stderr).toContain('[database, resource] or [team, promise]');
  });

  it('runs as a numbered user, from bases that have no shell', async () => {
    const text = await readFile(join(deploy, 'Dockerfile'), 'utf8');
    const stage = text.slice(text.lastIndexOf('\nFROM '));
    expect(stage).toMatch(/^USER 65532:65532$/m);
    expect(stage).not.toMatch(/^RUN /m);
    expect(stage).toMatch(/^ENTRYPOINT \["/m);
    expect(text).toMatch(/^ARG BASE_IMAGE=gcr\.io\/distroless\/nodejs24/m);
  });
});
