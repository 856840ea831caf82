/** Times as a wall clock shows them, `2021-04-06 09:03:49`, into instants of a zone. */
import { dayStartAt } from '../core/time/day.ts';

const form = /^(\d{4}-\d\d-\d\d) ([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;

/** Stops at a text of another form: the files it reads are part of this repository. */
export function wallClockAt(text: string, timeZone: string): number {
  const [, date, hours, minutes, seconds = '0'] = form.exec(text) ?? [];
  if (date === undefined) throw new Error(`"${text}" is not a time like 2021-04-06 09:03:49.`);
  const dayStartMinutes = Number(hours) * 60 + Number(minutes);
  return dayStartAt(date, { timeZone, dayStartMinutes }) + Number(seconds) * 1000;
}
