/** A Toggl project as far as categories need it. An archived or deleted one is not active. */
import * as z from 'zod';
import { instantSchema } from './instant.ts';
import { listSchema } from './listSchema.ts';

export type Project = Readonly<{
  id: number;
  workspaceId: number;
  name: string;
  /** `#rrggbb`, or null when Toggl gives none. */
  color: string | null;
  isActive: boolean;
  isPrivate: boolean;
}>;

/** `nextPage` is null on the last page. */
export type ProjectPage = Readonly<{ projects: readonly Project[]; nextPage: number | null }>;

/** The most Toggl gives at once: a page costs one request whatever its size. */
export const projectsPerPage = 200;

export const projectSchema: z.ZodType<Project> = z
  .object({
    id: z.int(),
    workspace_id: z.int(),
    name: z.string(),
    color: z.string().nullish(),
    active: z.boolean(),
    is_private: z.boolean().nullish(),
    server_deleted_at: instantSchema.nullish(),
  })
  .transform((wire) => ({
    id: wire.id,
    workspaceId: wire.workspace_id,
    name: wire.name,
    color: wire.color ?? null,
    isActive: wire.active && (wire.server_deleted_at ?? null) === null,
    isPrivate: wire.is_private ?? false,
  }));

/**
 * Toggl names no last page, so a full one may be followed by another: the price is one empty
 * page when the count is an exact multiple.
 */
export function projectPageSchema(page: number): z.ZodType<ProjectPage> {
  return listSchema(projectSchema).transform((projects) => ({
    projects,
    nextPage: projects.length < projectsPerPage ? null : page + 1,
  }));
}
