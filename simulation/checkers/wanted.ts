/**
 * What Toggl should show, sample by sample. A finished entry keeps what it was given until its own
 * slice changes, so what was wanted at any sample since then is right; for what runs, only what is
 * wanted now.
 */
import type { Category } from '../../backend/src/store/categories.ts';
import type { SliceView } from '../../backend/src/store/sliceViews.ts';
import type { TogglProject } from '../../backend/src/store/togglProjects.ts';
import { desiredEntry } from '../../core/projection/desired.ts';
import type { EntryFields } from '../../core/projection/entry.ts';
import { projectFor } from '../../core/projection/project.ts';

export type Wanted = Readonly<{
  sliceId: string;
  fields: EntryFields;
  /** Text, project and tags that were wanted since the slice last changed, the newest last. */
  acceptable: readonly Looks[];
}>;

type Looks = Pick<EntryFields, 'description' | 'projectId' | 'tags'>;

type Sample = Readonly<{
  /** All that overlap the time since `sinceAt`; older ones stay as they were. */
  slices: readonly SliceView[];
  sinceAt: number;
  categories: readonly Category[];
  projects: readonly TogglProject[];
  debounceMs: number;
}>;

type WantedTracker = Readonly<{
  take(sample: Sample): void;
  now(): ReadonlyMap<string, Wanted>;
}>;

export function createWantedTracker(): WantedTracker {
  let current: ReadonlyMap<string, Wanted> = new Map();
  const changedAt = new Map<string, number>();
  return {
    take: (sample) => {
      const isOlder = ([, { fields }]: [string, Wanted]) =>
        fields.stopSecond !== null && fields.stopSecond * 1000 <= sample.sinceAt;
      const next = new Map([...current].filter(isOlder));
      for (const slice of sample.slices) {
        const fields = fieldsOf(slice, sample);
        if (fields === null) continue;
        const before = changedAt.get(slice.id) === slice.updatedAt ? current.get(slice.id) : null;
        changedAt.set(slice.id, slice.updatedAt);
        const acceptable = [...(before?.acceptable ?? []), looksOf(fields)];
        next.set(slice.id, { sliceId: slice.id, fields, acceptable: distinct(acceptable) });
      }
      current = next;
    },
    now: () => current,
  };
}

function fieldsOf(slice: SliceView, sample: Sample): EntryFields | null {
  const modes = sample.slices.flatMap((one) =>
    one.dimension === 'WORK_MODE' ? [{ ...one, name: one.category }] : [],
  );
  const category = sample.categories.find(({ id }) => id === slice.categoryId);
  const projectId = category === undefined ? null : projectFor(category, sample.projects);
  const { debounceMs } = sample;
  return desiredEntry({ slice, text: slice.category, projectId, modes, debounceMs });
}

function looksOf({ description, projectId, tags }: EntryFields): Looks {
  return { description, projectId, tags };
}

function distinct(all: readonly Looks[]): readonly Looks[] {
  return [...new Map(all.map((looks) => [JSON.stringify(looks), looks])).values()];
}
