/** Splitting a slice and joining several, in the way of core/engine/split.ts and join.ts. */
import type { Decision } from '../../../../core/engine/decision.ts';
import { decideJoin, type Join } from '../../../../core/engine/join.ts';
import type { Slice, SliceChange } from '../../../../core/engine/slice.ts';
import { decideSplit } from '../../../../core/engine/split.ts';
import { joinWindow, splitWindow } from '../../../../core/engine/window.ts';
import type { Range } from '../../../../core/time/range.ts';
import { findSliceViews, type SliceView } from '../../store/sliceViews.ts';
import { readTimeline } from '../../store/timeline.ts';
import { findOrMake, insertMissing } from '../categories/namedCategories.ts';
import { type Command, type Done, type Refused, record } from '../engineCommand.ts';
import { findAll } from './foundSlices.ts';
import { whenOf } from './when.ts';

export type SplitInput = Readonly<{
  sliceId: string;
  /** As sent: core/time/at.ts reads them. */
  at: readonly string[];
}>;

export type JoinInput = Readonly<{
  sliceIds: readonly string[];
  category?: string | undefined;
  onOverlap?: Join['onOverlap'];
}>;

/** What several slices became. */
export type ManyChanged = Readonly<{
  /** Those that were made or changed, newest first. */
  slices: readonly SliceView[];
  /** Those that are gone, as they were. */
  removed: readonly Slice[];
  /** null when nothing changed. */
  changeId: string | null;
}>;

export async function split(
  command: Command,
  { sliceId, at }: SplitInput,
): Promise<Done<ManyChanged> | Refused> {
  const found = await findAll(command, [sliceId]);
  if (found.kind === 'refused') return found;
  const borders: number[] = [];
  for (const text of at) {
    const when = await whenOf(command, found.slices[0]?.dimension ?? 'PRIMARY', text);
    if (when.kind === 'refused') return when;
    borders.push(when.kind === 'now' ? command.now : when.at);
  }
  const [slice] = found.slices;
  if (slice === undefined) return nothingChanged;
  const timeline = await timelineOf(command, slice, splitWindow(slice));
  return written(command, decideSplit(timeline, { slice, at: borders }, command), 'split');
}

export async function join(
  command: Command,
  { sliceIds, category, onOverlap }: JoinInput,
): Promise<Done<ManyChanged> | Refused> {
  const found = await findAll(command, sliceIds);
  if (found.kind === 'refused') return found;
  const { slices } = found;
  const named = await findOrMake(command, category === undefined ? [] : [category]);
  if (named.kind === 'refused') return named;
  const [slice] = slices;
  const timeline = slice === undefined ? [] : await timelineOf(command, slice, joinWindow(slices));
  const categoryId = named.categories[0]?.id;
  const decision = decideJoin(timeline, { slices, categoryId, onOverlap }, command);
  if (decision.kind === 'changed') await insertMissing(command, named);
  return written(command, decision, 'join');
}

const nothingChanged = { kind: 'done', slices: [], removed: [], changeId: null } as const;

function timelineOf({ tx, caller }: Command, { dimension }: Slice, window: Range) {
  return readTimeline(tx, { accountId: caller.accountId, dimension }, window);
}

async function written(
  command: Command,
  decision: Decision,
  name: string,
): Promise<Done<ManyChanged> | Refused> {
  if (decision.kind === 'refused') return decision;
  if (decision.kind === 'unchanged') return nothingChanged;
  return recorded(command, decision.changes, { name });
}

export async function recorded(
  command: Command,
  changes: readonly SliceChange[],
  as: Parameters<typeof record>[2],
): Promise<Done<ManyChanged>> {
  const changeId = await record(command, changes, as);
  const left = changes.flatMap((change) => (change.kind === 'delete' ? [] : [change.after.id]));
  const slices = await findSliceViews(command.tx, command.caller.accountId, left);
  const removed = changes.flatMap((change) => (change.kind === 'delete' ? [change.before] : []));
  return { kind: 'done', slices, removed, changeId };
}
