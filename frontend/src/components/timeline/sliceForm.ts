/**
 * What was typed into the fields of a slice, read into the edit that is sent.
 *
 * Invariant: only what was changed is sent. A time that was not touched keeps its seconds.
 */
import { clockTime, type DayRules } from '../../../../core/time/day.ts';
import { createWallClock } from '../../../../core/time/wallClock.ts';
import type { SliceEdit } from '../../server/sliceCommands.ts';
import type { Slice } from '../../server/slices.ts';
import { msOf } from '../../words/words.ts';
import { readEnd, readOn, readTime } from './timeField.ts';

export type Fields = Readonly<{
  category: string;
  startDate: string;
  start: string;
  endDate: string;
  end: string;
  note: string;
}>;

type Wrong = Readonly<{ kind: 'wrong'; field: keyof Fields; message: string }>;

type ReadForm =
  | Readonly<{ kind: 'edit'; edit: SliceEdit }>
  | Readonly<{ kind: 'unchanged' }>
  | Wrong;

/** The end is empty while it runs; filled in, it ends there. */
export function fieldsOf({ category, start, end, note }: Slice, { timeZone }: DayRules): Fields {
  return {
    category,
    startDate: dateOf(start, timeZone),
    start: clockTime(msOf(start), timeZone),
    endDate: end === null ? '' : dateOf(end, timeZone),
    end: end === null ? '' : clockTime(msOf(end), timeZone),
    note: note ?? '',
  };
}

type Typed = Readonly<{
  fields: Fields;
  slice: Slice;
  rules: DayRules;
  /** Whether dates are typed beside the clocks; else they follow from the clocks. */
  isDated: boolean;
}>;

export function readForm(typed: Typed): ReadForm {
  const { fields, slice, rules } = typed;
  const shown = fieldsOf(slice, rules);
  if (fields.category.trim() === '') return wrong('category', 'Choose what it was.');
  const startAt = startOf(typed);
  if (typeof startAt === 'object') return startAt;
  const endAt = endOf(typed, startAt);
  if (typeof endAt === 'object' && endAt !== null) return endAt;
  const edit: SliceEdit = {
    ...(fields.category === shown.category ? {} : { category: fields.category }),
    ...(startAt === msOf(slice.start) ? {} : { start: new Date(startAt).toISOString() }),
    ...(endAt === null ? {} : { end: new Date(endAt).toISOString() }),
    ...(fields.note === shown.note ? {} : { note: fields.note === '' ? null : fields.note }),
  };
  return Object.keys(edit).length === 0 ? { kind: 'unchanged' } : { kind: 'edit', edit };
}

function startOf({ fields, slice, rules, isDated }: Typed): number | Wrong {
  const clock = { text: fields.start, formerAt: msOf(slice.start), rules };
  if (isDated && fields.startDate === '') return wrong('startDate', 'Choose a date.');
  const startAt = isDated ? readOn({ ...clock, date: fields.startDate }) : readTime(clock);
  return startAt ?? wrong('start', 'Type a time, like 09:30.');
}

/** Null: it stays as it is, also where the start is moved. */
function endOf({ fields, slice, rules, isDated }: Typed, startAt: number): number | null | Wrong {
  const shown = fieldsOf(slice, rules);
  if (fields.end === shown.end && fields.endDate === shown.endDate) return null;
  const clock = { text: fields.end, formerAt: msOf(slice.end ?? slice.start), rules };
  const hasDate = isDated && fields.endDate !== '';
  const endAt = hasDate
    ? readOn({ ...clock, date: fields.endDate })
    : readEnd({ ...clock, startAt });
  return endAt ?? wrong('end', 'Type a time, like 10:15.');
}

function dateOf(at: string, timeZone: string): string {
  return createWallClock(timeZone).show(msOf(at)).date;
}

function wrong(field: keyof Fields, message: string): Wrong {
  return { kind: 'wrong', field, message };
}
