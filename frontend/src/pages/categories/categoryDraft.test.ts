import { expect, test } from 'vitest';
import type { Category } from '../../server/categories.ts';
import { createBodyOf, type Draft, draftOf, patchOf } from './categoryDraft.ts';
import { colors } from './looks.ts';

const [color] = colors;
const mail: Category = {
  id: 'mail',
  name: 'Mail',
  color,
  icon: '📬',
  togglProjectId: '7',
  togglProject: 'Mail',
  togglProjectOrigin: 'matched',
  togglProjectProblem: null,
  isBillable: false,
  isNew: false,
  isArchived: false,
  sortOrder: 0,
  maxMinutes: null,
  createdAt: '2026-11-05T12:00:00.000Z',
  updatedAt: '2026-11-05T12:00:00.000Z',
};

const creations: readonly { typed: Partial<Draft>; sent: object; reason: string }[] = [
  { typed: {}, sent: {}, reason: 'a project that nobody looked at is left to its name' },
  { typed: { togglProjectId: '7' }, sent: { togglProjectId: '7' }, reason: 'it was chosen' },
  {
    typed: { icon: '📬', isBillable: true, maxMinutes: 90 },
    sent: { icon: '📬', isBillable: true, maxMinutes: 90 },
    reason: 'all of them were filled in',
  },
];
test.each(creations)('a new category is sent with $sent: $reason', ({ typed, sent }) => {
  expect(createBodyOf({ ...draftOf(null), name: 'Mail', ...typed })).toEqual({
    name: 'Mail',
    color,
    ...sent,
  });
});

const edits: readonly { typed: Partial<Draft>; sent: object; reason: string }[] = [
  { typed: { name: 'Post' }, sent: { name: 'Post' }, reason: 'a matched project stays matched' },
  { typed: { togglProjectId: null }, sent: { togglProjectId: null }, reason: 'none on purpose' },
  { typed: { icon: '' }, sent: { icon: null }, reason: 'the icon was taken away' },
];
test.each(edits)('an edit sends $sent: $reason', ({ typed, sent }) => {
  expect(patchOf(mail, { ...draftOf(mail), ...typed })).toEqual(sent);
});

test('saving keeps a category that a start made', () => {
  expect(patchOf({ ...mail, isNew: true }, draftOf(mail))).toEqual({ isNew: false });
});
