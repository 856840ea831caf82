/**
 * Writing what was decided about tasks and logs, and taking it back: rows and journal together, in
 * the transaction of the command that also writes its slices.
 */
import type { PostDoLog } from '../../../../core/tasks/postDoLog.ts';
import type { Task } from '../../../../core/tasks/task.ts';
import type { TaskChange } from '../../../../core/tasks/taskChange.ts';
import { decideTaskUndo } from '../../../../core/tasks/undoTasks.ts';
import type { WriteTransaction } from '../../db/transaction.ts';
import { applyLogRow, findPostDoLog } from '../../store/postDoLogs.ts';
import { insertTaskChanges } from '../../store/taskJournal.ts';
import { applyTaskRow, findActiveTask, findTask } from '../../store/tasks.ts';

/** In the order they are given, which has to be a writable one. */
export async function writeTaskChanges(
  tx: WriteTransaction,
  accountId: string,
  written: Readonly<{ changeId: string; changes: readonly TaskChange[] }>,
): Promise<void> {
  for (const change of written.changes) {
    if (change.subject === 'task') await applyTaskRow(tx, accountId, change);
    else await applyLogRow(tx, accountId, change);
  }
  await insertTaskChanges(tx, accountId, written);
}

/** Decides only: what comes back is written by the undo itself. */
export async function undoTaskChanges(
  tx: WriteTransaction,
  accountId: string,
  { changes, now }: Readonly<{ changes: readonly TaskChange[]; now: number }>,
): Promise<ReturnType<typeof decideTaskUndo>> {
  const tasks = new Map<string, Task>();
  const logs = new Map<string, PostDoLog>();
  for (const change of changes) {
    const id = change.after?.id ?? change.before?.id ?? '';
    const task = change.subject === 'task' ? await findTask(tx, accountId, id) : null;
    const log = change.subject === 'log' ? await findPostDoLog(tx, accountId, id) : null;
    if (task !== null) tasks.set(id, task);
    if (log !== null) logs.set(id, log);
  }
  const active = changes.length === 0 ? null : await findActiveTask(tx, accountId);
  return decideTaskUndo(changes, { tasks, logs, active, now });
}
