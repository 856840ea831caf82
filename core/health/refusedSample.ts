/**
 * Which samples are not taken for measured time: their dates are likely wrong.
 *
 * Invariant: a refusal names the sample, because one of hundreds is looked for by its times.
 */
import type { Refusal } from '../refusal.ts';
import { futureToleranceMs } from '../time/at.ts';
import { type DayRules, dayRange } from '../time/day.ts';
import { formatInstant } from '../time/instant.ts';
import { overlaps, type Range } from '../time/range.ts';
import { longestSampleMs, type Sample } from './sample.ts';

/** `date`: the one for which they are told. */
type Telling = Readonly<{ date: string; rules: DayRules; now: number }>;

/** Whoever sends a month at once, the first time, means it. No phone's window reaches further. */
const farthestMs = 31 * 24 * 3_600_000;

export function refusedSample(samples: readonly Sample[], telling: Telling): Refusal | null {
  const near = daysAround(telling);
  for (const sample of samples) {
    const wrong = wrongOf(sample, near, telling);
    if (wrong !== null) return wrong;
  }
  return null;
}

function wrongOf(sample: Sample, near: Range, { date, now }: Telling): Refusal | null {
  const { kind, startAt, endAt } = sample;
  const start = `The ${kind} from ${formatInstant(startAt)} to ${formatInstant(endAt)}`;
  const refusal = (code: Refusal['code'], rest: string) => ({ code, message: `${start} ${rest}` });
  if (endAt <= startAt) {
    return refusal('ends_before_start', 'ends no later than it starts. Send its end after it.');
  }
  if (endAt - startAt > longestSampleMs) {
    const advice = 'so its date is likely wrong. Correct it, and send all again.';
    return refusal('sample_too_long', `is longer than a day, ${advice}`);
  }
  if (endAt > now + futureToleranceMs) {
    const advice = 'Check the date and the clock of the device, and send all again.';
    return refusal('at_in_future', `ends in the future. ${advice}`);
  }
  if (overlaps(sample, near)) return null;
  const advice = 'so one of the two is likely wrong. Correct it, or send it for its own date.';
  return refusal('sample_far_away', `lies more than a month from ${date}, ${advice}`);
}

/**
 *     31 days               day               31 days
 *     [=====================|===|=====================)
 */
function daysAround({ date, rules }: Telling): Range {
  const { startAt, endAt } = dayRange(date, rules);
  return { startAt: startAt - farthestMs, endAt: endAt + farthestMs };
}
