/**
 * The table `task_change`: what a command did to tasks and logs, one row each with before and
 * after, under the same change as its slices. Only ever added to; undo reads it.
 */
import { invariant } from '../../../core/invariant.ts';
import type { TaskChange } from '../../../core/tasks/taskChange.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

/** After the row of the change itself. */
export async function insertTaskChanges(
  tx: WriteTransaction,
  accountId: string,
  { changeId, changes }: Readonly<{ changeId: string; changes: readonly TaskChange[] }>,
): Promise<void> {
  for (const [position, { subject, before, after }] of changes.entries()) {
    const subjectId = after?.id ?? before?.id;
    invariant(subjectId, 'a change has a before or an after');
    await tx
      .insertInto('task_change')
      .values({
        change_id: changeId,
        position,
        account_id: accountId,
        subject,
        subject_id: subjectId,
        before: before === null ? null : JSON.stringify(before),
        after: after === null ? null : JSON.stringify(after),
      })
      .execute();
  }
}

/** What a change did to tasks and logs, in the order in which it was written. */
export async function findTaskChanges(
  connection: ReadConnection,
  accountId: string,
  changeId: string,
): Promise<TaskChange[]> {
  const rows = await connection
    .selectFrom('task_change')
    .select(['subject', 'before', 'after'])
    .where('account_id', '=', accountId)
    .where('change_id', '=', changeId)
    .orderBy('position')
    .execute();
  const read = (json: string | null): unknown => (json === null ? null : JSON.parse(json));
  return rows.map(
    ({ subject, before, after }) =>
      ({ subject, before: read(before), after: read(after) }) as TaskChange,
  );
}
