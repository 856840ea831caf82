/**
 * Tests of the built app in a real browser, against the real server and a sandbox Toggl. Debian's
 * Chromium is used: Playwright's own would have to be downloaded.
 * E2E_REPORT names a file for a report in JSON beside the one on the screen.
 */
import { defineConfig } from '@playwright/test';

const report = process.env.E2E_REPORT;
const root = `${import.meta.dirname}/../..`;

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.e2e.ts',
  outputDir: `${root}/reports/e2e`,
  // Each test has a server, a database and a browser window of its own.
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  // For a report alone: a window that a busy machine starves is tried once more, and told as flaky.
  retries: report === undefined ? 0 : 1,
  timeout: 180_000,
  // Long enough for a machine that is busy: it is waited for in full only by what fails.
  expect: { timeout: 30_000 },
  reporter: report === undefined ? [['list']] : [['list'], ['json', { outputFile: report }]],
  use: {
    // A click on what never comes is told as one, rather than as a test that took too long.
    actionTimeout: 30_000,
    screenshot: 'only-on-failure',
    // It keeps every file of the app, in every test: only those about it let it.
    serviceWorkers: 'block',
    locale: 'en-GB',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  projects: [
    {
      name: 'phone',
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
    { name: 'laptop', use: { viewport: { width: 1440, height: 900 } } },
  ],
});
