// Bundles the pipelines of all Promises into one file: the same bytes for the same sources, wherever it runs.
//   node deploy/pipelines/build.mjs <output file>
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = path.resolve(fileURLToPath(import.meta.url), '../../..');
const [, , outfile] = process.argv;
if (!outfile) {
  process.stderr.write('Usage: node build.mjs <output file>\n');
  process.exit(1);
}
await build({
  absWorkingDir: root,
  entryPoints: ['promises/pipelines/src/index.ts'],
  alias: { 'kratix-pipeline-sdk': './packages/pipeline-sdk/src/index.ts' },
  bundle: true,
  platform: 'node',
  target: 'node24',
  // Not the settings of some checkout.
  tsconfigRaw: {},
  legalComments: 'inline',
  outfile: path.resolve(outfile),
});
