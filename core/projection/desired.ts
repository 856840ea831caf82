/**
 * What Toggl should show for one slice: a pure function of slices, categories and projects.
 * It never looks at what Toggl shows now; that comparison is difference.ts.
 */
import type { Slice, Source } from '../engine/slice.ts';
import { floorSecond } from '../time/instant.ts';
import { type EntryFields, markerTag } from './entry.ts';

/** Imported history is never sent: it came from Toggl or a file. */
const sourcesKeptHere: readonly Source[] = ['TIMERY', 'IMPORT'];

/** Whether what a sensor measured is sent. */
export const healthSendings = ['off', 'on'] as const;
export type HealthSending = (typeof healthSendings)[number];

/** A WORK_MODE slice, with its category's name. */
export type ModeSlice = Readonly<{
  name: string;
  startAt: number;
  endAt: number | null;
  /** When it last changed in the store: a tag is sent once it has stood still for a while. */
  updatedAt: number;
}>;

export type DesiredInput = Readonly<{
  slice: Slice;
  /** Task name if linked, else the category's name. */
  text: string;
  projectId: number | null;
  modes: readonly ModeSlice[];
  debounceMs: number;
  health: HealthSending;
}>;

export function isProjectable(
  { dimension, source }: Pick<Slice, 'dimension' | 'source'>,
  health: HealthSending,
): boolean {
  if (source === 'HEALTH' && health === 'off') return false;
  return dimension === 'PRIMARY' && !sourcesKeptHere.includes(source);
}

/** `Deep Work` → `deep-work`. A name without any letter or digit makes no tag. */
export function modeTag(name: string): string | null {
  const words = name
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{N}\p{M}]+/gu);
  const tag = words?.join('-') ?? null;
  return tag === markerTag ? null : tag;
}

/**
 * The mode an entry carries.
 *
 * Running: the mode that runs. Finished: of those that overlapped it and ended no earlier than
 * its end less the debounce, the one that overlapped it longest, so that a Focus which switches
 * mode and activity seconds apart does not retag the old entry.
 *
 *   PRIMARY      ├──────────────────┤
 *   mode A   ├───────────────────┤           ends within the debounce: carried
 *   mode B                        ├─────     overlaps for less: not carried
 */
function modeOf(slice: Slice, modes: readonly ModeSlice[], debounceMs: number): ModeSlice | null {
  const sliceEndAt = slice.endAt;
  if (sliceEndAt === null) return modes.find((mode) => mode.endAt === null) ?? null;
  const overlapMs = (mode: ModeSlice) =>
    Math.min(mode.endAt ?? sliceEndAt, sliceEndAt) - Math.max(mode.startAt, slice.startAt);
  return modes
    .filter((mode) => overlapMs(mode) > 0)
    .filter((mode) => mode.endAt === null || mode.endAt >= sliceEndAt - debounceMs)
    .reduce<ModeSlice | null>(
      (best, mode) => (best === null || overlapMs(mode) > overlapMs(best) ? mode : best),
      null,
    );
}

/** The entry this slice should have, or null when it should have none. */
export function desiredEntry(input: DesiredInput): EntryFields | null {
  const { slice } = input;
  if (!isProjectable(slice, input.health)) return null;
  const startSecond = floorSecond(slice.startAt);
  const stopSecond = slice.endAt === null ? null : floorSecond(slice.endAt);
  if (stopSecond === startSecond) return null;
  const mode = modeOf(slice, input.modes, input.debounceMs);
  const tag = mode === null ? null : modeTag(mode.name);
  return {
    description: input.text,
    projectId: input.projectId,
    tags: tag === null ? [markerTag] : [markerTag, tag],
    startSecond,
    stopSecond,
  };
}

/**
 * When a change of tags on a running entry may be sent: once no mode near it has changed for the
 * debounce. A burst of automations then costs one call, not one each.
 */
export function tagsDueAt(modes: readonly ModeSlice[], debounceMs: number): number {
  const latestChangeAt = modes.reduce((latest, mode) => Math.max(latest, mode.updatedAt), 0);
  return latestChangeAt + debounceMs;
}
