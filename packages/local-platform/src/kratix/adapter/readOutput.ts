import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { InvalidInputError } from '../errors';
import { KratixConfig } from '../config';

/** A file that a pipeline wrote; the path is relative to `/kratix/output`. */
export interface OutputFile {
  path: string;
  content: Buffer;
}

function shown(relative: string): string {
  return JSON.stringify(path.posix.join('/kratix/output', relative));
}

function hasCode(error: unknown, ...codes: string[]): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    typeof error.code === 'string' &&
    codes.includes(error.code)
  );
}

/**
 * Reads a regular file without following a link in its place.
 *
 * @returns nothing when there is no such file
 * @throws InvalidInputError when it is no regular file or larger than `maxBytes`
 */
export async function readRegularFile(
  file: string,
  label: string,
  maxBytes: number,
): Promise<Buffer | undefined> {
  let handle;
  try {
    // Without O_NONBLOCK a named pipe would hold the container for ever.
    handle = await open(
      file,
      constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
    );
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      return undefined;
    }
    if (hasCode(error, 'ELOOP', 'EMLINK')) {
      throw new InvalidInputError(
        `${label} is a symbolic link; write a regular file instead`,
        { cause: error },
      );
    }
    if (hasCode(error, 'ENXIO')) {
      throw new InvalidInputError(`${label} is not a regular file`, {
        cause: error,
      });
    }
    throw error;
  }
  try {
    const info = await handle.stat();
    if (!info.isFile()) {
      throw new InvalidInputError(`${label} is not a regular file`);
    }
    if (info.size > maxBytes) {
      throw new InvalidInputError(
        `${label} has ${info.size} bytes; at most ${maxBytes} are allowed`,
      );
    }
    const content = Buffer.alloc(info.size);
    const { bytesRead } = await handle.read(content, 0, info.size, 0);
    return content.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/**
 * Reads all files of a pipeline's output, in the order of their paths. Links are never followed: one of
 * them, or anything else that is no regular file, fails the whole read.
 *
 * @throws InvalidInputError naming the file
 */
export async function readOutput(
  root: string,
  limits: KratixConfig['outputLimits'],
): Promise<OutputFile[]> {
  const files: OutputFile[] = [];
  let total = 0;

  const readDirectory = async (relative: string): Promise<void> => {
    const directory = path.join(root, relative);
    if (!(await lstat(directory)).isDirectory()) {
      throw new InvalidInputError(
        `${shown(relative)} is not a directory, or was replaced by a link`,
      );
    }
    const entries = await readdir(directory, { withFileTypes: true });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const child = path.posix.join(relative, entry.name);
      if (entry.isDirectory()) {
        await readDirectory(child);
        continue;
      }
      const content = await readRegularFile(
        path.join(root, child),
        shown(child),
        limits.fileBytes,
      );
      if (!content) {
        continue;
      }
      total += content.length;
      files.push({ path: child, content });
      if (files.length > limits.files) {
        throw new InvalidInputError(
          `/kratix/output holds more than ${limits.files} files`,
        );
      }
      if (total > limits.totalBytes) {
        throw new InvalidInputError(
          `/kratix/output holds more than ${limits.totalBytes} bytes`,
        );
      }
    }
  };

  await readDirectory('');
  return files;
}
