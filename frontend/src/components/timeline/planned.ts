/** Tasks that were planned for a day, and what was done of them. */
import { intersect, type Range } from '../../../../core/time/range.ts';
import type { Slice } from '../../server/slices.ts';
import type { Task } from '../../server/tasks.ts';
import { msOf } from '../../words/words.ts';
import { spanOf } from './placement.ts';

export type PlannedTask = Readonly<{ task: Task; range: Range; doneMs: number }>;

type Asked = Readonly<{ date: string; day: Range; slices: readonly Slice[]; now: number }>;

/** `timed` have their hours; `untimed` are for the day as a whole. */
export function plannedOn(tasks: readonly Task[], { date, day, slices, now }: Asked) {
  const timed: PlannedTask[] = [];
  const untimed: Task[] = [];
  for (const task of tasks) {
    const { schedule } = task;
    if (schedule === null) continue;
    if ('day' in schedule) {
      if (schedule.day === date) untimed.push(task);
      continue;
    }
    const range = { startAt: msOf(schedule.start), endAt: msOf(schedule.end) };
    if (intersect(range, day) === null) continue;
    timed.push({ task, range, doneMs: doneMs(task, { day, slices, now }) });
  }
  return { timed, untimed };
}

function doneMs(task: Task, { day, slices, now }: Omit<Asked, 'date'>): number {
  return slices
    .filter(({ linkedTaskId, dimension }) => linkedTaskId === task.id && dimension === 'PRIMARY')
    .map((slice) => intersect(spanOf(slice), { ...day, endAt: Math.min(day.endAt, now) }))
    .reduce((sum, shared) => sum + (shared === null ? 0 : shared.endAt - shared.startAt), 0);
}
