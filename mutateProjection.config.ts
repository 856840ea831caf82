/**
 * The tests that kill mutants of the projection: whole programs against the sandbox, on SQLite
 * alone, because each mutant that none of them notices runs all that touch it. So the longest are
 * left out, which play a backlog of thousands, hours of chance, or each edit in each state: what
 * they alone would notice counts as a survivor. Short files come first and share their modules:
 * most mutants are dead within a second then.
 */
import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

class ShortestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).reverse();
  }
}

export default defineConfig({
  test: {
    include: [
      'backend/test/{projection,importer}/**/*.test.ts',
      'backend/test/http/{projects,connection,togglWebhook,togglImport,warnings}.test.ts',
    ],
    exclude: [
      ...configDefaults.exclude,
      '**/{backlog,callBudget,editCosts,reopening,reserve}.test.ts',
    ],
    provide: { postgresAddress: null },
    // A mutant that lets a program hang costs this long in each test, until the first has failed.
    testTimeout: 6_000,
    hookTimeout: 6_000,
    isolate: false,
    sequence: { sequencer: ShortestFirst },
  },
});
