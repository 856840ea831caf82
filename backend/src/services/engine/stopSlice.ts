/** Stopping what runs, or one category of it alone. A stop never makes a category. */
import { readName } from '../../../../core/engine/category.ts';
import type { Dimension } from '../../../../core/engine/slice.ts';
import { decideStop } from '../../../../core/engine/stop.ts';
import { commandWindow } from '../../../../core/engine/window.ts';
import { findCategoryByFoldedName } from '../../store/categories.ts';
import type { SliceView } from '../../store/sliceViews.ts';
import { readTimeline } from '../../store/timeline.ts';
import { holdBack } from '../arbitration.ts';
import { type Command, type Done, type Refused, record, refusedWith } from '../engineCommand.ts';
import { viewOf } from './sliceViewOf.ts';
import { whenOf } from './when.ts';

export type StopInput = Readonly<{
  dimension: Dimension;
  /** Stop only this category; whatever runs when none is given. */
  category?: string | undefined;
  /** As sent: core/time/at.ts reads it. */
  at?: string | undefined;
}>;

export type Stopped = Readonly<{ slice: SliceView; changeId: string | null }>;
/** Nulls when there was nothing to stop. */
export type StoppedIfAny = Readonly<{ slice: SliceView | null; changeId: string | null }>;

export async function stop(
  command: Command,
  input: StopInput,
  commandName: string,
): Promise<Done<Stopped> | Refused> {
  const { tx, caller, now } = command;
  const wanted = await wantedCategory(command, input.category);
  if (wanted.kind === 'refused') return wanted;
  const when = await whenOf(command, input.dimension, input.at);
  if (when.kind === 'refused') return when;
  const line = { accountId: caller.accountId, dimension: input.dimension };
  const timeline = await readTimeline(tx, line, commandWindow(input.dimension, when, now));
  const decision = decideStop(timeline, { categoryId: wanted.categoryId, at: when }, { now });
  if (decision.kind === 'refused') return decision;
  if (decision.kind === 'unchanged') {
    return { kind: 'done', slice: await viewOf(command, decision.slice), changeId: null };
  }
  const { changes, slice } = decision;
  const { dimension } = input;
  const ending = { dimension, category: null, at: slice.endAt ?? now, changes };
  const held = await holdBack(command, [ending]);
  if (held !== null) return held;
  const changeId = await record(command, changes, { name: commandName });
  return { kind: 'done', slice: await viewOf(command, slice), changeId };
}

/** For automations that end what may have ended already: nothing to stop is no failure. */
export async function stopIfAny(
  command: Command,
  input: StopInput,
): Promise<Done<StoppedIfAny> | Refused> {
  const result = await stop(command, input, 'stop');
  if (result.kind === 'done') return result;
  switch (result.refusal.code) {
    case 'nothing_running':
    case 'another_running':
    case 'category_not_found':
      return { kind: 'done', slice: null, changeId: null };
    default:
      return result;
  }
}

type Wanted = Readonly<{ kind: 'wanted'; categoryId: string | null }>;

async function wantedCategory(
  { tx, caller }: Command,
  text: string | undefined,
): Promise<Wanted | Refused> {
  if (text === undefined) return { kind: 'wanted', categoryId: null };
  const read = readName(text);
  if (read.kind === 'refused') return read;
  const category = await findCategoryByFoldedName(tx, caller.accountId, read.foldedName);
  if (category !== null) return { kind: 'wanted', categoryId: category.id };
  return refusedWith(
    'category_not_found',
    `There is no category ${read.name}, so it does not run. Check the name.`,
  );
}
