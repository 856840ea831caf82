import { expect, test } from 'vitest';
import type { Answer } from '../../../contract/call.ts';
import { Refusal } from './api.ts';
import { everyPage } from './everyPage.ts';

type Page = Answer<readonly number[]>;

const link = '</api/tasks?state=next&cursor=b-2>; rel="next"';
const first: Page = { ok: true, status: 200, body: [1, 2], link };
const last: Page = { ok: true, status: 200, body: [3], link: null };
const refused: Page = { ok: false, status: 503, error: { code: 'busy', message: 'Try again.' } };

test('a list is read to its end, in its order', async () => {
  const read = await everyPage(async (cursor) => (cursor === 'b-2' ? last : first));
  expect(read).toEqual([1, 2, 3]);
});

test('a page that is refused refuses the list', async () => {
  const read = everyPage(async (cursor) => (cursor === undefined ? first : refused));
  await expect(read).rejects.toThrow(Refusal);
});
