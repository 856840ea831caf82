/** The table `post_do_log`: what was written down of tasks. Written by applying changes alone. */
import type { Selectable } from 'kysely';
import type { PostDoLog } from '../../../core/tasks/postDoLog.ts';
import type { LogRowChange } from '../../../core/tasks/taskChange.ts';
import type { Range } from '../../../core/time/range.ts';
import type { PostDoLogTable } from '../db/taskSchema.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

export async function findPostDoLog(
  connection: ReadConnection,
  accountId: string,
  logId: string,
): Promise<PostDoLog | null> {
  const row = await ofAccount(connection, accountId).where('id', '=', logId).executeTakeFirst();
  return row === undefined ? null : logFromRow(row);
}

/** Newest first. */
export async function listPostDoLogs(
  connection: ReadConnection,
  accountId: string,
  taskId: string,
): Promise<PostDoLog[]> {
  const rows = await ofAccount(connection, accountId)
    .where('task_id', '=', taskId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(logFromRow);
}

type HandLog = Range & Readonly<{ taskId: string; categoryId: string }>;

/** Those that overlap a range and have no slices behind them, with the category of their task. */
export async function listHandLogs(
  connection: ReadConnection,
  accountId: string,
  range: Range,
): Promise<HandLog[]> {
  const rows = await connection
    .selectFrom('post_do_log')
    .innerJoin('task', 'task.id', 'post_do_log.task_id')
    .select(['post_do_log.start_at', 'post_do_log.end_at', 'task.id', 'task.category_id'])
    .where('post_do_log.account_id', '=', accountId)
    .where('post_do_log.origin', '=', 'hand')
    .where('post_do_log.start_at', '<', range.endAt)
    .where('post_do_log.end_at', '>', range.startAt)
    .execute();
  return rows.flatMap(
    ({ start_at: startAt, end_at: endAt, id: taskId, category_id: categoryId }) =>
      startAt === null || endAt === null || categoryId === null
        ? []
        : [{ startAt, endAt, taskId, categoryId }],
  );
}

export async function applyLogRow(
  tx: WriteTransaction,
  accountId: string,
  { before, after }: LogRowChange,
): Promise<void> {
  if (after === null) {
    await tx
      .deleteFrom('post_do_log')
      .where('account_id', '=', accountId)
      .where('id', '=', before.id)
      .execute();
    return;
  }
  if (before === null) {
    await tx
      .insertInto('post_do_log')
      .values({ id: after.id, account_id: accountId, ...editableColumns(after) })
      .execute();
    return;
  }
  await tx
    .updateTable('post_do_log')
    .set(editableColumns(after))
    .where('account_id', '=', accountId)
    .where('id', '=', after.id)
    .execute();
}

function ofAccount(connection: ReadConnection, accountId: string) {
  return connection.selectFrom('post_do_log').selectAll().where('account_id', '=', accountId);
}

function editableColumns(log: PostDoLog) {
  return {
    task_id: log.taskId,
    origin: log.origin,
    start_at: log.startAt,
    end_at: log.endAt,
    actual_minutes: log.actualMinutes,
    estimate_minutes: log.estimateMinutes,
    outcome: log.outcome,
    effort_level: log.effortLevel,
    key_insight: log.keyInsight,
    // Journal rows of before it was kept lack it.
    counted: log.counted ? JSON.stringify(log.counted) : null,
    created_at: log.createdAt,
    updated_at: log.updatedAt,
  };
}

/** The texts come from `applyLogRow`, so they are the members of the unions. */
function logFromRow(row: Selectable<PostDoLogTable>): PostDoLog {
  return {
    id: row.id,
    taskId: row.task_id,
    origin: row.origin as PostDoLog['origin'],
    startAt: row.start_at,
    endAt: row.end_at,
    actualMinutes: row.actual_minutes,
    estimateMinutes: row.estimate_minutes,
    outcome: row.outcome,
    effortLevel: row.effort_level as PostDoLog['effortLevel'],
    keyInsight: row.key_insight,
    counted: row.counted === null ? null : (JSON.parse(row.counted) as readonly Range[]),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
