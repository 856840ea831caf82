/**
 * What was typed into the fields of a slice, read into the edit that is sent.
 *
 * Invariant: only what was changed is sent. A start that was not touched keeps its seconds.
 */
import { clockTime, type DayRules } from '../../../../core/time/day.ts';
import type { SliceEdit } from '../../server/sliceCommands.ts';
import type { Slice } from '../../server/slices.ts';
import { msOf } from '../../words/words.ts';
import { readEnd, readTime } from './timeField.ts';

export type Fields = Readonly<{ category: string; start: string; end: string; note: string }>;

type ReadForm =
  | Readonly<{ kind: 'edit'; edit: SliceEdit }>
  | Readonly<{ kind: 'unchanged' }>
  | Readonly<{ kind: 'wrong'; field: keyof Fields; message: string }>;

/** `end` is empty while it runs; filled in, it ends there. */
export function fieldsOf({ category, start, end, note }: Slice, { timeZone }: DayRules): Fields {
  return {
    category,
    start: clockTime(msOf(start), timeZone),
    end: end === null ? '' : clockTime(msOf(end), timeZone),
    note: note ?? '',
  };
}

type Typed = Readonly<{ fields: Fields; slice: Slice; rules: DayRules }>;

export function readForm({ fields, slice, rules }: Typed): ReadForm {
  const shown = fieldsOf(slice, rules);
  if (fields.category.trim() === '') return wrong('category', 'Choose what it was.');
  const startAt = readTime({ text: fields.start, formerAt: msOf(slice.start), rules });
  if (startAt === null) return wrong('start', 'Type a time, like 09:30.');
  const endAt = readEnd({
    text: fields.end,
    formerAt: msOf(slice.end ?? slice.start),
    startAt,
    rules,
  });
  if (endAt === null && (shown.end !== '' || fields.end !== ''))
    return wrong('end', 'Type a time, like 10:15.');
  const edit: SliceEdit = {
    ...(fields.category === shown.category ? {} : { category: fields.category }),
    ...(fields.start === shown.start ? {} : { start: new Date(startAt).toISOString() }),
    ...(fields.end === shown.end || endAt === null ? {} : { end: new Date(endAt).toISOString() }),
    ...(fields.note === shown.note ? {} : { note: fields.note === '' ? null : fields.note }),
  };
  return Object.keys(edit).length === 0 ? { kind: 'unchanged' } : { kind: 'edit', edit };
}

function wrong(field: keyof Fields, message: string): ReadForm {
  return { kind: 'wrong', field, message };
}
