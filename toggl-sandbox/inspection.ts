/**
 * What a test or the demo may see that no reply shows: every entry, deleted ones too, with what
 * created it. Copies; changing them changes nothing.
 */
import { runningEntries } from './entryEffects.ts';
import { namesOfTags } from './tagNames.ts';
import type { EntryRow, World } from './world.ts';

export type SandboxEntry = Readonly<{
  id: number;
  workspaceId: number;
  projectId: number | null;
  taskId: number | null;
  billable: boolean;
  description: string;
  tags: readonly string[];
  startSecond: number;
  stopSecond: number | null;
  durationSeconds: number;
  /** Milliseconds, Toggl's clock. */
  modifiedAt: number;
  /** Milliseconds, Toggl's clock; null while it lives. */
  deletedAt: number | null;
  createdWith: string;
}>;

/** In the order they were made. */
export function inspectedEntries(world: World): SandboxEntry[] {
  return [...world.entries.values()].map((row) => inspected(world, row));
}

export function inspectedRunning(world: World): SandboxEntry[] {
  return runningEntries(world).map((row) => inspected(world, row));
}

function inspected(world: World, row: EntryRow): SandboxEntry {
  const { tagIds, modifiedAtMicroseconds, isHidden: _, ...fields } = row;
  return {
    ...fields,
    description: row.description ?? '',
    tags: namesOfTags(world, tagIds),
    modifiedAt: Math.floor(modifiedAtMicroseconds / 1000),
  };
}
