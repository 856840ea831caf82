import { expect, test } from 'vitest';
import { distinctWays } from './distinctWays.ts';

const way = (name: string, data: object | undefined) => ({ name, preview: { data } });

test('offers the first of the ways that lead to the same, and all that are not known yet', () => {
  const offered = distinctWays([
    way('trim', { changes: ['a'] }),
    way('split', { changes: ['a'] }),
    way('replace', { changes: ['b'] }),
    way('asked', undefined),
    way('asked too', undefined),
  ]);
  expect(offered.map(({ name }) => name)).toEqual(['trim', 'replace', 'asked', 'asked too']);
});
