import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './paths';

/** The demo app. */
export const APP = join(ROOT, 'packages/app');

/** Builds the demo app as `npm start` does. @param config - files on top of the app's own */
export async function buildApp(config: string[] = []): Promise<void> {
  await promisify(execFile)(
    process.execPath,
    [
      join(ROOT, 'node_modules/.bin/backstage-cli'),
      'package',
      'build',
      ...[join(ROOT, 'app-config.yaml'), ...config].flatMap(file => [
        '--config',
        file,
      ]),
    ],
    { cwd: APP, maxBuffer: 2 ** 26 },
  );
}

/** Builds the demo app unless there is a build; `yarn bench firstLoad` makes a new one. */
export async function ensureApp(): Promise<void> {
  if (!existsSync(join(APP, 'dist/index.html'))) {
    await buildApp();
  }
}
