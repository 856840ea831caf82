/** Undoing all that an automation did since an instant, as one command that can be undone too. */
import { decideUndoMany } from '../../../../core/engine/undoMany.ts';
import { findChangesOfCause, findSliceChanges } from '../../store/journal.ts';
import { findSlices } from '../../store/slices.ts';
import { findSliceViews } from '../../store/sliceViews.ts';
import { categoriesIn, revive } from '../categories/reviveCategories.ts';
import { type Command, type Done, type Refused, record, refusedWith } from '../engineCommand.ts';
import { idsOf, timelineAround, type Undone } from './undoChange.ts';

type CauseInput = Readonly<{ cause: string; since: number }>;

/** One command is one transaction, and others wait for it. */
const mostChanges = 500;

export async function undoCause(
  command: Command,
  { cause, since }: CauseInput,
): Promise<Done<Undone> | Refused> {
  const { tx, caller, now } = command;
  const { accountId } = caller;
  const changeIds = await findChangesOfCause(tx, accountId, {
    cause,
    sinceAt: since,
    most: mostChanges + 1,
  });
  if (changeIds.length > mostChanges) return tooMany;
  const undoneChangeId = changeIds.at(-1);
  if (undoneChangeId === undefined) return nothingOfCause;
  const changes = await findSliceChanges(tx, accountId, changeIds);
  const rows = await findSlices(tx, accountId, idsOf(changes));
  const current = new Map(rows.map((slice) => [slice.id, slice]));
  const timeline = await timelineAround(command, changes);
  const decision = decideUndoMany(changes, { current, timeline, now });
  if (decision.kind === 'refused') return decision;
  if (decision.kind === 'unchanged') return nothingOfCause;
  const changeId = await record(command, decision.changes, {
    name: 'undo',
    undoes: undoneChangeId,
  });
  await revive(command, categoriesIn(decision.changes));
  const slices = await findSliceViews(tx, accountId, idsOf(decision.changes));
  const removed = decision.changes.flatMap((change) =>
    change.kind === 'delete' ? [change.before] : [],
  );
  return { kind: 'done', changeId, undoneChangeId, slices, removed, tasks: [] };
}

const nothingOfCause = refusedWith(
  'nothing_to_undo',
  'That automation changed nothing since then that still stands. Send an earlier since.',
);

const tooMany = refusedWith(
  'too_many_changes',
  `That automation made more than ${mostChanges} changes since then. Send a later since.`,
);
