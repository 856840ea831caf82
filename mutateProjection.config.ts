/**
 * The tests that kill mutants of the projection: whole programs against the sandbox, on SQLite
 * alone, because each mutant runs again all that touch it. The backlog of thousands is left out:
 * it takes longer than all others together and reaches nothing that they do not.
 */
import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['backend/test/{projection,importer}/**/*.test.ts'],
    exclude: [...configDefaults.exclude, '**/backlog.test.ts'],
    provide: { postgresAddress: null },
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
