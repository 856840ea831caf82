/**
 * Compares what Toggl shows with the slices, entry by entry, by the promise of the interface and
 * none of the program's own rules: one entry for each PRIMARY slice that is longer than nothing,
 * start exact, stop exact or one second late, text, and the tag of the mode at its end.
 */
import type { SandboxEntry } from '../../../toggl-sandbox/inspection.ts';
import type { StoredSlice } from './killedDatabase.fixture.ts';

/** Of the modes that the clients draw; nothing else decides what a tag is called here. */
const tagOfMode: Readonly<Record<string, string>> = {
  'Deep Work': 'deep-work',
  Admin: 'admin',
  'Creative Flow': 'creative-flow',
};

/** What is wrong in Toggl; empty where all is well. */
export function togglFindings(
  slices: readonly StoredSlice[],
  entries: readonly SandboxEntry[],
): readonly string[] {
  const shown = entries.filter(({ deletedAt }) => deletedAt === null);
  const modes = slices.filter(({ dimension }) => dimension === 'WORK_MODE');
  const wanted = slices.filter(
    ({ dimension, startAt, endAt }) => dimension === 'PRIMARY' && second(startAt) !== second(endAt),
  );
  const startSeconds = new Set(wanted.map(({ startAt }) => second(startAt)));
  return [
    ...wanted.flatMap((slice) => {
      const own = shown.filter(({ startSecond }) => startSecond === second(slice.startAt));
      const [entry] = own;
      if (entry === undefined || own.length > 1)
        return [`${own.length} entries for ${told(slice)}`];
      return isShownBy(slice, entry, modes) ? [] : [`${told(entry)} for ${told(slice)}`];
    }),
    ...shown
      .filter(({ startSecond }) => !startSeconds.has(startSecond))
      .map((entry) => `no slice for ${told(entry)}`),
  ];
}

function isShownBy(
  slice: StoredSlice,
  entry: SandboxEntry,
  modes: readonly StoredSlice[],
): boolean {
  const stopSecond = second(slice.endAt);
  const isStopRight =
    stopSecond === null || entry.stopSecond === null
      ? stopSecond === entry.stopSecond
      : [0, 1].includes(entry.stopSecond - stopSecond);
  const tags = ['compass', ...tagsOf(slice, modes)];
  const areTagsRight = tags.toSorted().join() === entry.tags.toSorted().join();
  return isStopRight && areTagsRight && entry.description === slice.category;
}

/** The mode that runs, or that ran when the slice ended. */
function tagsOf({ endAt }: StoredSlice, modes: readonly StoredSlice[]): readonly string[] {
  const mode = modes.find((one) =>
    endAt === null ? one.endAt === null : one.startAt < endAt && (one.endAt ?? endAt) >= endAt,
  );
  return mode === undefined ? [] : [tagOfMode[mode.category] ?? mode.category];
}

function second(at: number): number;
function second(at: number | null): number | null;
function second(at: number | null): number | null {
  return at === null ? null : Math.floor(at / 1000);
}

function told(value: object): string {
  return JSON.stringify(value);
}
