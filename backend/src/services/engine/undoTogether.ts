/**
 * Several changes taken back as one: each slice comes back as it was before the first of them. What
 * stands so already is left as it is.
 */
import { decideUndoMany } from '../../../../core/engine/undoMany.ts';
import { findSliceChanges } from '../../store/journal.ts';
import { findSlices } from '../../store/slices.ts';
import { findSliceViews } from '../../store/sliceViews.ts';
import { categoriesIn, revive } from '../categories/reviveCategories.ts';
import { type Command, type Done, type Refused, record } from '../engineCommand.ts';
import { idsOf, removedBy, timelineAround, type Undone } from './undoChange.ts';

type Together = Readonly<{
  changeIds: readonly string[];
  /** The one of them that the journal names. */
  undoes: string;
}>;

export async function undoTogether(
  command: Command,
  { changeIds, undoes }: Together,
): Promise<Done<Undone> | Refused | Readonly<{ kind: 'unchanged' }>> {
  const { tx, caller, now } = command;
  const { accountId } = caller;
  const changes = await findSliceChanges(tx, accountId, changeIds);
  const rows = await findSlices(tx, accountId, idsOf(changes));
  const current = new Map(rows.map((slice) => [slice.id, slice]));
  const timeline = await timelineAround(command, changes);
  const decision = decideUndoMany(changes, { current, timeline, now });
  if (decision.kind !== 'changed') return decision;
  const changeId = await record(command, decision.changes, { name: 'undo', undoes });
  await revive(command, categoriesIn(decision.changes));
  const touchedIds = idsOf(decision.changes);
  const slices = await findSliceViews(tx, accountId, touchedIds);
  const removed = removedBy(decision.changes);
  const told = { undoneChangeId: undoes, sliceCount: touchedIds.length, slices, removed };
  return { kind: 'done', changeId, ...told, groupId: null, tasks: [] };
}
