import { constants } from 'fs';
import { lstat, mkdir, open } from 'fs/promises';
import { isAbsolute, join, normalize, sep } from 'path';
import { errorCode } from './errors';
import { PipelineError } from './PipelineError';

function segmentsOf(path: string): string[] {
  const refuse = (reason: string) =>
    new PipelineError(
      `Output path ${JSON.stringify(
        path,
      )} ${reason}: give a path relative to the output directory`,
    );
  if (path.includes('\0')) {
    throw refuse('holds a NUL character');
  }
  if (isAbsolute(path)) {
    throw refuse('is absolute');
  }
  const normal = normalize(path);
  const segments = normal.split(sep);
  if (segments[0] === '..') {
    throw refuse('leaves the output directory');
  }
  if (normal === '.' || path.endsWith('/')) {
    throw refuse('names no file');
  }
  return segments;
}

async function enterDirectory(directory: string, path: string) {
  await mkdir(directory).catch(error => {
    if (errorCode(error) !== 'EEXIST') {
      throw error;
    }
  });
  const found = await lstat(directory);
  if (!found.isDirectory()) {
    throw new PipelineError(
      `Output path ${JSON.stringify(path)} goes through ${
        found.isSymbolicLink() ? 'a symbolic link' : 'a file'
      } at ${directory}: write it below a real directory`,
    );
  }
}

/**
 * Writes a file below `base`, making its directories. No symbolic link is followed, so that what a
 * request names cannot lead out of the directory.
 *
 * @throws PipelineError when the path is absolute, leaves `base`, names no file or meets a link.
 */
export async function writeInside(
  base: string,
  path: string,
  bytes: Uint8Array,
): Promise<void> {
  const segments = segmentsOf(path);
  await mkdir(base, { recursive: true });
  for (let depth = 1; depth < segments.length; depth += 1) {
    await enterDirectory(join(base, ...segments.slice(0, depth)), path);
  }
  const target = join(base, ...segments);
  const flags =
    constants.O_WRONLY |
    constants.O_CREAT |
    constants.O_TRUNC |
    constants.O_NOFOLLOW;
  const file = await open(target, flags).catch(error => {
    const reason = { ELOOP: 'is a symbolic link', EISDIR: 'is a directory' }[
      errorCode(error) ?? ''
    ];
    throw new PipelineError(
      `Output path ${JSON.stringify(path)} ${reason ?? 'cannot be written'}`,
      { cause: error },
    );
  });
  try {
    await file.writeFile(bytes);
  } finally {
    await file.close();
  }
}
