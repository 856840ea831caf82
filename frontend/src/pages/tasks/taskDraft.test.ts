import { expect, test } from 'vitest';
import type { Task } from '../../server/tasks.ts';
import { type Draft, draftOf, readDraft } from './taskDraft.ts';

const zone = 'Europe/Berlin';
const conference: Task = {
  id: 'conference',
  name: 'Conference',
  state: 'next',
  category: 'Travel',
  categoryId: 'travel',
  note: null,
  priority: null,
  dueDate: null,
  schedule: { start: '2026-11-05T08:00:30.000Z', end: '2026-11-08T16:00:00.000Z' },
  estimateMinutes: 90,
  workMode: null,
  activatedAt: null,
  completedAt: null,
  createdAt: '2026-11-01T12:00:00.000Z',
  updatedAt: '2026-11-01T12:00:00.000Z',
};
const read = (typed: Partial<Draft>) =>
  readDraft(conference, { ...draftOf(conference, zone), ...typed }, zone);

const rows: readonly { typed: Partial<Draft>; fields: object; reason: string }[] = [
  { typed: {}, fields: {}, reason: 'nothing was changed' },
  { typed: { name: 'Fair' }, fields: { name: 'Fair' }, reason: 'a plan of three days stays' },
  { typed: { category: '' }, fields: { category: null }, reason: 'emptied is none' },
  { typed: { estimateMinutes: '' }, fields: { estimateMinutes: null }, reason: 'emptied is none' },
  { typed: { day: '' }, fields: { schedule: null }, reason: 'it is not planned any more' },
  {
    typed: { until: '18:00' },
    fields: { schedule: { start: '2026-11-05T08:00:00.000Z', end: '2026-11-05T17:00:00.000Z' } },
    reason: 'a plan that is changed is the one that was shown',
  },
];
test.each(rows)('sends $fields: $reason', ({ typed, fields }) => {
  expect(read(typed)).toEqual({ kind: 'fields', fields });
});

test('a plan without its end is not sent, and says so', () => {
  expect(read({ until: '' })).toMatchObject({ kind: 'wrong', field: 'until' });
});
