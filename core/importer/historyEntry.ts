/**
 * An entry of Toggl as history takes it in, and what is remembered of one that was taken in: the
 * entry as it was seen, and the slice as the import left it. By the two it is told who changed
 * what since: Toggl's side, ours, or both.
 */
import type { Slice } from '../engine/slice.ts';
import type { ObservedEntry } from '../projection/entry.ts';
import { floorSecond, latestAt } from '../time/instant.ts';

export type HistoryEntry = ObservedEntry &
  /** Reports name the project, lists do not. */
  Readonly<{ projectName?: string | null }>;

export type SeenFields = Readonly<{
  description: string;
  projectId: number | null;
  startSecond: number;
  stopSecond: number | null;
  isDeleted: boolean;
}>;

/** Of the slice, as the import wrote it last. */
type WrittenFields = Readonly<{
  startAt: number;
  endAt: number | null;
  categoryId: string;
  note: string | null;
}>;

export type Imported = Readonly<{
  entryId: number;
  sliceId: string;
  seen: SeenFields;
  written: WrittenFields;
  /** The entry's last change that was taken in, milliseconds of Toggl's clock. */
  modifiedAt: number;
  /** Deleted in Toggl, and therefore here. */
  isDeleted: boolean;
}>;

export function seenFieldsOf(entry: HistoryEntry): SeenFields {
  const { description, projectId, startSecond, stopSecond, deletedAt } = entry;
  return { description, projectId, startSecond, stopSecond, isDeleted: deletedAt !== null };
}

export function writtenFieldsOf({ startAt, endAt, categoryId, note }: Slice): WrittenFields {
  return { startAt, endAt, categoryId, note };
}

export function isSameSight(left: SeenFields, right: SeenFields): boolean {
  return (
    left.description === right.description &&
    left.projectId === right.projectId &&
    left.startSecond === right.startSecond &&
    left.stopSecond === right.stopSecond &&
    left.isDeleted === right.isDeleted
  );
}

/** Whether the slice still says what the import wrote. */
export function isAsWritten(slice: Slice, written: WrittenFields): boolean {
  return (
    slice.startAt === written.startAt &&
    slice.endAt === written.endAt &&
    slice.categoryId === written.categoryId &&
    slice.note === written.note
  );
}

/**
 * Why an entry can be no slice, or null. Toggl keeps what clients with a wrong clock sent
 * (docs/toggl-notes.md, Running entries).
 */
export function faultOf({ startSecond, stopSecond }: HistoryEntry): string | null {
  if (stopSecond === null) return 'It runs: it is imported once it has stopped.';
  if (!isSecond(startSecond) || !isSecond(stopSecond)) return 'Its times cannot be read.';
  if (stopSecond < startSecond) return 'It ends before it starts: mend its times in Toggl.';
  if (stopSecond === startSecond) return 'It is empty: it has no time to count.';
  return null;
}

/** What the database and replies can hold: years of four digits. */
const earliestSecond = Date.UTC(1900, 0, 1) / 1000;
const latestSecond = floorSecond(latestAt);

function isSecond(second: number): boolean {
  return Number.isSafeInteger(second) && second >= earliestSecond && second <= latestSecond;
}
