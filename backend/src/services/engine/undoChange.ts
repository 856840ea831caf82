/**
 * Undoing one journalled change, or a whole group of them (an import): the inverse, as a command of
 * its own that can be undone too. A group that is too large for one is undone by undoGroup.ts.
 */
import type { Slice, SliceChange } from '../../../../core/engine/slice.ts';
import type { Timeline } from '../../../../core/engine/timeline.ts';
import { decideUndo } from '../../../../core/engine/undo.ts';
import { undoWindows } from '../../../../core/engine/window.ts';
import type { Task } from '../../../../core/tasks/task.ts';
import type { TaskChange } from '../../../../core/tasks/taskChange.ts';
import { findAcceptedBy } from '../../store/accepted.ts';
import { findLastChangeId, findSliceChanges } from '../../store/journal.ts';
import { findGroupChanges, findGroupId, isGroupLarger } from '../../store/journalGroups.ts';
import { findSlices } from '../../store/slices.ts';
import { findSliceViews, type SliceView } from '../../store/sliceViews.ts';
import { findTaskChanges } from '../../store/taskJournal.ts';
import { readTimeline } from '../../store/timeline.ts';
import { categoriesIn, categoriesOfTasks, revive } from '../categories/reviveCategories.ts';
import { type Command, type Done, type Refused, record, refusedWith } from '../engineCommand.ts';
import { undoTaskChanges } from '../tasks/taskChanges.ts';

/** One command is one transaction, and others wait for it. */
export const slicesAtOnce = 500;

/** The caller's last change when none is named. */
export type UndoInput = Readonly<{
  changeId?: string | undefined;
  /** All that this automation did since then, in place of one change. */
  cause?: Readonly<{ cause: string; since: number }> | undefined;
}>;

export type Undone = Readonly<{
  /** The undo itself. */
  changeId: string;
  undoneChangeId: string;
  /** Where more than that change was taken back: what belongs together with it. */
  groupId: string | null;
  /** How many slices are concerned; of a large group the lists name those of the first step. */
  sliceCount: number;
  /** The slices concerned that are there again, or still. */
  slices: readonly SliceView[];
  /** Those that are gone, as they were. */
  removed: readonly Slice[];
  /** The tasks concerned, as they are now. */
  tasks: readonly Task[];
}>;

export async function undo(command: Command, input: UndoInput): Promise<Done<Undone> | Refused> {
  const { tx, caller, now } = command;
  const { accountId, tokenId } = caller;
  const undoneChangeId = input.changeId ?? (await findLastChangeId(tx, accountId, tokenId));
  if (undoneChangeId === null) return nothingToUndo;
  const groupId = await findGroupId(tx, accountId, undoneChangeId);
  const isLarge =
    groupId !== null && (await isGroupLarger(tx, accountId, { groupId, than: slicesAtOnce }));
  if (isLarge) return tooManyAtOnce;
  const changes =
    groupId === null
      ? await findSliceChanges(tx, accountId, [undoneChangeId])
      : await findGroupChanges(tx, accountId, groupId);
  const taskChanges = await findTaskChanges(tx, accountId, undoneChangeId);
  const accepted = await findAcceptedBy(tx, accountId, undoneChangeId);
  if (changes.length + taskChanges.length + accepted.length === 0) return changeNotFound;
  const rows = await findSlices(tx, accountId, idsOf(changes));
  const current = new Map(rows.map((slice) => [slice.id, slice]));
  const timeline = await timelineAround(command, changes);
  const decision = decideUndo(changes, { current, timeline, now });
  if (decision.kind === 'refused') return decision;
  const undoneTasks = await undoTaskChanges(tx, accountId, { changes: taskChanges, now });
  if (undoneTasks.kind === 'refused') return undoneTasks;
  const changeId = await record(command, decision.changes, {
    name: 'undo',
    undoes: undoneChangeId,
    taskChanges: undoneTasks.changes,
    accepted: accepted.map((row) => ({ ...row, isTakenBack: !row.isTakenBack })),
  });
  await revive(command, [
    ...categoriesIn(decision.changes),
    ...categoriesOfTasks(undoneTasks.changes),
  ]);
  const touchedIds = idsOf(changes);
  const slices = await findSliceViews(tx, accountId, touchedIds);
  const removed = removedBy(decision.changes);
  const tasks = tasksIn(undoneTasks.changes);
  const sliceCount = touchedIds.length;
  return { kind: 'done', changeId, undoneChangeId, groupId, sliceCount, slices, removed, tasks };
}

export function removedBy(changes: readonly SliceChange[]): readonly Slice[] {
  return changes.flatMap((change) => (change.kind === 'delete' ? [change.before] : []));
}

const tooManyAtOnce = refusedWith(
  'too_many_changes',
  `This takes back more than ${slicesAtOnce} slices, too many to show beforehand. Undo it ` +
    'without dryRun: it is taken back step by step.',
);

const nothingToUndo = refusedWith(
  'nothing_to_undo',
  'You have changed nothing yet. Name the change to undo by its changeId.',
);

const changeNotFound = refusedWith(
  'change_not_found',
  'There is no such change. Use the changeId that a command answered.',
);

function tasksIn(changes: readonly TaskChange[]): readonly Task[] {
  return changes.flatMap((change) => (change.subject === 'task' ? [change.after] : []));
}

export function idsOf(changes: readonly SliceChange[]): string[] {
  const ids = changes.map((change) =>
    change.kind === 'insert' ? change.after.id : change.before.id,
  );
  return [...new Set(ids)];
}

export async function timelineAround(
  { tx, caller }: Command,
  changes: readonly SliceChange[],
): Promise<Timeline> {
  const found: Timeline[] = [];
  for (const { dimension, ...window } of undoWindows(changes)) {
    found.push(await readTimeline(tx, { accountId: caller.accountId, dimension }, window));
  }
  return [...new Map(found.flat().map((slice) => [slice.id, slice])).values()];
}
