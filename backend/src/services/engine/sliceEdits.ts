/** Editing and deleting what was recorded. */
import { decideEdit, type SliceEdit } from '../../../../core/engine/edit.ts';
import { decideDelete } from '../../../../core/engine/remove.ts';
import type { Slice } from '../../../../core/engine/slice.ts';
import type { Timeline } from '../../../../core/engine/timeline.ts';
import { editWindow } from '../../../../core/engine/window.ts';
import { invariant } from '../../../../core/invariant.ts';
import { findSlices } from '../../store/slices.ts';
import type { SliceView } from '../../store/sliceViews.ts';
import { readTimeline } from '../../store/timeline.ts';
import { findOrMake, insertMissing } from '../categories/namedCategories.ts';
import { type Command, type Done, type Refused, record } from '../engineCommand.ts';
import { sliceNotFound } from './foundSlices.ts';
import { lostTime, type Trimmed } from './lostTime.ts';
import { viewOf } from './sliceViewOf.ts';

export type EditInput = Omit<SliceEdit, 'categoryId'> &
  Readonly<{ sliceId: string; category?: string | undefined }>;

export type Edited = Readonly<{
  slice: SliceView;
  trimmed: readonly Trimmed[];
  /** null when nothing changed. */
  changeId: string | null;
}>;

/** The slice as it was. */
export type Deleted = Readonly<{ slice: SliceView; changeId: string }>;

export async function edit(
  command: Command,
  { sliceId, category, ...fields }: EditInput,
): Promise<Done<Edited> | Refused> {
  const slice = await findOne(command, sliceId);
  if (slice === null) return sliceNotFound;
  const named = await findOrMake(command, category === undefined ? [] : [category]);
  if (named.kind === 'refused') return named;
  const wanted: SliceEdit = { ...fields, categoryId: named.categories[0]?.id };
  const timeline = await timelineFor(command, slice, wanted);
  const { now, newId } = command;
  const decision = decideEdit(timeline, slice, { ...wanted, now, newId });
  switch (decision.kind) {
    case 'refused':
      return decision;
    case 'unchanged':
      return answer(command, decision.slice, { trimmed: [], changeId: null });
    case 'changed': {
      const trimmed = await lostTime(command, decision.changes, [slice]);
      await insertMissing(command, named);
      const changeId = await record(command, decision.changes, { name: 'edit' });
      return answer(command, decision.slice, { trimmed, changeId });
    }
  }
}

export async function remove(
  command: Command,
  { sliceId }: Readonly<{ sliceId: string }>,
): Promise<Done<Deleted> | Refused> {
  const slice = await findOne(command, sliceId);
  if (slice === null) return sliceNotFound;
  const decision = decideDelete(slice);
  if (decision.kind === 'refused') return decision;
  invariant(decision.kind === 'changed', 'a delete changes something');
  const view = await viewOf(command, slice);
  const changeId = await record(command, decision.changes, { name: 'delete' });
  return { kind: 'done', slice: view, changeId };
}

async function findOne({ tx, caller }: Command, sliceId: string): Promise<Slice | null> {
  const [slice] = await findSlices(tx, caller.accountId, [sliceId]);
  return slice ?? null;
}

async function timelineFor(
  { tx, caller }: Command,
  slice: Slice,
  wanted: SliceEdit,
): Promise<Timeline> {
  const line = { accountId: caller.accountId, dimension: slice.dimension };
  return readTimeline(tx, line, editWindow(slice, wanted));
}

async function answer(
  command: Command,
  edited: Slice,
  rest: Omit<Edited, 'slice'>,
): Promise<Done<Edited>> {
  return { kind: 'done', slice: await viewOf(command, edited), ...rest };
}
