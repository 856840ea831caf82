/** A Toggl tag. Entries carry tags by name; the ids matter to nothing here but Reports. */
import * as z from 'zod';

export type Tag = Readonly<{ id: number; workspaceId: number; name: string }>;

export const tagSchema: z.ZodType<Tag> = z
  .object({ id: z.int(), workspace_id: z.int(), name: z.string() })
  .transform((wire) => ({ id: wire.id, workspaceId: wire.workspace_id, name: wire.name }));
