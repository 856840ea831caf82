/** The table `health_day`: steps and the like, one row a civil date. */
import type { Selectable } from 'kysely';
import type { Activity, ActivityDay } from '../../../core/health/activity.ts';
import type { CivilRange } from '../../../core/time/calendar.ts';
import type { HealthDayTable } from '../db/healthSchema.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

export async function listActivityDays(
  connection: ReadConnection,
  accountId: string,
  { from, to }: CivilRange,
): Promise<ActivityDay[]> {
  const rows = await connection
    .selectFrom('health_day')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
    .execute();
  return rows.map((row) => ({ day: row.day, ...activityFromRow(row) }));
}

type Written = ActivityDay & Readonly<{ now: number }>;

export async function saveActivityDay(
  tx: WriteTransaction,
  accountId: string,
  { day, steps, activeCalories, exerciseMinutes, standHours, now }: Written,
): Promise<void> {
  const columns = {
    steps,
    active_calories: activeCalories,
    exercise_minutes: exerciseMinutes,
    stand_hours: standHours,
    updated_at: now,
  };
  await tx
    .insertInto('health_day')
    .values({ account_id: accountId, day, ...columns })
    .onConflict((conflict) => conflict.columns(['account_id', 'day']).doUpdateSet(columns))
    .execute();
}

function activityFromRow(row: Selectable<HealthDayTable>): Activity {
  return {
    steps: row.steps,
    activeCalories: row.active_calories,
    exerciseMinutes: row.exercise_minutes,
    standHours: row.stand_hours,
  };
}
