import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs something with a directory that is deleted afterwards. */
export async function withDirectory<R>(
  run: (directory: string) => Promise<R>,
): Promise<R> {
  const directory = await mkdtemp(join(tmpdir(), 'kratix-bench-'));
  try {
    return await run(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
