/** What is promised of measured time, whenever it is looked at. */
import { type Range, subtract, union } from '../../../core/time/range.ts';
import type { StoredSlice } from '../../observer.ts';

type Synced = Readonly<{
  before: readonly StoredSlice[];
  after: readonly StoredSlice[];
  /** For which it was told. */
  date: string;
}>;

/** What ended on an earlier day is still measured: a night belongs to the day on which it ends. */
export function takenFromOtherDays({ before, after, date }: Synced): readonly string[] {
  const dayStartAt = Date.parse(`${date}T00:00+01:00`);
  const left = union(after.filter(isMeasured).map(spanOf));
  return before
    .filter(isMeasured)
    .map(spanOf)
    .filter(({ endAt }) => endAt <= dayStartAt)
    .flatMap((range) => subtract(range, left))
    .map(({ startAt, endAt }) => {
      const [start, end] = [startAt, endAt].map((at) => new Date(at).toISOString());
      return `A sync for ${date} took away what was measured from ${start} to ${end}.`;
    });
}

export function unlockedSleep(slices: readonly StoredSlice[]): readonly string[] {
  return slices
    .filter((slice) => isMeasured(slice) && slice.isLocked !== (slice.category === 'Sleep'))
    .map(({ category, startAt, isLocked }) => {
      const start = new Date(startAt).toISOString();
      return `${category} of ${start} is ${isLocked ? 'locked' : 'not locked'}.`;
    });
}

function isMeasured({ source }: StoredSlice): boolean {
  return source === 'HEALTH';
}

function spanOf({ startAt, endAt }: StoredSlice): Range {
  return { startAt, endAt: endAt ?? Number.POSITIVE_INFINITY };
}
