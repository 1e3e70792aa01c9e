/**
 * Prints shell commands that put the project's Node.js and `yarn` on the PATH:
 * `eval "$(node scripts/env.mjs)"`.
 */
import fs from 'node:fs';
import path from 'node:path';
import { toolsDir } from './lib/paths.mjs';
import { main } from './lib/progress.mjs';
import { prepareToolchain } from './lib/toolchain.mjs';

const quote = text => `'${text.replaceAll("'", `'\\''`)}'`;

await main(async () => {
  const { node, yarn, env } = prepareToolchain();
  const bin = path.join(toolsDir, 'bin');
  fs.mkdirSync(bin, { recursive: true });
  const shim = path.join(bin, 'yarn');
  fs.writeFileSync(
    shim,
    `#!/bin/sh\nexec ${quote(node)} ${quote(yarn)} "$@"\n`,
  );
  fs.chmodSync(shim, 0o755);
  for (const [name, value] of Object.entries(env)) {
    if (name.startsWith('YARN_')) {
      console.log(`export ${name}=${quote(value)}`);
    }
  }
  console.log(`export PATH=${quote(bin)}:${quote(path.dirname(node))}:"$PATH"`);
});
