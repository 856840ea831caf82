/** What a line of a file says, whatever program wrote it. */
import { nameFrom } from '../engine/category.ts';
import type { Dimension } from '../engine/slice.ts';

export type FileSlice = Readonly<{
  dimension: Dimension;
  /** A name that a category can have. */
  category: string;
  startAt: number;
  endAt: number;
  note: string | null;
  isLocked: boolean;
  linkedTaskId: string | null;
}>;

export type FileRow =
  | Readonly<{
      kind: 'slice';
      line: number;
      slice: FileSlice;
      /** How an hour was read that the clock showed twice, or never. */
      remark: string | null;
    }>
  /** Nothing to import, and why. */
  | Readonly<{ kind: 'bad'; line: number; reason: string }>;

const nameless = '(no description)';
const longestNote = 10_000;

/** A line whose times make no slice, or the slice; `at` of a file is never in the future. */
export function rowOf(
  line: number,
  slice: FileSlice,
  { now, remark = null }: Readonly<{ now: number; remark?: string | null }>,
): FileRow {
  if (slice.endAt < slice.startAt) return bad(line, 'It ends before it starts.');
  if (slice.endAt > now) return bad(line, 'It ends in the future.');
  return { kind: 'slice', line, slice, remark };
}

export function bad(line: number, reason: string): FileRow {
  return { kind: 'bad', line, reason };
}

export function categoryName(text: string): string {
  return nameFrom(text) || nameless;
}

/** What neither database keeps is left out. */
export function noteOf(text: string): string | null {
  const kept = text.toWellFormed().replaceAll('\0', '').trim();
  return kept === '' ? null : kept.slice(0, longestNote).toWellFormed();
}
