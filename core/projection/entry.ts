/**
 * The two shapes the projection compares: the fields it writes, and an entry as Toggl shows it.
 * Seconds since the epoch, because that is Toggl's grain (docs/toggl-notes.md, Time precision).
 */

/** Marks every entry of ours. Only a link makes an entry ours; the mark finds lost ones. */
export const markerTag = 'compass';

/** What one entry should hold, or what was last written to it. */
export type EntryFields = Readonly<{
  description: string;
  projectId: number | null;
  /** Our tags only: the marker and at most one mode. */
  tags: readonly string[];
  startSecond: number;
  /** null while it runs. */
  stopSecond: number | null;
}>;

/** An entry as a reply showed it; `tags` holds everybody's tags. */
export type ObservedEntry = EntryFields &
  Readonly<{
    id: number;
    workspaceId: number;
    /** Its last change in Toggl, milliseconds of Toggl's clock. */
    modifiedAt: number;
    /** Milliseconds; set on tombstones only. */
    deletedAt: number | null;
  }>;

export type Field = 'description' | 'project' | 'tags' | 'start' | 'stop' | 'entry';

export function isMarked(entry: ObservedEntry): boolean {
  return entry.tags.includes(markerTag);
}

/** Text and start second are what tells one of our records from another. */
export function fitsRecord(record: EntryFields, entry: ObservedEntry): boolean {
  return entry.startSecond === record.startSecond && entry.description === record.description;
}

export function sameTags(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((tag) => right.includes(tag));
}

export function sameFields(left: EntryFields | null, right: EntryFields | null): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
