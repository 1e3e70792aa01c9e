import { defineConfig } from '@playwright/test';
import { existsSync } from 'node:fs';

/** The system's Chromium where there is one; else the browser that Playwright has installed. */
const chromium = [process.env.CHROMIUM, '/usr/bin/chromium'].find(
  path => path && existsSync(path),
);

export default defineConfig({
  testDir: 'packages/app/e2e-tests',
  // Ceilings for what hangs, not measures: machines are slow in their own ways.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  workers: 1,
  // What passes only the second time is printed as flaky and does not fail the run.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  outputDir: 'e2e-test-report',
  use: {
    actionTimeout: 60_000,
    navigationTimeout: 60_000,
    baseURL: 'http://localhost:7007',
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: chromium,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    // Data of their own, a platform that is out of reach, and failures that come to their end soon.
    command:
      'node scripts/start.mjs --config packages/app/e2e-tests/app-config.yaml --data-dir .tools/e2e --retry-backoff 100ms',
    // Started through Yarn the script would be Yarn's own `start`.
    env: { npm_config_user_agent: '' },
    url: 'http://localhost:7007/.backstage/health/v1/readiness',
    reuseExistingServer: true,
    timeout: 600_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
  },
});
