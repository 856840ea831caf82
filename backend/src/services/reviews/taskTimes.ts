/**
 * What reports have to know of tasks: when one was done without a timer, and what was planned.
 * The one seam between reports and tasks.
 *
 * Invariant: answers are read by the connection that is given, so that a review that is written
 * in a transaction counts what that transaction sees.
 */
import type { LoggedTask } from '../../../../core/reviews/figures.ts';
import type { PlannedTask } from '../../../../core/reviews/planned.ts';
import type { CivilRange } from '../../../../core/time/calendar.ts';
import { type DayRules, dayOf, dayRange, dayStartAt } from '../../../../core/time/day.ts';
import type { Range } from '../../../../core/time/range.ts';
import type { ReadConnection } from '../../db/transaction.ts';
import { listHandLogs } from '../../store/postDoLogs.ts';
import { listPlannedTasks } from '../../store/tasks.ts';

export type TaskTimes = Readonly<{
  /** Logs that overlap the range and that no slice tells of. */
  logsWithin(
    connection: ReadConnection,
    accountId: string,
    range: Range,
  ): Promise<readonly LoggedTask[]>;
  /** Tasks with an estimate that are scheduled within the dates. */
  plansWithin(
    connection: ReadConnection,
    accountId: string,
    dates: CivilRange & Readonly<{ rules: DayRules }>,
  ): Promise<readonly PlannedTask[]>;
}>;

export const taskTimes: TaskTimes = {
  logsWithin: listHandLogs,
  plansWithin: async (connection, accountId, { from, to, rules }) => {
    const range = { startAt: dayStartAt(from, rules), endAt: dayRange(to, rules).endAt };
    const planned = await listPlannedTasks(connection, accountId, { days: { from, to }, range });
    return planned.flatMap(({ id: taskId, schedule, state, estimateMinutes }) =>
      schedule === null || estimateMinutes === null
        ? []
        : [
            {
              taskId,
              day: schedule.kind === 'day' ? schedule.day : dayOf(schedule.startAt, rules),
              estimatedMinutes: estimateMinutes,
              isCompleted: state === 'done',
            },
          ],
    );
  },
};
