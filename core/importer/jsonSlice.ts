/**
 * A slice of our own export. The id, the source and when it was made stay behind: in the account
 * it comes to it is a new slice, of source IMPORT.
 */
import { type Dimension, dimensions } from '../engine/slice.ts';
import { parseInstant } from '../time/instant.ts';
import { bad, categoryName, type FileRow, noteOf, rowOf } from './fileRow.ts';

export function jsonSlice(line: number, json: unknown, now: number): FileRow {
  if (typeof json !== 'object' || json === null) return bad(line, 'This is no slice.');
  const { dimension, category, start, end, note, isLocked, linkedTaskId } = json as Readonly<
    Record<string, unknown>
  >;
  if (!isDimension(dimension)) return bad(line, 'Its dimension is none of the four.');
  if (typeof category !== 'string') return bad(line, 'It has no category.');
  const startAt = typeof start === 'string' ? parseInstant(start) : null;
  if (startAt === null) return bad(line, 'Its start is not an instant with an offset.');
  if (end === null) return bad(line, 'It still ran. Start it by hand, if it is to run here.');
  const endAt = typeof end === 'string' ? parseInstant(end) : null;
  if (endAt === null) return bad(line, 'Its end is not an instant with an offset.');
  const slice = {
    dimension,
    category: categoryName(category),
    startAt,
    endAt,
    note: typeof note === 'string' ? noteOf(note) : null,
    isLocked: isLocked === true,
    linkedTaskId: typeof linkedTaskId === 'string' ? linkedTaskId.slice(0, 100) : null,
  };
  return rowOf(line, slice, { now });
}

function isDimension(value: unknown): value is Dimension {
  return dimensions.some((dimension) => dimension === value);
}
