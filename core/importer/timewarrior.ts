/**
 * Timewarrior's intervals: the lines of its data files, and what `timew export` prints. Its tags
 * are a set without order, so one tag is the category, and several are it together: to take one
 * of them would be a guess. The annotation becomes the note.
 */
import { parseInstant } from '../time/instant.ts';
import { bad, categoryName, type FileRow, noteOf, rowOf } from './fileRow.ts';

/**
 *     inc 20261105T080000Z - 20261105T093000Z # Compass "deep work" # parser
 *     inc 20261105T100000Z # runs
 */
const lineForm = /^inc (\S+)(?: - (\S+))?(?: # ?(.*))?$/;

export function timewarriorLine(line: number, text: string, now: number): FileRow {
  const [whole, start, end, rest = ''] = lineForm.exec(text.trim()) ?? [];
  if (whole === undefined) return bad(line, 'This is no line of Timewarrior: it begins with inc.');
  const { tags, annotation } = readTags(rest);
  return interval({ line, start, end, tags, annotation }, now);
}

/** One of the objects of `timew export`. */
export function timewarriorObject(line: number, json: unknown, now: number): FileRow {
  if (typeof json !== 'object' || json === null) return bad(line, 'This is no interval.');
  const { start, end, tags, annotation } = json as Readonly<Record<string, unknown>>;
  const read = {
    line,
    start: typeof start === 'string' ? start : undefined,
    end: typeof end === 'string' ? end : undefined,
    tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [],
    annotation: typeof annotation === 'string' ? annotation : '',
  };
  return interval(read, now);
}

type Interval = Readonly<{
  line: number;
  start: string | undefined;
  end: string | undefined;
  tags: readonly string[];
  annotation: string;
}>;

function interval({ line, start, end, tags, annotation }: Interval, now: number): FileRow {
  const startAt = readInstant(start);
  if (startAt === null) return bad(line, 'Its start is not a time like 20261105T080000Z.');
  if (end === undefined) return bad(line, 'It still runs. Stop it in Timewarrior first.');
  const endAt = readInstant(end);
  if (endAt === null) return bad(line, 'Its end is not a time like 20261105T093000Z.');
  const slice = {
    dimension: 'PRIMARY' as const,
    category: categoryName(tags.join(', ')),
    startAt,
    endAt,
    note: noteOf(annotation),
    isLocked: false,
    linkedTaskId: null,
  };
  return rowOf(line, slice, { now });
}

/** Always UTC, to the second. */
function readInstant(text: string | undefined): number | null {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '') ?? [];
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
  return year === undefined ? null : parseInstant(iso);
}

/** Tags end where a # stands alone; quotes hold blanks, and a backslash what follows it. */
function readTags(text: string): Readonly<{ tags: string[]; annotation: string }> {
  const tags: string[] = [];
  const token = /\s*(?:"((?:[^"\\]|\\.)*)"|(#(?=\s|$))|(\S+))/gy;
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    const [, quoted, hash, plain] = found;
    if (hash !== undefined) return { tags, annotation: annotationOf(text.slice(token.lastIndex)) };
    tags.push(quoted === undefined ? (plain ?? '') : quoted.replace(/\\(.)/g, '$1'));
  }
  return { tags, annotation: '' };
}

function annotationOf(text: string): string {
  const [, quoted] = /^"((?:[^"\\]|\\.)*)"$/.exec(text.trim()) ?? [];
  return quoted === undefined ? text.trim() : quoted.replace(/\\(.)/g, '$1');
}
