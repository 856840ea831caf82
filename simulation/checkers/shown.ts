/**
 * What Toggl should show for one slice, written a second time from the promise in the README and
 * not from the program's own rule: a checker that asked core what is right would find nothing wrong
 * in core.
 */
import type { HealthSending } from '../../core/projection/desired.ts';
import type { EntryFields } from '../../core/projection/entry.ts';
import type { StoredSlice } from '../observer.ts';

type Settings = Readonly<{ debounceMs: number; health: HealthSending }>;

/** null: it has no entry. */
export function shownFor(
  slice: StoredSlice,
  modes: readonly StoredSlice[],
  { debounceMs, health }: Settings,
): EntryFields | null {
  if (['TIMERY', 'IMPORT'].includes(slice.source)) return null;
  if (slice.source === 'HEALTH' && health === 'off') return null;
  const startSecond = Math.floor(slice.startAt / 1000);
  const stopSecond = slice.endAt === null ? null : Math.floor(slice.endAt / 1000);
  if (startSecond === stopSecond) return null;
  const mode = modeOf(slice, modes, debounceMs);
  return {
    description: slice.taskName ?? slice.category,
    projectId: slice.projectId,
    tags: mode === null ? ['compass'] : ['compass', kebabCase(mode.category)],
    startSecond,
    stopSecond,
  };
}

/** Of what runs the mode that runs; of what ended the longest that lasted until nearly its end. */
function modeOf(slice: StoredSlice, modes: readonly StoredSlice[], debounceMs: number) {
  const { startAt, endAt } = slice;
  if (endAt === null) return modes.find((mode) => mode.endAt === null) ?? null;
  const lasting = modes.map((mode) => {
    const modeEndAt = mode.endAt ?? Number.POSITIVE_INFINITY;
    const sharedMs = Math.min(modeEndAt, endAt) - Math.max(mode.startAt, startAt);
    return { mode, sharedMs, isToTheEnd: modeEndAt >= endAt - debounceMs };
  });
  const [longest] = lasting
    .filter(({ sharedMs, isToTheEnd }) => sharedMs > 0 && isToTheEnd)
    .sort((left, right) => right.sharedMs - left.sharedMs);
  return longest?.mode ?? null;
}

/** The modes of the simulation are plain words. */
function kebabCase(name: string): string {
  return name.toLowerCase().replaceAll(' ', '-');
}
