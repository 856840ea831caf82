/**
 * What happens to entries beyond the one addressed: the running entry ends, an entry becomes a
 * tombstone. Toggl ends a running entry at its own now, not at the start of the one that follows,
 * so the two may overlap (docs/toggl-notes.md):
 *
 *   running    [────────────────────────)now
 *   new             [start ─────────────…
 */
import type { EntryRow, World } from './world.ts';

export function isRunning(row: EntryRow): boolean {
  return row.deletedAt === null && row.stopSecond === null && row.durationSeconds < 0;
}

/** Newest change first, the order in which Toggl's own clients settle several running entries. */
export function runningEntries(world: World): EntryRow[] {
  return [...world.entries.values()]
    .filter(isRunning)
    .sort((left, right) => right.modifiedAtMicroseconds - left.modifiedAtMicroseconds);
}

/** The duration comes from start, not from the negative number. A start to come ends there. */
export function stopEntry(world: World, row: EntryRow): void {
  row.stopSecond = Math.max(world.clockSecond(), row.startSecond);
  row.durationSeconds = row.stopSecond - row.startSecond;
  touchEntry(world, row);
}

export function stopAllRunning(world: World): void {
  for (const row of runningEntries(world)) stopEntry(world, row);
}

/** The tombstone's `at` is the instant of deletion. */
export function deleteEntry(world: World, row: EntryRow): void {
  row.deletedAt = Math.floor(world.clockMs());
  touchEntry(world, row);
}

export function touchEntry(world: World, row: EntryRow): void {
  row.modifiedAtMicroseconds = world.stampMicroseconds();
}
