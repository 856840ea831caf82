/**
 * Days counted from the slices, as many at a time as hold few enough of them: so a busy history
 * holds no other request up, and an empty century is one step. Only reads.
 */
import { figuresOfDays } from '../../../../core/reviews/dayFigures.ts';
import { countedFrom, type LoggedTask } from '../../../../core/reviews/figures.ts';
import type { CivilRange } from '../../../../core/time/calendar.ts';
import { type DatedDay, type DayRules, dayRanges } from '../../../../core/time/day.ts';
import { overlaps, type Range } from '../../../../core/time/range.ts';
import type { ReadConnection } from '../../db/transaction.ts';
import type { StoredPeriod } from '../../store/countedPeriods.ts';
import { findStartAfter, readCountedSlices } from '../../store/countedSlices.ts';

const slicesPerStep = 2_000;

type Counting = Readonly<{
  accountId: string;
  days: DayRules;
  now: number;
  logs: readonly LoggedTask[];
}>;

type CountedDay = StoredPeriod & Readonly<{ isQuiet: boolean }>;

/** A single day may hold more than a step should. */
export async function* countSteps(
  connection: ReadConnection,
  counting: Counting,
  missing: readonly CivilRange[],
): AsyncGenerator<readonly CountedDay[]> {
  const { accountId } = counting;
  for (const range of missing) {
    const days = dayRanges(range, counting.days);
    for (let first = 0; first < days.length; ) {
      const at = days[first]?.startAt ?? 0;
      const fullAt = await findStartAfter(connection, { accountId, at, count: slicesPerStep });
      const behind = days.findIndex(({ endAt }, i) => i > first && endAt > (fullAt ?? endAt));
      const end = behind === -1 ? days.length : behind;
      yield await countDays(connection, counting, days.slice(first, end));
      first = end;
    }
  }
}

/** Of days in a row. */
async function countDays(
  connection: ReadConnection,
  { accountId, now, logs }: Counting,
  days: readonly DatedDay[],
): Promise<CountedDay[]> {
  const startAt = days[0]?.startAt ?? 0;
  const range = countedFrom({ startAt, endAt: days.at(-1)?.endAt ?? startAt });
  const slices = await readCountedSlices(connection, accountId, range);
  const own = logs.filter((log) => overlaps(log, range));
  return figuresOfDays({ slices, logs: own }, days, now).map((counted) => {
    const { day, startAt: dayAt, endAt, figures, isQuiet } = counted;
    const key = isQuiet ? '' : logsKey(own, counted);
    return { kind: 'day', from: day, to: day, startAt: dayAt, endAt, figures, isQuiet, logs: key };
  });
}

/** Two stretches with the same tasks logged in them have the same key. */
export function logsKey(logs: readonly LoggedTask[], stretch: Range): string {
  if (logs.length === 0) return '';
  const reach = countedFrom(stretch);
  return logs
    .filter((log) => overlaps(log, reach))
    .map((log) => `${log.startAt}-${log.endAt} ${log.categoryId} ${log.taskId}`)
    .sort()
    .join('\n');
}
