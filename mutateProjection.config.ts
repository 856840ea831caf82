/**
 * The tests that kill mutants of the projection, on SQLite alone: those that mutate.projection.ts
 * names for the file that is changed. Files share their modules, and a test that a mutant lets
 * hang fails soon.
 */
import { configDefaults, defineConfig } from 'vitest/config';

const named = process.env.MUTATE_TESTS?.split(',');

export default defineConfig({
  test: {
    include: named ?? ['backend/test/projection/**/*.test.ts'],
    exclude: configDefaults.exclude,
    provide: { postgresAddress: null },
    testTimeout: 6_000,
    hookTimeout: 6_000,
    isolate: false,
  },
});
