/** The tests that kill mutants: those of core alone, because each mutant runs them again. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['core/**/*.test.ts'] },
});
