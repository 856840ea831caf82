/**
 * The table `task`. Written by applying changes, so that whatever is written can be journalled and
 * undone; the merge of a category alone moves its tasks without a journal, and its undoing leaves
 * them there. A deleted task is a row with `deleted_at`: slices keep its name.
 */
import { type Selectable, sql } from 'kysely';
import type { Schedule, Task, TaskState } from '../../../core/tasks/task.ts';
import type { TaskRowChange } from '../../../core/tasks/taskChange.ts';
import type { CivilRange } from '../../../core/time/calendar.ts';
import type { Range } from '../../../core/time/range.ts';
import { compiledQuery } from '../db/compiled.ts';
import type { TaskTable } from '../db/taskSchema.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

/** Where a page ended; the next one begins below it. */
export type TaskCursor = Readonly<{ createdAt: number; id: string }>;

type TaskFilter = Readonly<{
  accountId: string;
  state?: TaskState | undefined;
  categoryId?: string | undefined;
  /** Civil dates, both inclusive. */
  dueFrom?: string | undefined;
  dueTo?: string | undefined;
  limit: number;
  below?: TaskCursor | undefined;
}>;

type OneTask = Readonly<{ accountId: string; taskId: string }>;

/** Deleted ones too: whoever shows a task leaves those out. */
export async function findTask(
  connection: ReadConnection,
  accountId: string,
  taskId: string,
): Promise<Task | null> {
  const { rows } = await selectTask(connection, { accountId, taskId });
  return rows[0] === undefined ? null : taskFromRow(rows[0]);
}

const selectTask = compiledQuery((connection, { accountId, taskId }: OneTask) =>
  connection
    .selectFrom('task')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('id', '=', taskId),
);

export async function findActiveTask(
  connection: ReadConnection,
  accountId: string,
): Promise<Task | null> {
  const row = await connection
    .selectFrom('task')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('state', '=', 'active')
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? null : taskFromRow(row);
}

/** Newest first, deleted ones left out. */
export async function listTasks(connection: ReadConnection, filter: TaskFilter): Promise<Task[]> {
  const { accountId, state, categoryId, dueFrom, dueTo, limit, below } = filter;
  let query = connection
    .selectFrom('task')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('deleted_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);
  if (state !== undefined) query = query.where('state', '=', state);
  if (categoryId !== undefined) query = query.where('category_id', '=', categoryId);
  if (dueFrom !== undefined) query = query.where('due_date', '>=', dueFrom);
  if (dueTo !== undefined) query = query.where('due_date', '<=', dueTo);
  if (below !== undefined) {
    query = query.where(({ eb, or, and }) =>
      or([
        eb('created_at', '<', below.createdAt),
        and([eb('created_at', '=', below.createdAt), eb('id', '<', below.id)]),
      ]),
    );
  }
  return (await query.execute()).map(taskFromRow);
}

/** Names by id, of deleted ones too: entries of the past keep theirs. */
export async function findTaskNames(
  connection: ReadConnection,
  accountId: string,
  taskIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const taskId of new Set(taskIds)) {
    const { rows } = await selectTask(connection, { accountId, taskId });
    for (const { id, name } of rows) names.set(id, name);
  }
  return names;
}

/** Read at every look of the projection: enough to know a copy by its text, and no more. */
const workedTasksNamed = 200;

/** Names of the tasks that were worked on last, done and deleted ones too. */
export async function listWorkedTaskNames(
  connection: ReadConnection,
  accountId: string,
): Promise<string[]> {
  const { rows } = await selectWorkedNames(connection, { accountId });
  return rows.map(({ name }) => name);
}

const selectWorkedNames = compiledQuery((connection, { accountId }: { accountId: string }) =>
  connection
    .selectFrom('task')
    .select('name')
    .where('account_id', '=', accountId)
    .where('activated_at', 'is not', null)
    .orderBy('activated_at', 'desc')
    .limit(sql.lit(workedTasksNamed)),
);

