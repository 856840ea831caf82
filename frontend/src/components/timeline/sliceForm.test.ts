import { expect, test } from 'vitest';
import type { Slice } from '../../server/slices.ts';
import { at, slice } from './slice.fixture.ts';
import { type Fields, fieldsOf, readForm } from './sliceForm.ts';

const rules = { timeZone: 'UTC', dayStartMinutes: 0 };
const coding = { ...slice('a', '09:00', '10:30'), start: '2026-11-05T09:00:42.000Z' };
const read = (typed: Partial<Fields>, of: Slice = coding) =>
  readForm({ fields: { ...fieldsOf(of, rules), ...typed }, slice: of, rules, isDated: false });
const readDated = (typed: Partial<Fields>, of: Slice = coding) =>
  readForm({ fields: { ...fieldsOf(of, rules), ...typed }, slice: of, rules, isDated: true });

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

const night = { ...slice('a', '00:30', '02:00'), end: '2026-11-07T02:00:00.000Z' };

const dated: readonly { typed: Partial<Fields>; edit: object; reason: string }[] = [
  {
    typed: { startDate: '2026-11-04', start: '23:50' },
    edit: { start: '2026-11-04T23:50:00.000Z' },
    reason: 'it began on the evening before',
  },
  {
    typed: { end: '08:00' },
    edit: { end: '2026-11-07T08:00:00.000Z' },
    reason: 'the date that stands there is meant, and not the first such time',
  },
  {
    typed: { endDate: '2026-11-06' },
    edit: { end: '2026-11-06T02:00:00.000Z' },
    reason: 'another date at the same time',
  },
];
test.each(dated)('with dates beside the clocks sends $edit: $reason', ({ typed, edit }) => {
  expect(readDated(typed, night)).toEqual({ kind: 'edit', edit });
});

test('ends what runs on the date that is typed', () => {
  const typed = { endDate: '2026-11-07', end: '08:30' };
  expect(readDated(typed, slice('a', '09:00', null))).toEqual({
    kind: 'edit',
    edit: { end: '2026-11-07T08:30:00.000Z' },
  });
});

test('says that the date of the start is missing', () => {
  expect(readDated({ startDate: '' })).toMatchObject({ kind: 'wrong', field: 'startDate' });
});

const wrongs: readonly { typed: Partial<Fields>; field: keyof Fields }[] = [
  { typed: { start: '' }, field: 'start' },
  { typed: { end: '' }, field: 'end' },
  { typed: { category: ' ' }, field: 'category' },
];
test.each(wrongs)('says that $field is missing', ({ typed, field }) => {
  expect(read(typed)).toMatchObject({ kind: 'wrong', field });
});
