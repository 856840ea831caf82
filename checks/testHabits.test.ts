import { describe, expect, it } from 'vitest';
import { plant } from './test/plant.ts';
import { violations } from './testHabits.ts';

const refused: readonly string[] = [
  "it.only('a', run);",
  "describe.skip('a', run);",
  "test.todo('a');",
  "it.skip.each([1])('a', run);",
  "it.concurrent.only('a', run);",
  "xit('a', run);",
  "vi.mock('./a.ts');",
  "vi.spyOn(store, 'write');",
  'await vi.waitFor(run);',
];

const accepted: readonly string[] = [
  "it.each([1])('a', run);",
  "describe('a', run);",
  'reader.skip(1);',
  'const only = list.only;',
];

describe('test habits', () => {
  it.each(refused)('refuse %s', (text) => {
    expect(violations(plant({ 'core/a.test.ts': text }))).toHaveLength(1);
  });

  it.each(accepted)('accept %s', (text) => {
    expect(violations(plant({ 'core/a.test.ts': text }))).toEqual([]);
  });

  it('bind tests alone', () => {
    expect(violations(plant({ 'core/a.ts': "it.only('a', run);" }))).toEqual([]);
  });
});
