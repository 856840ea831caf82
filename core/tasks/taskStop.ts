/**
 * What a completion stops: the task's own slice of PRIMARY, and the WORK_MODE that began with it.
 *
 *     PRIMARY, the task's own      [=== runs          stopped
 *     PRIMARY, anything else       [=== runs          goes on
 *     the task's own, ended, late  [====)[=== other   shortened to when the task was done
 *
 * Invariant: never touches a slice that is not the task's.
 */
import type { Decision } from '../engine/decision.ts';
import { decideStop } from '../engine/stop.ts';
import { holds, runningIn, type Timeline } from '../engine/timeline.ts';
import type { When } from '../time/at.ts';
import type { Task } from './task.ts';

type Now = Readonly<{ now: number }>;

/** null where nothing of the task is to be stopped. */
export function decideTaskStop(
  timeline: Timeline,
  { taskId, at }: Readonly<{ taskId: string; at: When }>,
  { now }: Now,
): Decision | null {
  const own = timeline.filter((slice) => slice.linkedTaskId === taskId);
  const held = at.kind === 'at' ? own.find((slice) => holds(slice, at.at)) : undefined;
  const stopped = runningIn(own) ?? held;
  if (stopped === undefined) return null;
  return decideStop([stopped], { categoryId: null, at }, { now });
}

/** `began`: the mode that began with the task; `stop` and `keep`: the caller said so. */
export type ModeStop = 'began' | 'stop' | 'keep';

export function decideModeStop(
  timeline: Timeline,
  { task, at, mode }: Readonly<{ task: Task; at: When; mode: ModeStop }>,
  { now }: Now,
): Decision | null {
  const running = runningIn(timeline);
  if (running === undefined || mode === 'keep') return null;
  if (mode === 'began' && running.id !== task.workModeSliceId) return null;
  // It began after the task was done: it belongs to something else by now.
  if (at.kind === 'at' && at.at < running.startAt) return null;
  return decideStop([running], { categoryId: null, at }, { now });
}
