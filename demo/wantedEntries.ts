/**
 * What Toggl should show, worked out from the answer of GET /api/engine/slices. Pure. The rule is
 * core's; the server's own links and what it believes to have written play no part.
 */
import type { z } from 'zod';
import type { sliceReply } from '../contract/slice.ts';
import { desiredEntry, type ModeSlice } from '../core/projection/desired.ts';
import type { EntryFields } from '../core/projection/entry.ts';

export type SliceReply = z.output<typeof sliceReply>;

type Wanting = Readonly<{
  slices: readonly SliceReply[];
  debounceMs: number;
  /** Toggl's projects by name: a category of the same name has that project. */
  projectIds: ReadonlyMap<string, number>;
}>;

export function wantedEntries({ slices, debounceMs, projectIds }: Wanting): readonly EntryFields[] {
  const modes = slices.filter(({ dimension }) => dimension === 'WORK_MODE').map(modeOf);
  return slices
    .map((slice) =>
      desiredEntry({
        slice: sliceOf(slice),
        text: slice.category,
        projectId: projectIds.get(slice.category) ?? null,
        modes,
        debounceMs,
        health: 'off',
      }),
    )
    .filter((entry) => entry !== null);
}

function sliceOf({ start, end, createdAt, updatedAt, togglEntryId: _, ...slice }: SliceReply) {
  return {
    ...slice,
    startAt: Date.parse(start),
    endAt: end === null ? null : Date.parse(end),
    originEntryId: null,
    createdAt: Date.parse(createdAt),
    updatedAt: Date.parse(updatedAt),
  };
}

function modeOf({ category, start, end, updatedAt }: SliceReply): ModeSlice {
  return {
    name: category,
    startAt: Date.parse(start),
    endAt: end === null ? null : Date.parse(end),
    updatedAt: Date.parse(updatedAt),
  };
}
