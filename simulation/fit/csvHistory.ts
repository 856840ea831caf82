/**
 * Toggl's CSV export as rows, by the names of its columns. Pure. The end is called `End` in older
 * exports and `Stop` in newer ones; a file with `dt_start` and `dt_end` is read too. Each row is
 * one entry, so what tells entries apart, project and text, becomes the category.
 */
import { nameMaxCharacters, tidyName } from '../../core/engine/category.ts';
import { dayStartAt } from '../../core/time/day.ts';
import { parseInstant } from '../../core/time/instant.ts';
import { type CsvRecord, parseCsv } from './csv.ts';
import type { ReadHistory, Row } from './row.ts';

/** What has neither a project nor a text. */
const nameless = '(no description)';
const markerTag = 'compass';

const wanted =
  'Export a detailed report from Toggl as CSV, with start date, start time, end date and end ' +
  'time, or the slices of GET /api/engine/slices as JSON.';

export function readCsvHistory(text: string, timeZone: string): ReadHistory {
  const records = parseCsv(text);
  if (typeof records === 'number') {
    return { kind: 'bad', line: `Row ${records}: a quote is not closed, or text follows it.` };
  }
  const [header, ...body] = records;
  const columns = columnsOf(header?.cells ?? []);
  if (columns === null) return { kind: 'bad', line: `This is no history of Toggl. ${wanted}` };
  const rows: Row[] = [];
  for (const record of body) {
    const row = rowOf(record, columns, timeZone);
    if (typeof row === 'string') return { kind: 'bad', line: `Row ${record.line}: ${row}` };
    rows.push(row);
  }
  return { kind: 'ok', rows };
}

/** Gives a cell of a record by the name of its column; empty where there is none. */
type Columns = Readonly<{
  start: (cells: readonly string[]) => string;
  end: (cells: readonly string[]) => string;
  cell: (cells: readonly string[], name: string) => string;
}>;

function columnsOf(header: readonly string[]): Columns | null {
  const names = header.map((name) => name.toLowerCase());
  const cell = (cells: readonly string[], name: string) => cells[names.indexOf(name)] ?? '';
  const dated = (word: string) => (cells: readonly string[]) =>
    `${cell(cells, `${word} date`)} ${cell(cells, `${word} time`)}`;
  const has = (...wantedNames: string[]) => wantedNames.every((name) => names.includes(name));
  if (has('dt_start', 'dt_end')) {
    const single = (name: string) => (cells: readonly string[]) => cell(cells, name);
    return { start: single('dt_start'), end: single('dt_end'), cell };
  }
  const ending = ['end', 'stop'].find((word) => has(`${word} date`, `${word} time`));
  if (ending === undefined || !has('start date', 'start time')) return null;
  return { start: dated('start'), end: dated(ending), cell };
}

/** A text: what is wrong with it. */
function rowOf({ cells }: CsvRecord, columns: Columns, timeZone: string): Row | string {
  const startAt = wallClockAt(columns.start(cells), timeZone);
  if (startAt === null) return notATime('start', columns.start(cells));
  const endAt = wallClockAt(columns.end(cells), timeZone);
  if (endAt === null) return notATime('end', columns.end(cells));
  if (endAt < startAt) {
    return `it ends (${columns.end(cells)}) before it starts (${columns.start(cells)}).`;
  }
  const project = columns.cell(cells, 'project');
  const text = columns.cell(cells, 'description') || columns.cell(cells, 'task');
  const category = nameOf([project, text].filter((part) => part !== '').join(': '));
  return {
    dimension: 'PRIMARY',
    category: category || nameless,
    project: project === '' ? null : project,
    mode: modeOf(columns.cell(cells, 'tags')),
    startAt,
    endAt,
  };
}

/** The first tag: the work mode is the only tag that Compass gives of itself. */
function modeOf(tags: string): string | null {
  const names = tags.split(',').map(nameOf);
  return names.find((tag) => tag !== '' && tag !== markerTag) ?? null;
}

/** Toggl allows longer texts than a category has, and line ends in them. */
function nameOf(text: string): string {
  const name = tidyName(text.replace(/[\p{Cc}\p{Cs}]/gu, ' '));
  return [...name].slice(0, nameMaxCharacters).join('').trim();
}

function notATime(which: string, text: string): string {
  return `its ${which} "${text.trim()}" is not a time like 2026-06-08 09:03:49.`;
}

const clockForm =
  /^(\d{4}-\d\d-\d\d)[ T](\d{1,2}):([0-5]\d)(?::([0-5]\d))?(?:\s?([AaPp])\.?[Mm]\.?)?$/;

/** null for what no clock shows. */
function wallClockAt(text: string, timeZone: string): number | null {
  const [, date = '', hourText, minutes, seconds = '0', half] = clockForm.exec(text.trim()) ?? [];
  if (parseInstant(`${date}T00:00:00Z`) === null) return null;
  const hours = hoursOf(Number(hourText), half);
  if (hours === null) return null;
  const dayStartMinutes = hours * 60 + Number(minutes);
  return dayStartAt(date, { timeZone, dayStartMinutes }) + Number(seconds) * 1000;
}

function hoursOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour <= 23 ? hour : null;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}
