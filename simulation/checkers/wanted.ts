/**
 * What Toggl should show, sample by sample. A finished entry keeps what it was given until its own
 * slice changes, so what was wanted at any sample since then is right; for what runs, only what is
 * wanted now.
 */
import type { HealthSending } from '../../core/projection/desired.ts';
import type { EntryFields } from '../../core/projection/entry.ts';
import type { StoredSlice } from '../observer.ts';
import { shownFor } from './shown.ts';

export type Wanted = Readonly<{
  sliceId: string;
  fields: EntryFields;
  /** When its slice last changed, milliseconds. */
  changedAt: number;
  /** Text, project and tags that were wanted since the slice last changed, the newest last. */
  acceptable: readonly Looks[];
}>;

type Looks = Pick<EntryFields, 'description' | 'projectId' | 'tags'>;

type Sample = Readonly<{
  /** All that overlap the time since `sinceAt`; older ones stay as they were. */
  slices: readonly StoredSlice[];
  sinceAt: number;
  debounceMs: number;
}>;

type WantedTracker = Readonly<{
  take(sample: Sample): void;
  now(): ReadonlyMap<string, Wanted>;
}>;

/** `health`: whether what was measured goes to Toggl. */
export function createWantedTracker(health: HealthSending = 'off'): WantedTracker {
  let current: ReadonlyMap<string, Wanted> = new Map();
  let shown: ReadonlyMap<string | undefined, Wanted> = new Map();
  const shapes = new Map<string, string>();
  return {
    take: (sample) => {
      const isOlder = ([, { fields }]: [string, Wanted]) =>
        fields.stopSecond !== null && fields.stopSecond * 1000 <= sample.sinceAt;
      const next = new Map([...current].filter(isOlder));
      const modes = sample.slices.filter(({ dimension }) => dimension === 'WORK_MODE');
      for (const slice of sample.slices) {
        if (slice.dimension !== 'PRIMARY') continue;
        const fields = shownFor(slice, modes, { debounceMs: sample.debounceMs, health });
        if (fields === null) continue;
        const before = shown.get(shapeOf(slice));
        const acceptable = [...(before?.acceptable ?? []), looksOf(fields)];
        shapes.set(slice.id, shapeOf(slice));
        next.set(slice.id, {
          sliceId: slice.id,
          fields,
          changedAt: slice.updatedAt,
          acceptable: distinct(acceptable),
        });
      }
      current = next;
      shown = new Map([...next].map(([id, wanted]) => [shapes.get(id), wanted]));
    },
    now: () => current,
  };
}

/**
 * What an entry is made of; a lock or a note changes nothing of it. A slice that is made again as
 * it was, where an earlier tap came late, has another id and the same entry.
 */
function shapeOf({ startAt, endAt, categoryId, linkedTaskId }: StoredSlice): string {
  return `${startAt} ${endAt} ${categoryId} ${linkedTaskId}`;
}

function looksOf({ description, projectId, tags }: EntryFields): Looks {
  return { description, projectId, tags };
}

function distinct(all: readonly Looks[]): readonly Looks[] {
  return [...new Map(all.map((looks) => [JSON.stringify(looks), looks])).values()];
}
