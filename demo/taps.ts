/**
 * The recorded weeks as the taps that a person would have made. Pure.
 *
 *   rows   ├── A ──┤ ├── B ──────┤           ├── D ──┤
 *                             ├── C ───┤
 *   taps   A         B        C        stop  D       stop
 *
 * A row that begins within the pause of `switchWithinSeconds`, or before the last one ended, is a
 * switch: one tap. The mode and the company of a row come from its task; both end with it.
 */
import { type Event, inOrder, type Started } from './event.ts';
import type { Weeks } from './scenario.ts';
import { wallClockAt } from './wallClock.ts';

type Row = Readonly<{ startAt: number; endAt: number; project: string; task: string }>;

export function tapsOf(csv: string, weeks: Weeks): readonly Event[] {
  const rows = readRows(csv, weeks.timeZone);
  const taps = rows.flatMap((row, index) => [
    ...startsOf(row, rows[index - 1] ?? null, weeks),
    ...stopOf(row, rows[index + 1] ?? null, weeks),
  ]);
  return inOrder([...segmentTaps(csv, weeks), ...taps]);
}

function readRows(csv: string, timeZone: string): readonly Row[] {
  const rows = linesOf(csv).map((line) => {
    const [start = '', end = '', project = '', , task = ''] = line.split(',');
    const startAt = wallClockAt(start, timeZone);
    return { startAt, endAt: wallClockAt(end, timeZone), project, task };
  });
  return rows.toSorted((left, right) => left.startAt - right.startAt);
}

function linesOf(csv: string): readonly string[] {
  return csv.trim().split(/\r?\n/).slice(1);
}

/** What the previous row had and this one has not ends at the switch. */
function startsOf(row: Row, previous: Row | null, weeks: Weeks): readonly Event[] {
  const starts = lanesOf(row, weeks);
  const started: Event = { at: row.startAt, act: { kind: 'start', starts } };
  if (previous === null || !isSwitch(previous, row, weeks)) return [started];
  const over = lanesOf(previous, weeks)
    .map(({ dimension }) => dimension)
    .filter((dimension) => starts.every((start) => start.dimension !== dimension));
  if (over.length === 0) return [started];
  return [started, { at: row.startAt, act: { kind: 'stop', dimensions: over } }];
}

function stopOf(row: Row, next: Row | null, weeks: Weeks): readonly Event[] {
  if (next !== null && isSwitch(row, next, weeks)) return [];
  const dimensions = lanesOf(row, weeks).map(({ dimension }) => dimension);
  return [{ at: row.endAt, act: { kind: 'stop', dimensions } }];
}

function lanesOf({ project, task }: Row, weeks: Weeks): readonly Started[] {
  const mode = weeks.workModeOfTask[task];
  const social = weeks.socialOfTask[task];
  return [
    { dimension: 'PRIMARY', category: project },
    ...(mode === undefined ? [] : [{ dimension: 'WORK_MODE' as const, category: mode }]),
    ...(social === undefined ? [] : [{ dimension: 'SOCIAL' as const, category: social }]),
  ];
}

function isSwitch(row: Row, next: Row, weeks: Weeks): boolean {
  return next.startAt - row.endAt <= weeks.switchWithinSeconds * 1000;
}

/** Every day of the record has the same blocks. */
function segmentTaps(csv: string, { segments, timeZone }: Weeks): readonly Event[] {
  const dates = new Set(linesOf(csv).map((line) => line.slice(0, 10)));
  return [...dates].flatMap((date) =>
    segments.flatMap(({ name, from, to }): Event[] => [
      {
        at: wallClockAt(`${date} ${from}`, timeZone),
        act: { kind: 'start', starts: [{ dimension: 'SEGMENT', category: name }] },
      },
      {
        at: wallClockAt(`${date} ${to}`, timeZone),
        act: { kind: 'stop', dimensions: ['SEGMENT'] },
      },
    ]),
  );
}
