import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Benchmark } from './lib/Benchmark';
import { APP, buildApp } from './lib/buildApp';
import { withDirectory } from './lib/withDirectory';

const LIMIT_KB = 10;

/** The scripts that `index.html` names, compressed; bytes. */
async function sizeOfFirstLoad(): Promise<number> {
  const html = await readFile(join(APP, 'dist/index.html'), 'utf8');
  const scripts = [...html.matchAll(/src="[^"]*?(static\/[^"]+\.js)"/g)];
  if (!scripts.length) {
    throw new Error('index.html names no script');
  }
  let size = 0;
  for (const [, path] of scripts) {
    size += gzipSync(await readFile(join(APP, 'dist', path))).byteLength;
  }
  return size;
}

async function countScripts(): Promise<number> {
  const files = await readdir(join(APP, 'dist/static'));
  return files.filter(file => file.endsWith('.js')).length;
}

/** What the plugin adds to what every page of Backstage loads: the app is built without it, and with it. */
export const firstLoad: Benchmark = {
  name: "The app's first load",
  run: () =>
    withDirectory(async directory => {
      const exclude = join(directory, 'without.yaml');
      await writeFile(
        exclude,
        'app:\n  packages:\n    exclude: [backstage-plugin-kratix]\n',
      );
      await buildApp([exclude]);
      const without = await sizeOfFirstLoad();
      const scriptsWithout = await countScripts();
      await buildApp();
      const added = ((await sizeOfFirstLoad()) - without) / 1000;
      const lazy = (await countScripts()) - scriptsWithout;
      return [
        {
          measure: 'scripts of index.html without the plugin, gzip',
          value: `${(without / 1000).toFixed(1)} kB`,
        },
        {
          measure: 'added by the plugin, gzip',
          value: `${added.toFixed(1)} kB`,
          mustBe: `≤ ${LIMIT_KB} kB`,
          holds: added <= LIMIT_KB,
        },
        {
          measure: 'scripts that are loaded when a page asks for them',
          value: `${lazy} more`,
          mustBe: '> 0',
          holds: lazy > 0,
        },
      ];
    }),
};