/** Tasks with an estimate that are planned for one of the days, or begin within the range. */
export async function listPlannedTasks(
  connection: ReadConnection,
  accountId: string,
  { days, range }: Readonly<{ days: CivilRange; range: Range }>,
): Promise<Task[]> {
  const rows = await connection
    .selectFrom('task')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('deleted_at', 'is', null)
    .where('estimate_minutes', 'is not', null)
    .where(({ and, eb, or }) =>
      or([
        and([eb('planned_day', '>=', days.from), eb('planned_day', '<=', days.to)]),
        and([
          eb('planned_start_at', '>=', range.startAt),
          eb('planned_start_at', '<', range.endAt),
        ]),
      ]),
    )
    .execute();
  return rows.map(taskFromRow);
}

export async function countTasksOfCategory(
  connection: ReadConnection,
  accountId: string,
  categoryId: string,
): Promise<number> {
  const { count } = await connection
    .selectFrom('task')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId)
    .where('deleted_at', 'is', null)
    .where(({ eb, or }) =>
      or([eb('category_id', '=', categoryId), eb('work_mode_id', '=', categoryId)]),
    )
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Deleted ones too: nothing may name a category that is gone. */
export async function moveTasksToCategory(
  tx: WriteTransaction,
  accountId: string,
  { fromId, intoId }: Readonly<{ fromId: string; intoId: string }>,
): Promise<void> {
  for (const column of ['category_id', 'work_mode_id'] as const) {
    await tx
      .updateTable('task')
      .set({ [column]: intoId })
      .where('account_id', '=', accountId)
      .where(column, '=', fromId)
      .execute();
  }
}

export async function applyTaskRow(
  tx: WriteTransaction,
  accountId: string,
  { before, after }: TaskRowChange,
): Promise<void> {
  if (before === null) {
    await tx
      .insertInto('task')
      .values({ id: after.id, account_id: accountId, ...editableColumns(after) })
      .execute();
    return;
  }
  await tx
    .updateTable('task')
    .set(editableColumns(after))
    .where('account_id', '=', accountId)
    .where('id', '=', after.id)
    .execute();
}

function editableColumns(task: Task) {
  const { schedule } = task;
  return {
    name: task.name,
    state: task.state,
    category_id: task.categoryId,
    note: task.note,
    priority: task.priority,
    due_date: task.dueDate,
    planned_day: schedule?.kind === 'day' ? schedule.day : null,
    planned_start_at: schedule?.kind === 'span' ? schedule.startAt : null,
    planned_end_at: schedule?.kind === 'span' ? schedule.endAt : null,
    estimate_minutes: task.estimateMinutes,
    work_mode_id: task.workModeId,
    activated_at: task.activatedAt,
    work_mode_slice_id: task.workModeSliceId,
    completed_at: task.completedAt,
    post_do_log_id: task.postDoLogId,
    deleted_at: task.deletedAt,
    created_at: task.createdAt,
    updated_at: task.updatedAt,
  };
}

/** The texts come from `applyTaskRow`, so they are the members of the unions. */
function taskFromRow(row: Selectable<TaskTable>): Task {
  return {
    id: row.id,
    name: row.name,
    state: row.state as TaskState,
    categoryId: row.category_id,
    note: row.note,
    priority: row.priority as Task['priority'],
    dueDate: row.due_date,
    schedule: scheduleFromRow(row),
    estimateMinutes: row.estimate_minutes,
    workModeId: row.work_mode_id,
    activatedAt: row.activated_at,
    workModeSliceId: row.work_mode_slice_id,
    completedAt: row.completed_at,
    postDoLogId: row.post_do_log_id,
    deletedAt: row.deleted_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function scheduleFromRow(row: Selectable<TaskTable>): Schedule | null {
  const { planned_day: day, planned_start_at: startAt, planned_end_at: endAt } = row;
  if (day !== null) return { kind: 'day', day };
  return startAt === null || endAt === null ? null : { kind: 'span', startAt, endAt };
}
