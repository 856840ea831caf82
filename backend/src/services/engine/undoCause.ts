/** Undoing all that an automation did since an instant, as one command that can be undone too. */
import { findChangesOfCause } from '../../store/journal.ts';
import { type Command, type Done, type Refused, refusedWith } from '../engineCommand.ts';
import type { Undone } from './undoChange.ts';
import { undoTogether } from './undoTogether.ts';

type CauseInput = Readonly<{ cause: string; since: number }>;

/** One command is one transaction, and others wait for it. */
const mostChanges = 500;

export async function undoCause(
  command: Command,
  { cause, since }: CauseInput,
): Promise<Done<Undone> | Refused> {
  const { tx, caller } = command;
  const changeIds = await findChangesOfCause(tx, caller.accountId, {
    cause,
    sinceAt: since,
    most: mostChanges + 1,
  });
  if (changeIds.length > mostChanges) return tooMany;
  const undoneChangeId = changeIds.at(-1);
  if (undoneChangeId === undefined) return nothingOfCause;
  const undone = await undoTogether(command, { changeIds, undoes: undoneChangeId });
  return undone.kind === 'unchanged' ? nothingOfCause : undone;
}

const nothingOfCause = refusedWith(
  'nothing_to_undo',
  'That automation changed nothing since then that still stands. Send an earlier since.',
);

const tooMany = refusedWith(
  'too_many_changes',
  `That automation made more than ${mostChanges} changes since then. Send a later since.`,
);
