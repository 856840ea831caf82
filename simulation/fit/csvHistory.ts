/**
 * Toggl's CSV export as rows, by the columns and clocks of the import (core/importer). Pure. Each
 * row is one entry, so what tells entries apart, project and text, becomes the category.
 */
import { nameMaxCharacters, tidyName } from '../../core/engine/category.ts';
import { type CsvRecord, createCsvCutter } from '../../core/importer/csvRecords.ts';
import { readClock, type TogglColumns, togglColumns } from '../../core/importer/togglCsv.ts';
import { createWallClock, type WallClock } from '../../core/time/wallClock.ts';
import type { ReadHistory, Row } from './row.ts';

/** What has neither a project nor a text. */
const nameless = '(no description)';
const markerTag = 'compass';

const wanted =
  'Export a detailed report from Toggl as CSV, with start date, start time, end date and end ' +
  'time, or GET /api/files/export?format=json.';

export function readCsvHistory(text: string, timeZone: string): ReadHistory {
  const cutter = createCsvCutter();
  const pieces = [...cutter.push(text), ...cutter.end()];
  const broken = pieces.find(({ kind }) => kind === 'broken');
  if (broken !== undefined) {
    return { kind: 'bad', line: `Row ${broken.line}: a quote is not closed, or text follows it.` };
  }
  const [header, ...body] = pieces.filter((piece) => piece.kind === 'record').filter(isFilled);
  const columns = togglColumns(header?.cells ?? []);
  if (columns === null) return { kind: 'bad', line: `This is no history of Toggl. ${wanted}` };
  const clock = createWallClock(timeZone);
  const rows: Row[] = [];
  for (const record of body) {
    const row = rowOf(record, columns, clock);
    if (typeof row === 'string') return { kind: 'bad', line: `Row ${record.line}: ${row}` };
    rows.push(row);
  }
  return { kind: 'ok', rows };
}

/** Spreadsheets end a file with rows of commas. */
function isFilled({ cells }: CsvRecord): boolean {
  return cells.some((cell) => cell.trim() !== '');
}

/** A text: what is wrong with it. */
function rowOf({ cells }: CsvRecord, columns: TogglColumns, clock: WallClock): Row | string {
  const startAt = firstAt(columns.start(cells), clock);
  if (startAt === null) return notATime('start', columns.start(cells));
  const endAt = firstAt(columns.end(cells), clock);
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

/** Of an hour that a clock showed twice the first; null for what no clock shows. */
function firstAt(text: string, clock: WallClock): number | null {
  return readClock(text, clock)?.candidates[0] ?? null;
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
