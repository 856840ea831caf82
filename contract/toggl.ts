/** What the engine knows about Toggl, and every call it made. */
import { z } from 'zod';
import { instant, limitInput } from './text.ts';

const bucket = z.object({
  remaining: z.int().nullable().meta({ description: 'null until a reply has told' }),
  resetsAt: instant.nullable(),
});

export const togglStatusReply = z
  .object({
    connected: z.boolean(),
    workspaceId: z.string().nullable(),
    clockOffsetMs: z.int().nullable().meta({ description: "Toggl's clock minus ours" }),
    quota: z.object({ organization: bucket, user: bucket }),
    pending: z.int().meta({ description: 'slices that Toggl does not yet show as wanted' }),
    held: z.int().meta({ description: 'slices that wait for an answer to a warning' }),
    parked: z.int().meta({ description: 'slices that Toggl refused; parkedSlices says why' }),
    parkedSlices: z.array(z.object({ sliceId: z.string(), reason: z.string() })),
    lastError: z.string().nullable(),
    lastCallAt: instant.nullable(),
    lastImportAt: instant.nullable(),
  })
  .meta({ id: 'TogglStatus' });

export const togglCallsQuery = z.strictObject({ limit: limitInput });

export const togglCallsReply = z.array(
  z
    .object({
      method: z.string(),
      path: z.string(),
      status: z.int().nullable().meta({ description: 'null when no reply came' }),
      at: instant,
      durationMs: z.number(),
      reason: z.string(),
      sliceId: z.string().nullable(),
    })
    .meta({ id: 'TogglCall' }),
);

export const togglWarningsReply = z.array(
  z
    .object({
      id: z.string(),
      kind: z.string(),
      sliceId: z.string().nullable(),
      entryId: z.string().nullable(),
      ours: z.unknown(),
      timerys: z.unknown(),
      message: z.string(),
      at: instant,
      actions: z.array(z.string()),
    })
    .meta({ id: 'TogglWarning' }),
);
