/** Tasks as they are shown: with the names of their category and work mode. */
import type { Task } from '../../../../core/tasks/task.ts';
import type { ReadConnection } from '../../db/transaction.ts';
import { findCategoryNames } from '../../store/categories.ts';
import { findTask } from '../../store/tasks.ts';
import { refusedWith } from '../engineCommand.ts';

export type TaskView = Task &
  Readonly<{
    /** The category's name. */
    category: string | null;
    /** The name of its mode. */
    workMode: string | null;
  }>;

export async function viewsOfTasks(
  connection: ReadConnection,
  accountId: string,
  tasks: readonly Task[],
): Promise<TaskView[]> {
  const ids = tasks.flatMap(({ categoryId, workModeId }) => [categoryId, workModeId]);
  const known = ids.filter((id) => id !== null);
  const names =
    known.length === 0 ? new Map() : await findCategoryNames(connection, accountId, known);
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
  return tasks.map((task) => ({
    ...task,
    category: nameOf(task.categoryId),
    workMode: nameOf(task.workModeId),
  }));
}

export async function viewOfTask(
  connection: ReadConnection,
  accountId: string,
  task: Task,
): Promise<TaskView> {
  const [view = { ...task, category: null, workMode: null }] = await viewsOfTasks(
    connection,
    accountId,
    [task],
  );
  return view;
}

/** null for a deleted one too: only slices still know its name. */
export async function findShownTask(
  connection: ReadConnection,
  accountId: string,
  taskId: string,
): Promise<Task | null> {
  const task = await findTask(connection, accountId, taskId);
  return task?.deletedAt === null ? task : null;
}

export const taskNotFound = refusedWith(
  'task_not_found',
  'There is no such task; it may have been deleted. List the tasks to see what is there.',
);
