/**
 * A plan as a form asks for it, in the clocks of the account's zone, and as the server keeps it.
 *
 *   form:   2026-11-05, 14:00, 15:30        server:   [2026-11-05T13:00Z, 2026-11-05T14:30Z)
 *
 * An end before its start is of the next day. A time that the clock shows twice is the earlier.
 */
import { createWallClock } from '../../../../core/time/wallClock.ts';
import type { Task } from '../../server/tasks.ts';
import { msOf } from '../../words/words.ts';

export type Plan = Readonly<{
  /** Empty: it is not planned. */
  day: string;
  /** Both empty: some time of the day. */
  from: string;
  until: string;
}>;

const noPlan: Plan = { day: '', from: '', until: '' };

const dayMs = 86_400_000;

export function scheduleOf({ day, from, until }: Plan, timeZone: string): Task['schedule'] {
  if (day === '') return null;
  const startAt = instantOf(day, from, timeZone);
  const endAt = instantOf(day, until, timeZone);
  if (startAt === null || endAt === null) return { day };
  const lastAt = endAt > startAt ? endAt : endAt + dayMs;
  return { start: new Date(startAt).toISOString(), end: new Date(lastAt).toISOString() };
}

export function planOf(schedule: Task['schedule'], timeZone: string): Plan {
  if (schedule === null) return noPlan;
  if ('day' in schedule) return { ...noPlan, day: schedule.day };
  const clock = createWallClock(timeZone);
  const start = clock.show(msOf(schedule.start));
  const end = clock.show(msOf(schedule.end));
  return { day: start.date, from: start.time.slice(0, 5), until: end.time.slice(0, 5) };
}

function instantOf(day: string, time: string, timeZone: string): number | null {
  const [hours, minutes] = time.split(':').map(Number);
  if (time === '' || hours === undefined || minutes === undefined) return null;
  const read = createWallClock(timeZone).read(day, (hours * 60 + minutes) * 60);
  if (read === null) return null;
  return read.kind === 'twice' ? read.earlierAt : read.at;
}
