/**
 * A plan as a form asks for it, in the clocks of the account's zone, and as the server keeps it.
 *
 *   form:   2026-11-05, 14:00, 15:30        server:   [2026-11-05T13:00Z, 2026-11-05T14:30Z)
 *
 * An end that is no later than its start is of the next date, at its own clock time: a day on
 * which the clocks change is not 24 hours long. A time that the clock shows twice is the earlier.
 */
import { addDays } from '../../../../core/time/calendar.ts';
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

export type ReadPlan =
  | Readonly<{ kind: 'plan'; schedule: Task['schedule'] }>
  | Readonly<{ kind: 'wrong'; field: 'from' | 'until'; message: string }>;

const noPlan: Plan = { day: '', from: '', until: '' };

export function readPlan({ day, from, until }: Plan, timeZone: string): ReadPlan {
  if (day === '') return { kind: 'plan', schedule: null };
  if (from === '' && until === '') return { kind: 'plan', schedule: { day } };
  const startAt = instantOf(day, from, timeZone);
  if (startAt === null) return wrong('from', 'Say when it begins, or clear the end.');
  const sameDayAt = instantOf(day, until, timeZone);
  if (sameDayAt === null) return wrong('until', 'Say when it ends, or clear the start.');
  const nextDayAt = instantOf(addDays(day, 1), until, timeZone);
  const endAt = sameDayAt > startAt || nextDayAt === null ? sameDayAt : nextDayAt;
  const schedule = { start: new Date(startAt).toISOString(), end: new Date(endAt).toISOString() };
  return { kind: 'plan', schedule };
}

export function planOf(schedule: Task['schedule'], timeZone: string): Plan {
  if (schedule === null) return noPlan;
  if ('day' in schedule) return { ...noPlan, day: schedule.day };
  const clock = createWallClock(timeZone);
  const start = clock.show(msOf(schedule.start));
  const end = clock.show(msOf(schedule.end));
  return { day: start.date, from: start.time.slice(0, 5), until: end.time.slice(0, 5) };
}

function wrong(field: 'from' | 'until', message: string): ReadPlan {
  return { kind: 'wrong', field, message };
}

function instantOf(day: string, time: string, timeZone: string): number | null {
  const [hours, minutes] = time.split(':').map(Number);
  if (time === '' || hours === undefined || minutes === undefined) return null;
  const read = createWallClock(timeZone).read(day, (hours * 60 + minutes) * 60);
  if (read === null) return null;
  return read.kind === 'twice' ? read.earlierAt : read.at;
}
