/**
 * Reads a time entry out of any Toggl reply that carries one. Fields we do not use are ignored,
 * so Toggl may add some; a missing field that we do use makes the reply unreadable, because a
 * guess here would later be taken for something a person did in Toggl.
 */
import * as z from 'zod';
import { instantSchema, secondSchema } from './instant.ts';
import { listSchema } from './listSchema.ts';
import type { TimeEntry } from './timeEntry.ts';

const wireSchema = z.object({
  id: z.int(),
  workspace_id: z.int(),
  user_id: z.int().nullish(),
  project_id: z.int().nullish(),
  description: z.string().nullish(),
  tags: listSchema(z.string()),
  start: secondSchema,
  stop: secondSchema.nullish(),
  duration: z.int(),
  at: instantSchema,
  server_deleted_at: instantSchema.nullish(),
});

export const timeEntrySchema: z.ZodType<TimeEntry> = wireSchema.transform((wire) => ({
  id: wire.id,
  workspaceId: wire.workspace_id,
  userId: wire.user_id ?? null,
  projectId: wire.project_id ?? null,
  description: wire.description ?? '',
  tags: wire.tags,
  startSecond: wire.start,
  stopSecond: stopSecondOf(wire),
  modifiedAt: wire.at,
  deletedAt: wire.server_deleted_at ?? null,
}));

/**
 * Any negative duration without a stop runs: -1 or minus the start, which Toggl stores as sent.
 * A stop wins over a negative duration, which clients with a wrong clock have left behind
 * (docs/toggl-notes.md, Running entries).
 */
function stopSecondOf(wire: z.output<typeof wireSchema>): number | null {
  if (wire.stop !== null && wire.stop !== undefined) return wire.stop;
  return wire.duration < 0 ? null : wire.start + wire.duration;
}
