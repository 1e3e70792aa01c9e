import { promises as fs } from 'node:fs';
import path from 'node:path';
import { Mount } from './volumes';

/**
 * Makes the directory that stands for a container's `/`: below it, each mount path is a link to the
 * volume's directory, or to a write-protected copy where the mount is read-only, so that a process can
 * change no file that a later step reads.
 *
 * @param directory - made anew; must belong to this container only
 * @returns the path that stands for `/`
 */
export async function makeContainerRoot(
  directory: string,
  mounts: Mount[],
): Promise<string> {
  await removeTree(directory);
  const root = path.join(directory, 'root');
  await fs.mkdir(root, { recursive: true });
  const outerFirst = [...mounts].sort(
    (a, b) => a.mountPath.length - b.mountPath.length,
  );
  for (const [index, mount] of outerFirst.entries()) {
    let target = mount.realPath;
    await fs.mkdir(target, { recursive: true });
    if (mount.readOnly) {
      target = path.join(directory, 'read-only', String(index));
      await fs.mkdir(path.dirname(target), { recursive: true });
      await fs.cp(mount.realPath, target, {
        recursive: true,
        verbatimSymlinks: true,
      });
      await setWritable(target, false);
    }
    const link = path.join(root, mount.mountPath);
    await fs.mkdir(path.dirname(link), { recursive: true });
    await fs.symlink(target, link);
  }
  return root;
}

/** Removes a directory even where parts of it are write-protected; follows no links. */
export async function removeTree(directory: string): Promise<void> {
  try {
    await fs.rm(directory, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    await setWritable(directory, true);
    await fs.rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function setWritable(entry: string, writable: boolean): Promise<void> {
  const stat = await fs.lstat(entry).catch(() => undefined);
  if (!stat || stat.isSymbolicLink()) {
    return;
  }
  const mode = writable ? stat.mode | 0o700 : stat.mode & ~0o222;
  if (!stat.isDirectory()) {
    await fs.chmod(entry, mode);
    return;
  }
  if (writable) {
    await fs.chmod(entry, mode);
  }
  for (const name of await fs.readdir(entry)) {
    await setWritable(path.join(entry, name), writable);
  }
  if (!writable) {
    await fs.chmod(entry, mode);
  }
}
