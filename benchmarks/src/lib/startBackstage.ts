import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { ensureApp } from './buildApp';
import { ROOT } from './paths';
import { until } from './until';

/** A port that nobody listens on. */
async function findPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * Starts the demo's backend in a process of its own, on a free port, with the built app.
 *
 * @param directory - for its configuration and data
 * @param platform - `kratix.platforms.local`
 * @param locations - `catalog.locations`
 */
export async function startBackstage(options: {
  directory: string;
  platform: object;
  locations?: object[];
}) {
  const { directory, platform, locations = [] } = options;
  await ensureApp();
  const port = await findPort();
  const url = `http://localhost:${port}`;
  const config = join(directory, 'app-config.json');
  await writeFile(
    config,
    JSON.stringify({
      app: { title: 'Benchmark', baseUrl: url, packages: 'all' },
      organization: { name: 'Benchmark' },
      backend: {
        baseUrl: url,
        listen: { host: '127.0.0.1', port },
        csp: {
          'connect-src': ["'self'", 'http:', 'https:'],
          'upgrade-insecure-requests': false,
        },
        database: { client: 'better-sqlite3', connection: { directory } },
      },
      auth: { environment: 'development', providers: { guest: {} } },
      permission: { enabled: true },
      kratix: { platforms: { local: platform } },
      catalog: { locations },
    }),
  );
  const child = spawn(
    process.execPath,
    [
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      'src',
      '--config',
      config,
    ],
    {
      cwd: join(ROOT, 'packages/backend'),
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, NODE_ENV: 'development', LOG_LEVEL: 'error' },
    },
  );
  const exited = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
  };
  try {
    await until(async () => {
      if (child.exitCode !== null) {
        throw new Error(`The backend ended with ${child.exitCode}`);
      }
      const path = `${url}/.backstage/health/v1/readiness`;
      const answer = await fetch(path).catch(() => undefined);
      return answer?.ok === true;
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}
