/**
 * What a person does with tasks: a few of them, worked on again and again, renamed while they run,
 * done, reopened, deleted. Knows only what a client knows: replies.
 */

import type { Command } from './answered.ts';
import { activities, modes, type TaskAction } from './options.ts';
import type { Random } from './random.ts';

export type TaskSeen = Readonly<{ id: string; name: string; state: string }>;

/** No activity is called so: an entry shows whether it carries the task or the category. */
const names = ['Write the report', 'Taxes', 'Call Ann', 'Fix the parser', 'Tidy up'];
const rememberedTasks = 6;

type Planning = Readonly<{ random: Random; tasks: readonly TaskSeen[] }>;

export function taskCommands(action: TaskAction, { random, tasks }: Planning): readonly Command[] {
  if (action === 'task-create' || tasks.length === 0) return [create(random)];
  const path = `/api/tasks/${random.pick(tasks).id}`;
  switch (action) {
    case 'task-activate': {
      const at = random.chance(0.2) ? { at: `-${random.between(1, 60)}m` } : {};
      return [{ method: 'POST', path: `${path}/activate`, body: at }];
    }
    case 'task-complete': {
      const running = tasks.find(({ state }) => state === 'active');
      const taskPath =
        running !== undefined && random.chance(0.7) ? `/api/tasks/${running.id}` : path;
      const workMode = random.chance(0.2) ? { workMode: random.pick(['stop', 'keep']) } : {};
      return [{ method: 'POST', path: `${taskPath}/complete`, body: workMode }];
    }
    case 'task-edit':
      return [edit(path, random)];
  }
}

function create(random: Random): Command {
  const mode = random.chance(0.4) ? { workMode: random.pick(modes) } : {};
  const category = random.chance(0.9) ? { category: random.pick(activities) } : {};
  const body = { name: random.pick(names), ...category, ...mode };
  return { method: 'POST', path: '/api/tasks', body };
}

function edit(path: string, random: Random): Command {
  if (random.chance(0.6)) return { method: 'PATCH', path, body: { name: random.pick(names) } };
  if (random.chance(0.4)) {
    return { method: 'PATCH', path, body: { category: random.pick(activities) } };
  }
  if (random.chance(0.7)) return { method: 'POST', path: `${path}/reopen`, body: {} };
  return { method: 'DELETE', path };
}

/** Takes in what a reply shows of tasks, the newest first. */
export function rememberTasks(known: readonly TaskSeen[], body: unknown): readonly TaskSeen[] {
  const seen = tasksIn(body);
  const others = known.filter(({ id }) => !seen.some((task) => task.id === id));
  return [...seen, ...others].slice(0, rememberedTasks);
}

function tasksIn(body: unknown): TaskSeen[] {
  if (typeof body !== 'object' || body === null) return [];
  const { task, former } = body as { task?: unknown; former?: unknown };
  return [body, task, former].filter(isTask);
}

function isTask(value: unknown): value is TaskSeen {
  return typeof value === 'object' && value !== null && 'state' in value && 'dueDate' in value;
}
