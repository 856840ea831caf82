/**
 * No task is lost and none changes without a command, through any crash; one at most is active; a
 * done one has its log; and what was answered stands in the file: a task that was activated has
 * its slice, one that was completed runs no longer.
 */
import type { StoredSlice, StoredTask } from '../observer.ts';
import type { Find } from './finding.ts';
import type { Sent } from './slices.ts';

type TasksChecker = Readonly<{
  /** Right before a command: nothing has changed since the last one. */
  beforeCommands(tasks: readonly StoredTask[]): void;
  afterCommands(sent: readonly Sent[], stored: Stored): void;
}>;

type Stored = Readonly<{ tasks: readonly StoredTask[]; slices: readonly StoredSlice[] }>;

export function createTasksChecker(find: Find): TasksChecker {
  let known: string | null = null;
  return {
    beforeCommands: (tasks) => {
      const now = told(tasks);
      if (known !== null && now !== known) {
        find('tasks', `Without a command tasks became\n${now}\nfrom\n${known}`);
      }
    },
    afterCommands: (sent, stored) => {
      const now = told(stored.tasks);
      const isRefused = sent.every(({ reply }) => reply !== null && reply.status >= 400);
      if (isRefused && known !== null && now !== known) {
        find('tasks', `By a refusal tasks became\n${now}\nfrom\n${known}`);
      }
      for (const text of brokenRules(stored.tasks)) find('tasks', text);
      if (sent.length === 1) for (const text of missingOf(sent[0], stored)) find('tasks', text);
      known = now;
    },
  };
}

function told(tasks: readonly StoredTask[]): string {
  return tasks
    .map(({ id, name, state, isDeleted, logs }) => `${id} "${name}" ${state} ${isDeleted} ${logs}`)
    .join('\n');
}

function brokenRules(tasks: readonly StoredTask[]): string[] {
  const active = tasks.filter(({ state, isDeleted }) => state === 'active' && !isDeleted);
  const bare = tasks.filter(({ state, logs }) => state === 'done' && logs === 0);
  return [
    ...(active.length > 1 ? [`${active.length} tasks are active`] : []),
    ...bare.map(({ id }) => `${id} is done without a log`),
  ];
}

/** What was answered stands in the file. */
function missingOf(sent: Sent | undefined, { tasks, slices }: Stored): string[] {
  if (sent === undefined || sent.reply === null || sent.reply.status >= 300) return [];
  const { path } = sent.command;
  const body = sent.reply.body as { task?: { id: string; state: string }; slice?: { id: string } };
  const { task, slice } = body;
  if (!path.startsWith('/api/tasks/') || task === undefined) return [];
  const stored = tasks.find(({ id }) => id === task.id);
  if (stored?.state !== task.state) {
    return [`${path} answered ${task.state}, stored is ${stored?.state}`];
  }
  const running = slices.find(({ dimension, endAt }) => dimension === 'PRIMARY' && endAt === null);
  if (path.endsWith('/complete') && running?.linkedTaskId === task.id) {
    return [`${task.id} is done, and runs`];
  }
  const begun = slices.find(({ id }) => id === slice?.id);
  if (path.endsWith('/activate') && begun?.linkedTaskId !== task.id) {
    return [`${task.id} is worked on without its slice`];
  }
  return [];
}
