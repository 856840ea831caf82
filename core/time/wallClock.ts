/**
 * Clocks on the wall of one zone: read into instants, and shown. Files of other programs hold
 * such times without a zone.
 *
 * Invariant: what a clock showed twice, or never, is told as such and never guessed here. For
 * days of 24 hours no time zone is asked: a file has thousands of lines of few days.
 */
import { Temporal } from 'temporal-polyfill';
import { parseInstant } from './instant.ts';

type Reading =
  | Readonly<{ kind: 'once'; at: number }>
  /** When the clock was put back over it. */
  | Readonly<{ kind: 'twice'; earlierAt: number; laterAt: number }>
  /** When the clock was put forward over it: as far after the jump as it lies in it. */
  | Readonly<{ kind: 'never'; at: number }>;

export type WallClock = Readonly<{
  /** null for a date that does not exist. */
  read(civilDate: string, secondOfDay: number): Reading | null;
  /** `2026-11-05` and `14:03:00`; parts of a second are left out. */
  show(at: number): Readonly<{ date: string; time: string }>;
}>;

const dayMs = 86_400_000;

export function createWallClock(timeZone: string): WallClock {
  let day = { civilDate: '', startAt: 0, isUniform: false };
  let shown = { utcDay: Number.NaN, offsetMs: 0 };

  function dayOf(civilDate: string) {
    if (day.civilDate === civilDate) return day;
    const date = Temporal.PlainDate.from(civilDate);
    const startAt = date.toZonedDateTime(timeZone).epochMilliseconds;
    const endAt = date.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
    day = { civilDate, startAt, isUniform: endAt - startAt === dayMs };
    return day;
  }

  function offsetAt(at: number): number {
    const utcDay = Math.floor(at / dayMs);
    if (utcDay === shown.utcDay) return shown.offsetMs;
    const offsetMs = offsetMsAt(at, timeZone);
    const atEdges = [utcDay * dayMs, (utcDay + 1) * dayMs].map((edge) =>
      offsetMsAt(edge, timeZone),
    );
    if (atEdges.every((edge) => edge === offsetMs)) shown = { utcDay, offsetMs };
    return offsetMs;
  }

  return {
    read: (civilDate, secondOfDay) => {
      if (parseInstant(`${civilDate}T00:00Z`) === null) return null;
      const { startAt, isUniform } = dayOf(civilDate);
      if (isUniform) return { kind: 'once', at: startAt + secondOfDay * 1000 };
      return readSlowly(civilDate, secondOfDay, timeZone);
    },
    show: (at) => {
      const text = new Date(at + offsetAt(at)).toISOString();
      return { date: text.slice(0, 10), time: text.slice(11, 19) };
    },
  };
}

/** On a day of another length: the clock goes back, or forward, somewhere in it. */
function readSlowly(civilDate: string, secondOfDay: number, timeZone: string): Reading {
  const plain = Temporal.PlainDate.from(civilDate).toPlainDateTime().add({ seconds: secondOfDay });
  const as = (disambiguation: 'earlier' | 'later') =>
    plain.toZonedDateTime(timeZone, { disambiguation });
  const [earlierAt, laterAt] = [as('earlier').epochMilliseconds, as('later').epochMilliseconds];
  if (earlierAt === laterAt) return { kind: 'once', at: earlierAt };
  // Before a jump forward both readings show another time than was asked for.
  if (!as('earlier').toPlainDateTime().equals(plain)) return { kind: 'never', at: laterAt };
  return { kind: 'twice', earlierAt, laterAt };
}

function offsetMsAt(at: number, timeZone: string): number {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  return zoned.offsetNanoseconds / 1_000_000;
}
