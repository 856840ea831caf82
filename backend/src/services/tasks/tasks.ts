/**
 * Tasks: every command and every question about them. What of them is time goes through the rules
 * of the engine, in the same transaction. Knows nothing of Toggl; the caller nudges after the
 * commit.
 */
import type { PostDoLog } from '../../../../core/tasks/postDoLog.ts';
import type { TaskState } from '../../../../core/tasks/task.ts';
import { listPostDoLogs } from '../../store/postDoLogs.ts';
import { listTasks, type TaskCursor } from '../../store/tasks.ts';
import { idNamed } from '../categories/namedCategories.ts';
import { type CommandOf, commandsOver, type EngineParts } from '../engineCommand.ts';
import { pageOf, rowsToRead } from '../page.ts';
import { type Activated, type ActivateInput, activateTask } from './activateTask.ts';
import { type Completed, type CompleteInput, completeTask } from './completeTask.ts';
import { editLog, type LogDone, type LogInput, writeLog } from './postDoLogs.ts';
import {
  createTask,
  deleteTask,
  editTask,
  reopenTask,
  type TaskDone,
  type TaskInput,
} from './taskEdits.ts';
import { findShownTask, type TaskView, viewOfTask, viewsOfTasks } from './taskView.ts';

type OneTask = Readonly<{ taskId: string }>;

export type TaskCommands = Readonly<{
  createTask: CommandOf<TaskInput & Readonly<{ name: string }>, TaskDone>;
  editTask: CommandOf<TaskInput & OneTask, TaskDone>;
  reopenTask: CommandOf<OneTask, TaskDone>;
  deleteTask: CommandOf<OneTask, TaskDone>;
  activateTask: CommandOf<ActivateInput, Activated>;
  completeTask: CommandOf<CompleteInput, Completed>;
  writeLog: CommandOf<LogInput, LogDone>;
  editLog: CommandOf<Parameters<typeof editLog>[1], LogDone>;
}>;

type ListInput = Readonly<{
  state?: TaskState | undefined;
  /** The category's name. */
  category?: string | undefined;
  dueFrom?: string | undefined;
  dueTo?: string | undefined;
  limit: number;
  below?: TaskCursor | undefined;
}>;

type TaskPage = Readonly<{
  tasks: readonly TaskView[];
  /** `below` of the next page, null when this is the last. */
  next: TaskCursor | null;
}>;

export type TaskReads = Readonly<{
  list(accountId: string, input: ListInput): Promise<TaskPage>;
  find(accountId: string, taskId: string): Promise<TaskView | null>;
  /** Newest first; null where there is no such task. */
  logs(accountId: string, taskId: string): Promise<readonly PostDoLog[] | null>;
}>;

type Tasks = TaskCommands & TaskReads;

export function createTasks(parts: EngineParts): Tasks {
  const command = commandsOver(parts);
  return {
    ...createTaskReads(parts),
    createTask: command(createTask),
    editTask: command(editTask),
    reopenTask: command(reopenTask),
    deleteTask: command(deleteTask),
    activateTask: command(activateTask),
    completeTask: command(completeTask),
    writeLog: command(writeLog),
    editLog: command(editLog),
  };
}

function createTaskReads({ database: { reader } }: EngineParts): TaskReads {
  return {
    list: async (accountId, { category, limit, ...filter }) => {
      const categoryId = await idNamed(reader, accountId, category);
      if (categoryId === null) return { tasks: [], next: null };
      const asked = { ...filter, accountId, categoryId, limit: rowsToRead(limit) };
      const { shown, last } = pageOf(await listTasks(reader, asked), limit);
      return {
        tasks: await viewsOfTasks(reader, accountId, shown),
        next: last && { createdAt: last.createdAt, id: last.id },
      };
    },
    find: async (accountId, taskId) => {
      const task = await findShownTask(reader, accountId, taskId);
      return task === null ? null : viewOfTask(reader, accountId, task);
    },
    logs: async (accountId, taskId) => {
      const task = await findShownTask(reader, accountId, taskId);
      return task === null ? null : listPostDoLogs(reader, accountId, taskId);
    },
  };
}
