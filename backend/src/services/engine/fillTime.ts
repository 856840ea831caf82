/** Filling the free time of a range, in the way of core/engine/fill.ts. */
import { decideFill, type Filling } from '../../../../core/engine/fill.ts';
import type { Dimension, Source } from '../../../../core/engine/slice.ts';
import { spanOf } from '../../../../core/engine/timeline.ts';
import { fillWindow } from '../../../../core/engine/window.ts';
import type { Range } from '../../../../core/time/range.ts';
import { listImported } from '../../store/importedSlices.ts';
import { findStartBefore, readTimeline } from '../../store/timeline.ts';
import { findOrMake, insertMissing } from '../categories/namedCategories.ts';
import { type Command, type Done, type Refused, refusedWith } from '../engineCommand.ts';
import { type ManyChanged, recorded } from './splitAndJoin.ts';

export type FillInput = Range &
  Readonly<{
    dimension: Dimension;
    /** With what: a category, or what lies before or after each gap. */
    with: 'previous' | 'next' | 'category';
    /** The name, where it is filled with one. */
    category?: string | undefined;
    source?: Source | undefined;
  }>;

/** A year and a day: the slices of a longer time would be read while everybody waits. */
const longestMs = 367 * 86_400_000;

export async function fill(
  command: Command,
  input: FillInput,
): Promise<Done<ManyChanged> | Refused> {
  const { tx, caller, now, newId } = command;
  const { dimension, startAt, endAt, category, source = 'API' } = input;
  const range = { startAt, endAt: Math.min(endAt, now) };
  if (range.endAt - range.startAt > longestMs) return tooLong;
  const named = await findOrMake(command, category === undefined ? [] : [category]);
  if (named.kind === 'refused') return named;
  const line = { accountId: caller.accountId, dimension };
  const previousAt = await findStartBefore(tx, line, startAt);
  const timeline = await readTimeline(tx, line, fillWindow(range, previousAt));
  const imported = (await listImported(tx, line, range)).map(spanOf);
  const asked = { dimension, range, filling: fillingOf(input, named.categories[0]?.id), source };
  const decision = decideFill(timeline, asked, { now, newId, imported });
  if (decision.kind === 'refused') return decision;
  if (decision.kind === 'unchanged') {
    return { kind: 'done', slices: [], removed: [], changeId: null };
  }
  await insertMissing(command, named);
  return recorded(command, decision.changes, { name: 'fill' });
}

function fillingOf(input: FillInput, categoryId: string | undefined): Filling {
  if (input.with !== 'category') return { kind: input.with };
  return categoryId === undefined ? { kind: 'previous' } : { kind: 'category', categoryId };
}

const tooLong = refusedWith(
  'too_many_changes',
  'The range is longer than a year. Fill it in shorter parts.',
);
