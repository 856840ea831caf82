/** A world whose days are counted: the engine's, with a zone and logged tasks of its own. */
import { type LoggedTask, sumFigures } from '../../../core/reviews/figures.ts';
import { addDays } from '../../../core/time/calendar.ts';
import { type DayRules, dayOf } from '../../../core/time/day.ts';
import type { Database } from '../../src/db/database.ts';
import type { Counted } from '../../src/services/reviews/countedPeriods.ts';
import { type EngineWorld, makeEngineWorld } from '../support/engineWorld.ts';

/** Two days before Berlin's day of 25 hours. */
export const beginning = Date.UTC(2026, 9, 23, 8);

export type CountedWorld = EngineWorld & { days: DayRules; logs: LoggedTask[] };

export async function makeCountedWorld(database: Database): Promise<CountedWorld> {
  const world = await makeEngineWorld(database);
  world.clock.now = beginning;
  const days = { timeZone: 'Europe/Berlin', dayStartMinutes: 0 };
  return { ...world, days, logs: [] };
}

export function askOf({ caller, clock, days, logs }: CountedWorld, daysAgo: number) {
  const to = dayOf(clock.now, days);
  const from = addDays(to, -daysAgo);
  const ask = { accountId: caller.accountId, from, to, days, now: clock.now, logs };
  return { ...ask, coarsest: 'day' as const };
}

export function whole(counted: readonly Counted[]): Counted {
  const figures = sumFigures(counted.map((one) => one.figures));
  return { from: '', to: '', startAt: 0, endAt: 0, figures };
}

export async function keptFrom(
  database: Database,
  { caller }: CountedWorld,
  kind: 'day' | 'month',
) {
  const kept = await database.reader
    .selectFrom('counted_period')
    .select('first_day')
    .where('account_id', '=', caller.accountId)
    .where('kind', '=', kind)
    .orderBy('first_day')
    .execute();
  return kept.map(({ first_day }) => first_day);
}
