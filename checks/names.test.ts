import { describe, expect, it } from 'vitest';
import { violations } from './names.ts';
import { type Case, plant } from './test/plant.ts';

const nameless: readonly Case[] = [
  { reason: 'a file is called types', files: { 'core/types.ts': 'export type A = 1;' } },
  { reason: 'a folder is called utils', files: { 'core/utils/range.ts': 'const a = 1;' } },
  { reason: 'a test is called helpers', files: { 'core/helpers.test.ts': 'const a = 1;' } },
  {
    reason: 'a file only re-exports',
    files: { 'core/index.ts': "export * from './slice.ts';" },
  },
  {
    reason: 'a file imports and only hands on',
    files: { 'core/all.ts': "import { a } from './slice.ts'; export { a };" },
  },
];

const named: readonly Case[] = [
  { reason: 'a drawer word is part of a longer name', files: { 'core/typeset.ts': 'let a = 1;' } },
  {
    reason: 'a file defines something and re-exports beside it',
    files: { 'core/a.ts': "export { b } from './b.ts'; export const a = 1;" },
  },
  { reason: 'a test only runs things', files: { 'core/a.test.ts': "import './b.ts'; run();" } },
];

describe('names', () => {
  it.each(nameless)('are missing when $reason', ({ files }) => {
    expect(violations(plant(files))).toHaveLength(1);
  });

  it.each(named)('are there when $reason', ({ files }) => {
    expect(violations(plant(files))).toEqual([]);
  });
});
