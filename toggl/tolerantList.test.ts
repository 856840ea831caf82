import { expect, it } from 'vitest';
import * as z from 'zod';
import { idOf, tolerantList } from './tolerantList.ts';

const schema = tolerantList(z.object({ id: z.int(), name: z.string() }), idOf);

it('reads the members that can be read, and names the others', () => {
  const list = [{ id: 1, name: 'a' }, { id: 2 }, 'nonsense', { id: 3, name: 'c' }];
  const { readable, unreadable } = schema.parse(list);
  expect(readable.map(({ id }) => id)).toEqual([1, 3]);
  expect(unreadable.map(({ id }) => id)).toEqual([2, null]);
  expect(unreadable[0]?.reason).toContain('name');
});

it('refuses what is no list, and takes null for an empty one', () => {
  expect(schema.safeParse({}).success).toBe(false);
  expect(schema.parse(null)).toEqual({ readable: [], unreadable: [] });
});
