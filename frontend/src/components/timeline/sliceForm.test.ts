import { expect, test } from 'vitest';
import type { Slice } from '../../server/slices.ts';
import { at, slice } from './slice.fixture.ts';
import { type Fields, fieldsOf, readForm } from './sliceForm.ts';

const rules = { timeZone: 'UTC', dayStartMinutes: 0 };
const coding = { ...slice('a', '09:00', '10:30'), start: '2026-11-05T09:00:42.000Z' };
const read = (typed: Partial<Fields>, of: Slice = coding) =>
  readForm({ fields: { ...fieldsOf(of, rules), ...typed }, slice: of, rules });

const edits: readonly { typed: Partial<Fields>; edit: object; reason: string }[] = [
  {
    typed: { start: '08:45' },
    edit: { start: '2026-11-05T08:45:00.000Z' },
    reason: 'the end was not touched',
  },
  {
    typed: { end: '00:15' },
    edit: { end: '2026-11-06T00:15:00.000Z' },
    reason: 'an end before the start is on the next date',
  },
  { typed: { category: 'Writing' }, edit: { category: 'Writing' }, reason: 'another category' },
  { typed: { note: 'draft' }, edit: { note: 'draft' }, reason: 'a note' },
];
test.each(edits)('sends $edit: $reason', ({ typed, edit }) => {
  expect(read(typed)).toEqual({ kind: 'edit', edit });
});

test('sends nothing where nothing was changed: the seconds of the start stay', () => {
  expect(read({})).toEqual({ kind: 'unchanged' });
});

test('takes a note away', () => {
  expect(read({ note: '' }, { ...coding, note: 'x' })).toEqual({
    kind: 'edit',
    edit: { note: null },
  });
});

test('lets what runs go on running', () => {
  const running = slice('a', '09:00', null);
  expect(read({ start: '08:30' }, running)).toEqual({
    kind: 'edit',
    edit: { start: new Date(at('08:30')).toISOString() },
  });
});

test('ends what runs, on the date after its start where the clock is before it', () => {
  expect(read({ end: '08:30' }, slice('a', '09:00', null))).toEqual({
    kind: 'edit',
    edit: { end: '2026-11-06T08:30:00.000Z' },
  });
});

const wrongs: readonly { typed: Partial<Fields>; field: keyof Fields }[] = [
  { typed: { start: '' }, field: 'start' },
  { typed: { end: '' }, field: 'end' },
  { typed: { category: ' ' }, field: 'category' },
];
test.each(wrongs)('says that $field is missing', ({ typed, field }) => {
  expect(read(typed)).toMatchObject({ kind: 'wrong', field });
});
