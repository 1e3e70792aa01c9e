import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { root, toolsDir } from './paths.mjs';

const SKIPPED = new Set(['node_modules', 'dist', 'dist-types', 'coverage']);

function* files(target) {
  const stat = fs.statSync(target, { throwIfNoEntry: false });
  if (!stat) {
    return;
  }
  if (!stat.isDirectory()) {
    yield target;
    return;
  }
  for (const name of fs.readdirSync(target).sort()) {
    if (!SKIPPED.has(name)) {
      yield* files(path.join(target, name));
    }
  }
}

/**
 * Hash of the contents of files and folders (relative to the root); missing ones count as absent.
 * Build output and installed packages are left out.
 */
export function fingerprint(targets) {
  const hash = createHash('sha256');
  for (const target of targets) {
    for (const file of files(path.join(root, target))) {
      hash.update(`${path.relative(root, file)}\0`);
      hash.update(fs.readFileSync(file));
      hash.update('\0');
    }
  }
  return hash.digest('hex');
}

const stampFile = name => path.join(toolsDir, `${name}.stamp`);

/** Whether a step was last done for this fingerprint. */
export function isDone(name, print) {
  try {
    return fs.readFileSync(stampFile(name), 'utf8') === print;
  } catch {
    return false;
  }
}

/** Remembers that a step was done for this fingerprint. */
export function markDone(name, print) {
  fs.mkdirSync(toolsDir, { recursive: true });
  fs.writeFileSync(stampFile(name), print);
}
