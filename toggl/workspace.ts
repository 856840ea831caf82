/**
 * A Toggl workspace. Its organisation owns the quota bucket that most calls are paid from.
 * The wire object also holds an API token and a calendar address: neither is ever read.
 */
import * as z from 'zod';

export type Workspace = Readonly<{
  id: number;
  organizationId: number;
  name: string;
  /** Whether the plan has the features that a free one answers with 402. */
  isPremium: boolean;
}>;

export const workspaceSchema: z.ZodType<Workspace> = z
  .object({
    id: z.int(),
    organization_id: z.int(),
    name: z.string(),
    premium: z.boolean().nullish(),
  })
  .transform((wire) => ({
    id: wire.id,
    organizationId: wire.organization_id,
    name: wire.name,
    isPremium: wire.premium ?? false,
  }));
