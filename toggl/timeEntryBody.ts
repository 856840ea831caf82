/**
 * The bodies of creates and edits. Start, stop and duration always travel together and agree:
 * Toggl keeps what it is given, and rows written with one of them alone have come out
 * contradicting themselves (docs/toggl-notes.md, Stop).
 */
import { formatSecond } from './instant.ts';
import type { NewTimeEntry, TimeEntryEdit } from './timeEntry.ts';

/** Toggl demands it on a create and never gives it back, so it marks nothing for us. */
const createdWith = 'Compass Time Engine';

export function createBody(workspaceId: number, entry: NewTimeEntry): string {
  return JSON.stringify({
    created_with: createdWith,
    workspace_id: workspaceId,
    description: entry.description,
    project_id: entry.projectId,
    tags: entry.tags,
    ...timesBody(entry),
  });
}

/** A field that is absent is undefined here, and JSON leaves it out: Toggl keeps its value. */
export function editBody(edit: TimeEntryEdit): string {
  return JSON.stringify({
    description: edit.description,
    project_id: edit.projectId,
    tags: edit.tags,
    tag_action: edit.tagAction,
    ...(edit.times === undefined ? {} : timesBody(edit.times)),
  });
}

/** Running is duration -1 and no stop; the null also reopens an entry that has one. */
function timesBody(times: NonNullable<TimeEntryEdit['times']>) {
  const { startSecond, stopSecond } = times;
  const start = formatSecond(startSecond);
  if (stopSecond === null) return { start, stop: null, duration: -1 };
  return { start, stop: formatSecond(stopSecond), duration: stopSecond - startSecond };
}
