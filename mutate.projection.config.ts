/** The tests that kill mutants of backend/src/projection: whole, so that every mutant costs seconds. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['backend/test/projection/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
