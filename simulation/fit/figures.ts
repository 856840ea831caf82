/** What a recording comes to: sums, days, the worst hour of each bucket. Pure. */
import { dayOf } from '../../core/time/day.ts';
import { clip, type Range, totalMs } from '../../core/time/range.ts';
import type { CallSeen, Recording } from './recording.ts';

export type Figures = Readonly<{
  /** Those with taps, in order. */
  days: readonly DayFigures[];
  taps: number;
  calls: number;
  least: number;
  perDay: Readonly<{ median: number; worst: DayFigures }>;
  buckets: Readonly<Record<CallSeen['bucket'], BucketFigures>>;
  /** Calls that were answered 402. */
  refused: number;
  trackedMs: number;
  /** Of that, while Toggl showed something else. */
  wrongTrackedMs: number;
  /** While Toggl's running timer was not what ran. */
  wrong: Lag;
  /** While something was not in Toggl yet as wanted. */
  behind: Lag;
}>;

export type DayFigures = Readonly<{
  /** Civil, in the zone of the history. */
  date: string;
  taps: number;
  calls: number;
  least: number;
  callsAt: readonly number[];
}>;

/** The hour of that bucket in which most of ours were made, as Toggl counts hours. */
type BucketFigures = Readonly<{ calls: number; worstHour: BucketHour }>;

type BucketHour = Readonly<{
  startAt: number;
  calls: number;
  /** The fewest requests that were left in it, whoever spent the others. */
  left: number;
}>;

type Lag = Readonly<{ totalMs: number; longest: Range | null }>;

const hourMs = 3_600_000;

export function figuresOf(recording: Recording, timeZone: string): Figures {
  const { calls, tapsAt, bounds, wrong, behind, tracked } = recording;
  const days = daysOf(recording, timeZone);
  const of = (bucket: CallSeen['bucket']) => {
    const own = calls.filter((call) => call.bucket === bucket);
    return { calls: own.length, worstHour: worstHour(own) };
  };
  return {
    days,
    taps: tapsAt.length,
    calls: calls.length,
    least: bounds.at(-1)?.least ?? 0,
    perDay: { median: median(days.map((day) => day.calls)), worst: worstOf(days) },
    buckets: { organization: of('organization'), user: of('user') },
    refused: calls.filter(({ status }) => status === 402).length,
    trackedMs: totalMs(tracked),
    wrongTrackedMs: tracked.reduce((sum, range) => sum + totalMs(clip(wrong, range)), 0),
    wrong: lagOf(wrong),
    behind: lagOf(behind),
  };
}

function daysOf({ tapsAt, calls, bounds }: Recording, timeZone: string): readonly DayFigures[] {
  const dateOf = (at: number) => dayOf(at, { timeZone, dayStartMinutes: 0 });
  const taps = Map.groupBy(tapsAt, dateOf);
  const callsAt = Map.groupBy(
    calls.map(({ at }) => at),
    dateOf,
  );
  const lastBound = new Map(bounds.map(({ at, least }) => [dateOf(at), least]));
  let leastBefore = 0;
  return [...taps.keys()].map((date) => {
    const leastNow = lastBound.get(date) ?? leastBefore;
    const day = {
      date,
      taps: taps.get(date)?.length ?? 0,
      calls: callsAt.get(date)?.length ?? 0,
      least: leastNow - leastBefore,
      callsAt: callsAt.get(date) ?? [],
    };
    leastBefore = leastNow;
    return day;
  });
}

/** The first of those with most calls. */
function worstOf(days: readonly DayFigures[]): DayFigures {
  const none: DayFigures = { date: '–', taps: 0, calls: 0, least: 0, callsAt: [] };
  return days.reduce((worst, day) => (day.calls > worst.calls ? day : worst), days[0] ?? none);
}

/** The end of an hour is told in whole seconds, and again with each reply. */
const sameHourMs = 60_000;

/**
 * An hour of Toggl's begins with the first request after the last one ended, whoever made it.
 *
 *   Timery    |           |                  |
 *   ours          |  ||                 | ||     |
 *   hours     [──────────────)       [──────────────)
 */
function worstHour(calls: readonly CallSeen[]): BucketHour {
  const hours: BucketHour[] = [];
  for (const { hour } of calls) {
    if (hour === null) continue;
    const startAt = hour.endsAt - hourMs;
    const last = hours.at(-1);
    if (last === undefined || startAt - last.startAt > sameHourMs) {
      hours.push({ startAt, calls: 1, left: hour.left });
    } else {
      const left = Math.min(last.left, hour.left);
      hours[hours.length - 1] = { startAt: last.startAt, calls: last.calls + 1, left };
    }
  }
  const none: BucketHour = { startAt: 0, calls: 0, left: 0 };
  return hours.reduce((worst, hour) => (hour.calls > worst.calls ? hour : worst), none);
}

function lagOf(ranges: readonly Range[]): Lag {
  const lengthOf = (range: Range | null) => (range === null ? 0 : range.endAt - range.startAt);
  const longest = ranges.reduce<Range | null>(
    (most, range) => (lengthOf(range) > lengthOf(most) ? range : most),
    null,
  );
  return { totalMs: totalMs(ranges), longest };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
