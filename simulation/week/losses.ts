/**
 * The ends that nobody tells: at most one a day, and only of a meeting that has then run for longer
 * than meetings do when the day is closed. All other events determine their answer.
 *
 *     Meeting    on ──── (off)                           closed
 *     recorded   [=============================== runs      |   doubted: ended at (off) by a person
 */
import type { Random } from '../random.ts';
import { type Happening, longestMeetingMs } from './signals.ts';

const minuteMs = 60_000;

/** `closesAt`: of each day, in order. */
export function lossesOf(
  happenings: readonly Happening[],
  { closesAt, random }: Readonly<{ closesAt: readonly number[]; random: Random }>,
): readonly Happening[] {
  let fromAt = 0;
  return closesAt.flatMap((untilAt) => {
    const day = happenings.filter(({ at }) => at >= fromAt && at < untilAt);
    fromAt = untilAt;
    const meetings = day.filter(({ signal }) => isMeeting(signal));
    const off = meetings.at(-1);
    const on = meetings.at(-2);
    if (on === undefined || off === undefined || !random.chance(0.7)) return [];
    return untilAt - on.at > longestMeetingMs + 30 * minuteMs ? [off] : [];
  });
}

function isMeeting(signal: Happening['signal']): boolean {
  return signal.kind === 'trigger' && signal.trigger === 'meeting';
}
