/**
 * What reports have to know of tasks: when one was done without a timer, and what was planned.
 * The one seam between reports and tasks; whoever keeps tasks hands in what answers these.
 *
 * Invariant: answers are read by the connection that is given, so that a review that is written
 * in a transaction counts what that transaction sees.
 */
import type { LoggedTask } from '../../../core/reviews/figures.ts';
import type { PlannedTask } from '../../../core/reviews/planned.ts';
import type { CivilRange } from '../../../core/time/calendar.ts';
import type { Range } from '../../../core/time/range.ts';
import type { ReadConnection } from '../db/transaction.ts';

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
    range: CivilRange,
  ): Promise<readonly PlannedTask[]>;
}>;

export const noTaskTimes: TaskTimes = {
  logsWithin: async () => [],
  plansWithin: async () => [],
};
