/**
 * Working on a task: its category starts in PRIMARY, linked to it, and its work mode beside it; the
 * task that was active goes back. All of it is decided before anything is written, and written in
 * one transaction.
 */
import type { Source } from '../../../../core/engine/slice.ts';
import { invariant } from '../../../../core/invariant.ts';
import type { Task } from '../../../../core/tasks/task.ts';
import { decideActivate, refusedActivation } from '../../../../core/tasks/taskRules.ts';
import { findCategoryNames } from '../../store/categories.ts';
import { findActiveTask } from '../../store/tasks.ts';
import { actingBy } from '../arbitration.ts';
import {
  type PreparedStart,
  prepareStart,
  type Started,
  type StartInput,
  writeStart,
} from '../engine/startSlice.ts';
import type { Command, Done, Refused } from '../engineCommand.ts';
import { findShownTask, type TaskView, taskNotFound, viewOfTask } from './taskView.ts';

export type ActivateInput = Pick<StartInput, 'at' | 'also' | 'note'> &
  Readonly<{
    taskId: string;
    /** TASK when none is given. */
    source?: Source | undefined;
  }>;

export type Activated = Started &
  Readonly<{
    task: TaskView;
    /** The one that was active before, as it is now. */
    former: TaskView | null;
  }>;

export async function activateTask(
  command: Command,
  { taskId, ...input }: ActivateInput,
): Promise<Done<Activated> | Refused> {
  const { tx, caller, now } = command;
  const { accountId } = caller;
  const task = await findShownTask(tx, accountId, taskId);
  if (task === null) return taskNotFound;
  const refusal = refusedActivation(task);
  if (refusal !== null) return refusal;
  const prepared = await prepareStart(command, await startOf(command, task, input));
  if (prepared.kind === 'refused') return prepared;
  const active = await findActiveTask(tx, accountId);
  const decision = decideActivate(task, {
    active,
    at: prepared.decisions[0]?.slice.startAt ?? now,
    begunModeId: begunModeIn(prepared),
    now,
  });
  if (decision.kind === 'refused') return decision;
  const taskChanges = decision.kind === 'changed' ? decision.changes : [];
  const acting = actingBy(command, input.source);
  const started = await writeStart(acting, prepared, { name: 'activate-task', taskChanges });
  if (started.kind === 'refused') return started;
  const former = taskChanges
    .flatMap((change) => (change.subject === 'task' ? [change.after] : []))
    .find(({ id }) => id !== taskId);
  return {
    ...started,
    task: await viewOfTask(tx, accountId, decision.task),
    former: former === undefined ? null : await viewOfTask(tx, accountId, former),
  };
}

/** A mode that the caller names counts before the task's own. */
async function startOf(
  { tx, caller }: Command,
  task: Task,
  { source = 'TASK', also = [], ...rest }: Omit<ActivateInput, 'taskId'>,
): Promise<StartInput> {
  const ids = [task.categoryId, task.workModeId].filter((id) => id !== null);
  const names = await findCategoryNames(tx, caller.accountId, ids);
  const category = names.get(task.categoryId ?? '');
  invariant(category, `task ${task.id} has a category`);
  const mode = names.get(task.workModeId ?? '');
  const isNamed = also.some(({ dimension }) => dimension === 'WORK_MODE');
  const own =
    mode === undefined || isNamed ? [] : [{ dimension: 'WORK_MODE', category: mode } as const];
  const start = { dimension: 'PRIMARY', category, source, linkedTaskId: task.id } as const;
  return { ...rest, ...start, also: [...also, ...own] };
}

/** The slice of WORK_MODE that this start makes; null where one ran already, or none starts. */
function begunModeIn({ decisions }: PreparedStart): string | null {
  const begun = decisions
    .flatMap((decision) => (decision.kind === 'changed' ? decision.changes : []))
    .find((change) => change.kind === 'insert' && change.after.dimension === 'WORK_MODE');
  return begun?.kind === 'insert' ? begun.after.id : null;
}
