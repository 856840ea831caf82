/**
 * The rows of a file that is imported, one at a time, while it is being read.
 *
 * Invariant: a broken line is a row that says so, with its number, and the next one is read. Only
 * a file that is of another kind altogether ends the reading.
 */
import { createCsvCutter } from '../../../../core/importer/csvRecords.ts';
import { bad, type FileRow } from '../../../../core/importer/fileRow.ts';
import { createJsonCutter, type JsonPiece } from '../../../../core/importer/jsonObjects.ts';
import { jsonSlice } from '../../../../core/importer/jsonSlice.ts';
import { timewarriorLine, timewarriorObject } from '../../../../core/importer/timewarrior.ts';
import { togglColumns, togglCsvRow } from '../../../../core/importer/togglCsv.ts';
import { createWallClock } from '../../../../core/time/wallClock.ts';

type ImportFormat = 'toggl-csv' | 'timewarrior' | 'json';

export type ReadRow = FileRow | Readonly<{ kind: 'unreadable'; reason: string }>;

type Reading = Readonly<{
  format: ImportFormat;
  /** Of the clocks in a CSV, which name none. */
  timeZone: string;
  now: number;
}>;

/** `file` as text, in pieces of any size. */
export function readImportFile(
  file: AsyncIterable<string>,
  { format, timeZone, now }: Reading,
): AsyncGenerator<ReadRow> {
  switch (format) {
    case 'toggl-csv':
      return csvRows(file, { timeZone, now });
    case 'timewarrior':
      return timewarriorRows(file, now);
    case 'json':
      return jsonRows(file, (line, json) => jsonSlice(line, json, now));
  }
}

type Zoned = Readonly<{ timeZone: string; now: number }>;
async function* csvRows(
  file: AsyncIterable<string>,
  { timeZone, now }: Zoned,
): AsyncGenerator<ReadRow> {
  const cutter = createCsvCutter();
  const clock = createWallClock(timeZone);
  let columns: ReturnType<typeof togglColumns> = null;
  for await (const piece of piecesOf(file, cutter)) {
    if (piece.kind === 'broken') {
      yield bad(piece.line, 'A quote is not closed, or text stands beside it.');
    } else if (columns !== null) {
      yield togglCsvRow(piece, { columns, clock, now });
    } else {
      columns = togglColumns(piece.cells);
      if (columns === null) break;
    }
  }
  if (columns === null) yield { kind: 'unreadable', reason: noReport };
}

async function* piecesOf<Piece>(
  file: AsyncIterable<string>,
  cutter: Readonly<{ push(text: string): Piece[]; end(): Piece[] }>,
): AsyncGenerator<Piece> {
  for await (const text of file) yield* cutter.push(text);
  yield* cutter.end();
}

const noReport =
  'This is no detailed report of Toggl as CSV: its first line has to name Start date, Start ' +
  'time, End date and End time.';

/** Its data files hold a line for each interval; its export is JSON. */
async function* timewarriorRows(file: AsyncIterable<string>, now: number): AsyncGenerator<ReadRow> {
  const { first, all } = await peeked(file);
  if (/^\s*[[{]/.test(first)) {
    yield* jsonRows(all, (line, json) => timewarriorObject(line, json, now));
    return;
  }
  let line = 0;
  for await (const text of linesOf(all)) {
    line += 1;
    if (text.trim() !== '') yield timewarriorLine(line, text, now);
  }
}

async function peeked(file: AsyncIterable<string>) {
  const pieces = file[Symbol.asyncIterator]();
  const { value: first = '', done } = await pieces.next();
  async function* all(): AsyncGenerator<string> {
    yield first;
    if (done === true) return;
    yield* { [Symbol.asyncIterator]: () => pieces };
  }
  return { first, all: all() };
}

/** A line without an end is handed out in pieces of this length, and each is a broken one. */
const longestLine = 200_000;

async function* linesOf(file: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of file) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
    if (rest.length > longestLine) {
      yield rest;
      rest = '';
    }
  }
  yield rest;
}

async function* jsonRows(
  file: AsyncIterable<string>,
  read: (line: number, json: unknown) => FileRow,
): AsyncGenerator<ReadRow> {
  const cutter = createJsonCutter();
  let count = 0;
  const rowsOf = (pieces: readonly JsonPiece[]) => {
    count += pieces.length;
    return pieces.map((piece) => rowOf(piece, read));
  };
  let length = 0;
  for await (const text of file) {
    length += text.trim().length;
    yield* rowsOf(cutter.push(text));
  }
  yield* rowsOf(cutter.end());
  // An empty array is a file like any other.
  if (count === 0 && length > 2) yield { kind: 'unreadable', reason: noObjects };
}

const noObjects = 'This is no JSON with slices: it holds no object. Send it as it was exported.';

function rowOf(piece: JsonPiece, read: (line: number, json: unknown) => FileRow): FileRow {
  if (piece.kind === 'broken') return bad(piece.line, 'A bracket or a quote is not closed.');
  try {
    return read(piece.line, JSON.parse(piece.text));
  } catch {
    return bad(piece.line, 'This is not JSON.');
  }
}
