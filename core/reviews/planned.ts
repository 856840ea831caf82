/**
 * What was planned for a period beside what became of it: tasks that were scheduled into it with
 * an estimate, and the time that went to them there.
 */
import type { CivilRange } from '../time/calendar.ts';
import type { Metrics } from './metrics.ts';

export type PlannedTask = Readonly<{
  taskId: string;
  /** The civil date it was scheduled for. */
  day: string;
  estimatedMinutes: number;
  isCompleted: boolean;
}>;

export type PlannedAndDone = Readonly<{
  tasks: number;
  completedTasks: number;
  plannedSeconds: number;
  /** What went to these tasks in the period. */
  doneSeconds: number;
  /** Done less planned: above zero it took longer. */
  varianceSeconds: number;
  /** Planned for each second done, 1 is as planned; null where nothing was done. */
  efficiency: number | null;
}>;

export function plannedAndDone(
  plans: readonly PlannedTask[],
  { from, to }: CivilRange,
  { tasks }: Pick<Metrics, 'tasks'>,
): PlannedAndDone {
  const own = plans.filter(({ day }) => day >= from && day <= to);
  const ids = new Set(own.map(({ taskId }) => taskId));
  const plannedSeconds = own.reduce((sum, { estimatedMinutes }) => sum + estimatedMinutes * 60, 0);
  const doneSeconds = tasks
    .filter(({ taskId }) => taskId !== null && ids.has(taskId))
    .reduce((sum, { seconds }) => sum + seconds, 0);
  const efficiency = Math.round((plannedSeconds / doneSeconds) * 10_000) / 10_000;
  return {
    tasks: own.length,
    completedTasks: own.filter(({ isCompleted }) => isCompleted).length,
    plannedSeconds,
    doneSeconds,
    varianceSeconds: doneSeconds - plannedSeconds,
    efficiency: doneSeconds === 0 ? null : efficiency,
  };
}
