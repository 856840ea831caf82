/**
 * A row of Toggl's detailed report as CSV. The end is called `End` in older reports and `Stop` in
 * newer ones; a file with `dt_start` and `dt_end` is read too. The project becomes the category
 * and the description the note; without a project the description is the category.
 *
 * Invariant: the clocks in it belong to the zone that was named. Where a clock showed an hour
 * twice, the row's own duration decides; without one the first of the two hours is taken. Either
 * is told.
 */
import type { WallClock } from '../time/wallClock.ts';
import { bad, categoryName, type FileRow, noteOf, rowOf } from './fileRow.ts';
import { withoutPrefix } from './formula.ts';

export type TogglColumns = Readonly<{
  start: (cells: readonly string[]) => string;
  end: (cells: readonly string[]) => string;
  cell: (cells: readonly string[], name: string) => string;
}>;

/** null where the header is not that of such a report. */
export function togglColumns(header: readonly string[]): TogglColumns | null {
  const names = header.map((name) => name.trim().toLowerCase());
  const cell = (cells: readonly string[], name: string) =>
    withoutPrefix((cells[names.indexOf(name)] ?? '').trim());
  const dated = (word: string) => (cells: readonly string[]) =>
    `${cell(cells, `${word} date`)} ${cell(cells, `${word} time`)}`;
  const has = (...wanted: string[]) => wanted.every((name) => names.includes(name));
  if (has('dt_start', 'dt_end')) {
    const single = (name: string) => (cells: readonly string[]) => cell(cells, name);
    return { start: single('dt_start'), end: single('dt_end'), cell };
  }
  const ending = ['end', 'stop'].find((word) => has(`${word} date`, `${word} time`));
  if (ending === undefined || !has('start date', 'start time')) return null;
  return { start: dated('start'), end: dated(ending), cell };
}

type Record = Readonly<{ line: number; cells: readonly string[] }>;
type Reader = Readonly<{ columns: TogglColumns; clock: WallClock; now: number }>;

export function togglCsvRow({ line, cells }: Record, { columns, clock, now }: Reader): FileRow {
  const start = readClock(columns.start(cells), clock);
  if (start === null) return bad(line, notATime('start', columns.start(cells)));
  const end = readClock(columns.end(cells), clock);
  if (end === null) return bad(line, notATime('end', columns.end(cells)));
  const durationMs = readDuration(columns.cell(cells, 'duration'));
  const { startAt, endAt } = chosen(start, end, durationMs);
  const project = columns.cell(cells, 'project');
  const text = columns.cell(cells, 'description') || columns.cell(cells, 'task');
  const slice = {
    dimension: 'PRIMARY' as const,
    category: categoryName(project || text),
    startAt,
    endAt,
    note: project === '' ? null : noteOf(text),
    isLocked: false,
    linkedTaskId: null,
  };
  return rowOf(line, slice, { now, remark: remarkOf(start, end) });
}

/** All that a clock may have meant. */
type Clock = Readonly<{ candidates: readonly number[]; isSkipped: boolean }>;

const clockForm =
  /^(\d{4}-\d\d-\d\d)[ T](\d{1,2}):([0-5]\d)(?::([0-5]\d))?(?:\s?([AaPp])\.?[Mm]\.?)?$/;

export function readClock(text: string, clock: WallClock): Clock | null {
  const [, date = '', hourText, minutes, seconds = '0', half] = clockForm.exec(text.trim()) ?? [];
  const hours = hoursOf(Number(hourText), half);
  if (hours === null) return null;
  const read = clock.read(date, hours * 3600 + Number(minutes) * 60 + Number(seconds));
  if (read === null) return null;
  if (read.kind !== 'twice') return { candidates: [read.at], isSkipped: read.kind === 'never' };
  return { candidates: [read.earlierAt, read.laterAt], isSkipped: false };
}

function hoursOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour <= 23 ? hour : null;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

/** `1:30:05`, as Toggl writes it, or `0 days 01:30:05`. */
function readDuration(text: string): number | null {
  const [, days = '0', hours, minutes, seconds] =
    /^(?:(\d+) days? )?(\d+):([0-5]\d):([0-5]\d)$/.exec(text) ?? [];
  if (hours === undefined) return null;
  const wholeHours = Number(days) * 24 + Number(hours);
  return (wholeHours * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
}

/** The pair that lasts as long as the row says; else the earliest that is no negative length. */
function chosen(start: Clock, end: Clock, durationMs: number | null) {
  const pairs = start.candidates.flatMap((startAt) =>
    end.candidates.map((endAt) => ({ startAt, endAt })),
  );
  const fitting = pairs.find(({ startAt, endAt }) => endAt - startAt === durationMs);
  const forward = pairs.find(({ startAt, endAt }) => endAt >= startAt);
  return fitting ?? forward ?? { startAt: start.candidates[0] ?? 0, endAt: end.candidates[0] ?? 0 };
}

function remarkOf(start: Clock, end: Clock): string | null {
  if (start.isSkipped || end.isSkipped) {
    return 'The clock was put forward over this time; it was read as that much later.';
  }
  if (start.candidates.length + end.candidates.length === 2) return null;
  return 'The clock showed this hour twice; the duration chose, or else the first of the two.';
}

function notATime(which: string, text: string): string {
  return `Its ${which} "${text.trim().slice(0, 40)}" is not a time like 2026-06-08 09:03:49.`;
}
