import fc from 'fast-check';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import { writeInside } from './writeInside';

describe('writeInside', () => {
  let root: string;
  let base: string;
  const bytes = Buffer.from('content');

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'write-inside-'));
    base = join(root, 'output');
    await mkdir(base);
    await mkdir(join(root, 'outside'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('makes the directories of the file, and writes over what is there', async () => {
    await writeInside(base, 'a/b/c.yaml', Buffer.from('a longer text'));
    await writeInside(base, './a//b/../b/c.yaml', bytes);
    expect(await readFile(join(base, 'a/b/c.yaml'), 'utf8')).toBe('content');
  });

  it.each([
    ['/etc/passwd', 'is absolute'],
    ['../outside/a', 'leaves the output directory'],
    ['a/../../outside/a', 'leaves the output directory'],
    ['..', 'leaves the output directory'],
    ['', 'names no file'],
    ['.', 'names no file'],
    ['a/', 'names no file'],
    ['a\0b', 'holds a NUL character'],
  ])('refuses the path %p', async (path, reason) => {
    await expect(writeInside(base, path, bytes)).rejects.toThrow(reason);
  });

  it('refuses to pass through a symbolic link or a file', async () => {
    await symlink(join(root, 'outside'), join(base, 'link'));
    await writeInside(base, 'file', bytes);
    await expect(writeInside(base, 'link/a', bytes)).rejects.toThrow(
      'goes through a symbolic link',
    );
    await expect(writeInside(base, 'file/a', bytes)).rejects.toThrow(
      'goes through a file',
    );
    expect(await readdir(join(root, 'outside'))).toEqual([]);
  });

  it('refuses to write to a symbolic link or a directory', async () => {
    await symlink(join(root, 'outside', 'new'), join(base, 'link'));
    await mkdir(join(base, 'directory'));
    await expect(writeInside(base, 'link', bytes)).rejects.toThrow(
      'is a symbolic link',
    );
    await expect(writeInside(base, 'directory', bytes)).rejects.toThrow(
      'is a directory',
    );
    expect(await readdir(join(root, 'outside'))).toEqual([]);
  });

  it('never writes outside, whatever the path', async () => {
    const segment = fc.oneof(
      fc.constantFrom('..', '.', '', 'a', 'outside', '\\', '%2e%2e', '~'),
      fc.string({ maxLength: 5 }),
    );
    const path = fc.array(segment, { maxLength: 6 }).map(s => s.join('/'));
    await fc.assert(
      fc.asyncProperty(path, async name => {
        await writeInside(base, name, bytes).catch(() => undefined);
        expect((await readdir(root)).sort()).toEqual(['output', 'outside']);
        expect(await readdir(join(root, 'outside'))).toEqual([]);
      }),
    );
  });
});
