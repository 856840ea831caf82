/**
 * Three projects: `core` is pure and shares one context, so the whole of it runs in a second;
 * `checks` does too, because loading the compiler twelve times would take longer than its tests;
 * `house` is everything that starts servers and databases, each file on its own.
 * TEST_REPORT names a file for a report in JSON beside the one on the screen.
 */
import { defineConfig } from 'vitest/config';

const report = process.env.TEST_REPORT;

export default defineConfig({
  test: {
    // Vitest leaves a core free by itself; on two cores that doubles the wait.
    maxWorkers: '100%',
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
    projects: [
      { test: { name: 'core', include: ['core/**/*.test.ts'], isolate: false } },
      { test: { name: 'checks', include: ['checks/**/*.test.ts'], isolate: false } },
      {
        test: {
          name: 'house',
          globalSetup: 'backend/test/support/postgresServer.ts',
          include: [
            '{contract,toggl,toggl-sandbox,backend,cli,simulation,demo,bench}/**/*.test.ts',
            'frontend/src/**/*.test.ts',
          ],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
