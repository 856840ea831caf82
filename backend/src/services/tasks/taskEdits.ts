/** Making, changing, reopening and deleting tasks: everything that starts and stops nothing. */
import { readName } from '../../../../core/engine/category.ts';
import type { Task, TaskFields } from '../../../../core/tasks/task.ts';
import {
  decideCreate,
  decideEdit,
  decideReopen,
  decideTaskDelete,
  type TaskDecision,
} from '../../../../core/tasks/taskRules.ts';
import { findOrMake, insertMissing, type NamedCategories } from '../categories/namedCategories.ts';
import { type Command, type Done, type Refused, record } from '../engineCommand.ts';
import { findShownTask, type TaskView, taskNotFound, viewOfTask } from './taskView.ts';

/** Categories by their names: an unknown one is made, as by a start. */
export type TaskInput = Omit<TaskFields, 'categoryId' | 'workModeId'> &
  Readonly<{ category?: string | null | undefined; workMode?: string | null | undefined }>;

export type TaskDone = Readonly<{
  task: TaskView;
  /** null when nothing changed. */
  changeId: string | null;
}>;

export async function createTask(
  command: Command,
  input: TaskInput & Readonly<{ name: string }>,
): Promise<Done<TaskDone> | Refused> {
  const { newId, now } = command;
  const read = await readInput(command, input);
  if (read.kind === 'refused') return read;
  const { fields, named } = read;
  const name = fields.name ?? input.name;
  const decision = decideCreate({ ...fields, name }, { id: newId(), now });
  return write(command, decision, { name: 'create-task', named });
}

export async function editTask(
  command: Command,
  { taskId, ...input }: TaskInput & Readonly<{ taskId: string }>,
): Promise<Done<TaskDone> | Refused> {
  const { tx, caller, now } = command;
  const task = await findShownTask(tx, caller.accountId, taskId);
  if (task === null) return taskNotFound;
  const read = await readInput(command, input);
  if (read.kind === 'refused') return read;
  const { fields, named } = read;
  return write(command, decideEdit(task, fields, { now }), { name: 'edit-task', named });
}

type OneTask = Readonly<{ taskId: string }>;

/** Its logs stay: a second completion writes another one. */
export function reopenTask(command: Command, input: OneTask): Promise<Done<TaskDone> | Refused> {
  return decideOn(command, input, { name: 'reopen-task', decide: decideReopen });
}

/** What was recorded of it stays as it is, and keeps its name. */
export function deleteTask(command: Command, input: OneTask): Promise<Done<TaskDone> | Refused> {
  return decideOn(command, input, { name: 'delete-task', decide: decideTaskDelete });
}

type Rule = Readonly<{
  name: string;
  decide: (task: Task, context: Readonly<{ now: number }>) => TaskDecision;
}>;

async function decideOn(
  command: Command,
  { taskId }: OneTask,
  { name, decide }: Rule,
): Promise<Done<TaskDone> | Refused> {
  const { tx, caller, now } = command;
  const task = await findShownTask(tx, caller.accountId, taskId);
  if (task === null) return taskNotFound;
  return write(command, decide(task, { now }), { name, named: null });
}

type ReadInput = Readonly<{ kind: 'input'; fields: TaskFields; named: NamedCategories }>;

async function readInput(
  command: Command,
  { category, workMode, name, ...rest }: TaskInput,
): Promise<ReadInput | Refused> {
  const tidied = name === undefined ? null : readName(name);
  if (tidied?.kind === 'refused') return tidied;
  const names = [category, workMode].filter((text) => typeof text === 'string');
  const named = await findOrMake(command, names);
  if (named.kind === 'refused') return named;
  const [categoryId, workModeId] = idsOf([category, workMode], named);
  const fields = { ...rest, categoryId, workModeId, name: tidied?.name };
  return { kind: 'input', fields, named };
}

/** Found ones stand in the order of the names that were sent; null and undefined stay. */
function idsOf(
  sent: readonly (string | null | undefined)[],
  { categories }: NamedCategories,
): (string | null | undefined)[] {
  const found = categories.map(({ id }) => id);
  return sent.map((text) => (typeof text === 'string' ? found.shift() : text));
}

async function write(
  command: Command,
  decision: TaskDecision,
  { name, named }: Readonly<{ name: string; named: NamedCategories | null }>,
): Promise<Done<TaskDone> | Refused> {
  if (decision.kind === 'refused') return decision;
  const { tx, caller } = command;
  let changeId: string | null = null;
  if (decision.kind === 'changed') {
    if (named !== null) await insertMissing(command, named);
    changeId = await record(command, [], { name, taskChanges: decision.changes });
  }
  return { kind: 'done', task: await viewOfTask(tx, caller.accountId, decision.task), changeId };
}
