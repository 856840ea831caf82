/**
 * Slices in the words of other programs, piece by piece: a head, pages, an end.
 *
 * Invariant: every piece is made of its page alone, so that a file of any length is written in the
 * memory of one page.
 */
import { withPrefix } from '../../../core/importer/formula.ts';
import { formatInstant } from '../../../core/time/instant.ts';
import type { WallClock } from '../../../core/time/wallClock.ts';
import type { SliceView } from '../store/sliceViews.ts';
import { formatSlice } from './sliceFormat.ts';

export type ExportFormat = Readonly<{
  contentType: string;
  fileName: string;
  head: string;
  page(slices: readonly SliceView[]): string;
  end: string;
}>;

/** An array with one slice a line: programs read all of it, people and our import line by line. */
export function jsonFormat(): ExportFormat {
  let isFirst = true;
  return {
    contentType: 'application/json; charset=utf-8',
    fileName: 'compass.json',
    head: '[',
    page: (slices) => {
      const lines = slices.map((slice) => JSON.stringify(formatSlice(slice)));
      const comma = isFirst ? '' : ',';
      isFirst = false;
      return `${comma}\n${lines.join(',\n')}`;
    },
    end: '\n]\n',
  };
}

/** The columns of Toggl's detailed report, in its order. */
const columns = [
  'User',
  'Email',
  'Client',
  'Project',
  'Task',
  'Description',
  'Billable',
  'Start date',
  'Start time',
  'End date',
  'End time',
  'Duration',
  'Tags',
];

/** Without what still runs, as in Toggl: a row has an end. */
export function csvFormat(clock: WallClock): ExportFormat {
  return {
    contentType: 'text/csv; charset=utf-8',
    fileName: 'compass.csv',
    head: `${columns.join(',')}\r\n`,
    page: (slices) => slices.map((slice) => csvRow(slice, clock)).join(''),
    end: '',
  };
}

function csvRow(slice: SliceView, clock: WallClock): string {
  const { startAt, endAt, category, note } = slice;
  if (endAt === null) return '';
  const [start, end] = [clock.show(startAt), clock.show(endAt)];
  const cells = [
    ...['', '', '', category, '', note ?? '', 'No'],
    ...[start.date, start.time, end.date, end.time],
    ...[duration(Math.floor(endAt / 1000) - Math.floor(startAt / 1000)), ''],
  ];
  return `${cells.map((cell) => quoted(withPrefix(cell))).join(',')}\r\n`;
}

function duration(seconds: number): string {
  const part = (count: number) => String(count).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  return `${part(Math.floor(minutes / 60))}:${part(minutes % 60)}:${part(seconds % 60)}`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** RFC 5545. The UID is the id of the slice: a calendar that reads the file again knows it. */
export function icsFormat(): ExportFormat {
  return {
    contentType: 'text/calendar; charset=utf-8',
    fileName: 'compass.ics',
    head: calendarLines(['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Compass//Time Engine//EN']),
    page: (slices) => slices.map(calendarEvent).join(''),
    end: calendarLines(['END:VCALENDAR']),
  };
}

/** Without what still runs: an event has an end. */
function calendarEvent(slice: SliceView): string {
  const { id, startAt, endAt, category, dimension, note, updatedAt } = slice;
  if (endAt === null) return '';
  return calendarLines([
    'BEGIN:VEVENT',
    `UID:${id}@compass`,
    `DTSTAMP:${calendarTime(updatedAt)}`,
    `DTSTART:${calendarTime(startAt)}`,
    `DTEND:${calendarTime(endAt)}`,
    `SUMMARY:${calendarText(category)}`,
    ...(note === null ? [] : [`DESCRIPTION:${calendarText(note)}`]),
    `CATEGORIES:${dimension}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]);
}

function calendarTime(at: number): string {
  return `${formatInstant(at).slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

function calendarText(text: string): string {
  return text
    .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll(/\r\n|\r|\n/g, '\\n')
    .replaceAll(/(?!\t)\p{Cc}/gu, '');
}

function calendarLines(lines: readonly string[]): string {
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

const longestLineBytes = 75;

/** A line has 75 bytes at most; what is left goes on after a blank, and no character is cut. */
function folded(line: string): string {
  if (Buffer.byteLength(line) <= longestLineBytes) return line;
  let bytes = 0;
  let text = '';
  for (const character of line) {
    const length = Buffer.byteLength(character);
    if (bytes + length > longestLineBytes) {
      text += '\r\n ';
      bytes = 1;
    }
    text += character;
    bytes += length;
  }
  return text;
}
