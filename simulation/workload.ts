/**
 * What a person and their automations do: one action after another, as HTTP commands like those
 * of a phone. It knows only what a client knows: replies.
 */

import type { Command, Reply } from './answered.ts';
import { type Action, activities, modes } from './options.ts';
import type { Random } from './random.ts';
import { rememberTasks, type TaskSeen, taskCommands } from './taskWorkload.ts';

type SliceSeen = Readonly<{
  id: string;
  dimension: string;
  category: string;
  categoryId: string;
  start: string;
  end: string | null;
  isLocked: boolean;
}>;

/** What one client remembers of the replies it got. */
export type Memory = {
  recent: SliceSeen[];
  warnings: readonly WarningSeen[];
  tasks: readonly TaskSeen[];
};
export type WarningSeen = Readonly<{
  id: string;
  kind: string;
  entryId: string | null;
  actions: readonly string[];
}>;

type Planning = Readonly<{ random: Random; memory: Memory; now: number }>;

/** Commands sent together reach the program at the same instant. */
export type Burst = readonly Command[];

const minuteMs = 60_000;
const rememberedSlices = 12;
/** Nobody edits what lies further back. */
const reachMs = 20 * 60 * minuteMs;

export function commandsFor(
  action: Exclude<Action, 'import'>,
  planning: Planning,
): readonly Burst[] {
  const { random } = planning;
  const activity = () => random.pick(activities);
  switch (action) {
    case 'switch':
      return [[start('PRIMARY', activity())]];
    case 'start-with-mode':
      return [[startWithMode(activity(), random.pick(modes))]];
    case 'stop':
      return [[stop('PRIMARY')]];
    case 'toggle':
      return [[toggle('PRIMARY', activity())]];
    case 'mode':
      return [[random.chance(0.3) ? stop('WORK_MODE') : start('WORK_MODE', random.pick(modes))]];
    case 'other-lane':
      return [[start(random.pick(['SOCIAL', 'SEGMENT']), random.pick(['Alone', 'Call']))]];
    case 'tag-churn':
      return Array.from({ length: 6 }, () => [start('WORK_MODE', random.pick(modes))]);
    case 'double-fire':
      return [doubleFire(planning)];
    case 'backdated-start':
      return [[{ ...start('PRIMARY', activity()), at: `-${random.between(1, 90)}m` }].map(dated)];
    case 'backdated-stop':
      return [[{ ...stop('PRIMARY'), at: `-${random.between(1, 20)}m` }].map(dated)];
    case 'task-create':
    case 'task-activate':
    case 'task-complete':
    case 'task-edit':
      return [taskCommands(action, { random, tasks: planning.memory.tasks })];
    default:
      return editsFor(action, planning);
  }
}

type EditAction = Extract<
  Action,
  | 'edit-times'
  | 'edit-category'
  | 'lock'
  | 'reopen'
  | 'delete'
  | 'undo'
  | 'rename-category'
  | 'answer-warning'
>;

function editsFor(action: EditAction, planning: Planning): readonly Burst[] {
  const { random, memory, now } = planning;
  if (action === 'undo') return [[{ method: 'POST', path: '/api/engine/undo', body: {} }]];
  if (action === 'answer-warning') return answerWarning(planning);
  const reachable = memory.recent.filter(({ start }) => Date.parse(start) > now - reachMs);
  if (reachable.length === 0) return [];
  const slice = random.pick(reachable);
  const path = `/api/engine/slices/${slice.id}`;
  switch (action) {
    case 'edit-times':
      return [[{ method: 'PATCH', path, body: editedTimes(slice, planning) }]];
    case 'edit-category':
      return [[{ method: 'PATCH', path, body: { category: random.pick(activities) } }]];
    case 'lock':
      // What runs and is locked refuses every start: a person would notice.
      if (slice.end === null) return [];
      return [[{ method: 'PATCH', path, body: { isLocked: !slice.isLocked } }]];
    case 'reopen':
      return [[{ method: 'PATCH', path, body: { end: null } }]];
    case 'delete':
      return [[{ method: 'DELETE', path }]];
    case 'rename-category': {
      const name = random.pick([slice.category, `${slice.category} again`, 'Something else']);
      return [[{ method: 'PATCH', path: `/api/categories/${slice.categoryId}`, body: { name } }]];
    }
  }
}

function answerWarning({ random, memory }: Planning): readonly Burst[] {
  const answerable = memory.warnings.filter(({ actions }) => actions.length > 0);
  if (answerable.length === 0) return [];
  const { id, actions } = random.pick(answerable);
  const body = { action: random.pick(actions) };
  return [[{ method: 'POST', path: `/api/toggl/warnings/${id}`, body }]];
}

function start(dimension: string, category: string): Command {
  return { method: 'POST', path: '/api/engine/start', body: { dimension, category } };
}

function startWithMode(category: string, mode: string): Command {
  const also = [{ dimension: 'WORK_MODE', category: mode }];
  const body = { dimension: 'PRIMARY', category, source: 'FOCUS', also };
  return { method: 'POST', path: '/api/engine/start', body };
}

function stop(dimension: string): Command {
  return { method: 'POST', path: '/api/engine/stop', body: { dimension } };
}

function toggle(dimension: string, category: string): Command {
  return { method: 'POST', path: '/api/engine/toggle', body: { dimension, category } };
}

function dated({ at, ...command }: Command & Readonly<{ at: string }>): Command {
  return { ...command, body: { ...command.body, at } };
}

/** An automation that fires twice, some with a key that makes the second one harmless. */
function doubleFire({ random, now }: Planning): Burst {
  const command = random.chance(0.7) ? start('PRIMARY', random.pick(activities)) : stop('PRIMARY');
  const keyed = { ...command, headers: { 'idempotency-key': `fired-${now}` } };
  const fired = random.chance(0.5) ? keyed : command;
  return Array.from({ length: random.between(2, 4) }, () => fired);
}

function editedTimes(slice: SliceSeen, { random }: Planning): Record<string, unknown> {
  const moved = (instant: string) =>
    new Date(Date.parse(instant) + random.between(-20, 20) * minuteMs).toISOString();
  const onOverlap = random.pick(['refuse', 'trim', 'split', 'replace']);
  if (slice.end === null || random.chance(0.4)) return { start: moved(slice.start), onOverlap };
  if (random.chance(0.6)) return { end: moved(slice.end), onOverlap };
  return { start: moved(slice.start), end: moved(slice.end), onOverlap };
}

/** Takes in what a reply shows, the newest first. */
export function remember(memory: Memory, reply: Reply | null): void {
  if (reply === null || reply.status >= 400) return;
  const seen = slicesIn(reply.body);
  const others = memory.recent.filter(({ id }) => !seen.some((slice) => slice.id === id));
  memory.recent = [...seen, ...others].slice(0, rememberedSlices);
  memory.tasks = rememberTasks(memory.tasks, reply.body);
}

function slicesIn(body: unknown): SliceSeen[] {
  if (typeof body !== 'object' || body === null) return [];
  const { slice, slices } = body as { slice?: unknown; slices?: unknown };
  const all = [body, slice, ...(Array.isArray(slices) ? slices : [])];
  return all.filter(isSlice);
}

function isSlice(value: unknown): value is SliceSeen {
  return typeof value === 'object' && value !== null && 'dimension' in value && 'start' in value;
}
