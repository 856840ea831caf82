/**
 * The Toggl user and all that one request can tell of their account: the cheapest full picture.
 * The wire object also holds the API token: never read.
 */
import * as z from 'zod';
import { listSchema } from './listSchema.ts';
import { type Project, projectSchema } from './project.ts';
import { type Tag, tagSchema } from './tag.ts';
import type { TimeEntry } from './timeEntry.ts';
import { timeEntrySchema } from './timeEntrySchema.ts';
import { type Workspace, workspaceSchema } from './workspace.ts';

export type Me = Readonly<{
  userId: number;
  /** Of the profile: the full name, or the e-mail address where there is none. */
  name: string | null;
  defaultWorkspaceId: number;
  /** IANA name from the profile, or null when the reply gives none. */
  timeZone: string | null;
  workspaces: readonly Workspace[];
  projects: readonly Project[];
  tags: readonly Tag[];
  /** The last ten days, with the running entry. */
  timeEntries: readonly TimeEntry[];
}>;

export const meSchema: z.ZodType<Me> = z
  .object({
    id: z.int(),
    fullname: z.string().nullish(),
    email: z.string().nullish(),
    default_workspace_id: z.int(),
    timezone: z.string().nullish(),
    workspaces: listSchema(workspaceSchema),
    projects: listSchema(projectSchema),
    tags: listSchema(tagSchema),
    time_entries: listSchema(timeEntrySchema),
  })
  .transform((wire) => ({
    userId: wire.id,
    name: wire.fullname || wire.email || null,
    defaultWorkspaceId: wire.default_workspace_id,
    timeZone: wire.timezone ?? null,
    workspaces: wire.workspaces,
    projects: wire.projects,
    tags: wire.tags,
    timeEntries: wire.time_entries,
  }));
