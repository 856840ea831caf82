/** What the engine knows about Toggl, and every call it made. */
import { z } from 'zod';
import { warningActions } from '../core/projection/warningActions.ts';
import { sliceEditBody, sliceWithChangeReply } from './slice.ts';
import { civilDateInput, dryRunInBody, idInput, instant, limitInput } from './text.ts';

const bucket = z.object({
  remaining: z.int().nullable().meta({ description: 'null until a reply has told' }),
  resetsAt: instant.nullable(),
});

export const togglStatusReply = z
  .object({
    connected: z.boolean(),
    userName: z.string().nullable().meta({
      description: "whom the token belongs to: the name in Toggl's profile, or the e-mail address",
    }),
    workspaceId: z.string().nullable(),
    workspaceName: z.string().nullable(),
    clockOffsetMs: z.int().nullable().meta({ description: "Toggl's clock minus ours" }),
    quota: z.object({ organization: bucket, user: bucket }),
    running: z
      .object({
        description: z.string(),
        start: instant,
        sliceId: z.string().nullable().meta({ description: 'null for an entry that is not ours' }),
      })
      .nullable()
      .meta({ description: 'what Toggl, and so Timery, shows as running, as far as is known' }),
    isRunningRight: z.boolean().meta({ description: 'it is what runs here' }),
    pending: z.int().meta({ description: 'slices that Toggl does not yet show as wanted' }),
    held: z.int().meta({ description: 'slices that wait for an answer to a warning' }),
    parked: z.int().meta({ description: 'slices that Toggl refused; parkedSlices says why' }),
    parkedSlices: z.array(z.object({ sliceId: z.string(), reason: z.string() })),
    lastError: z.string().nullable(),
    notes: z
      .array(z.object({ kind: z.string(), message: z.string() }))
      .meta({ description: 'what is unusual just now, and what to do about it' }),
    lastCallAt: instant.nullable(),
    lastImportAt: instant.nullable(),
  })
  .meta({ id: 'TogglStatus' });

export const togglConnectBody = z.strictObject({
  token: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]{1,500}$/, 'is not a token: copy it from your Toggl profile')
    .meta({ description: 'of the Toggl profile; stored sealed, and never shown again' }),
  workspaceId: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, 'is not the id of a workspace: send its digits')
    .optional()
    .meta({ description: "where new entries go; the user's default where it is left out" }),
});

const workspace = z.object({ id: z.string(), name: z.string() });

export const togglConnectReply = z
  .object({
    connected: z.literal(true),
    workspaceId: z.string(),
    workspaces: z.array(workspace).meta({ description: 'all that may be chosen' }),
    projects: z.int(),
  })
  .meta({ id: 'TogglConnected' });

export const togglDisconnectReply = z
  .object({ connected: z.literal(false), workspaceId: z.string() })
  .meta({ id: 'TogglDisconnected' });

export const togglProjectsReply = z.array(
  z
    .object({
      id: z.string(),
      name: z.string(),
      isActive: z.boolean(),
      isArchived: z.boolean(),
      isPrivate: z.boolean(),
      problem: z.string().nullable().meta({ description: 'why no entry can go to it' }),
      categoryIds: z.array(z.string()).meta({ description: 'whose entries go to it' }),
    })
    .meta({ id: 'TogglProject' }),
);

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

const action = z.enum(warningActions).meta({
  description:
    "keep takes Timery's version over, restore puts ours back, dismiss says that it was read",
});

export const togglWarningsReply = z.array(
  z
    .object({
      id: z.string(),
      kind: z.string(),
      sliceId: z.string().nullable(),
      entryId: z.string().nullable(),
      ours: z.unknown(),
      timerys: z.unknown(),
      message: z.string().meta({ description: 'what happened, and what each action does' }),
      what: z.string().meta({ description: 'what happened' }),
      offers: z.record(z.string(), z.string()).meta({ description: 'what each action does' }),
      at: instant,
      actions: z.array(action),
      calls: z
        .record(z.string(), z.int())
        .meta({ description: 'what each action costs at Toggl, if it does not refuse' }),
    })
    .meta({ id: 'TogglWarning' }),
);

export const togglWebhookSetupBody = z
  .strictObject({
    url: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .optional()
      .meta({ description: 'address of this server, as Toggl reaches it; PUBLIC_URL otherwise' }),
    dryRun: dryRunInBody,
  })
  .nullable();

export const togglWebhookSetupReply = z
  .object({
    url: z.string(),
    subscriptionId: z.string().nullable(),
    calls: z.int().meta({ description: 'what it costs at Toggl' }),
    message: z.string(),
  })
  .meta({ id: 'TogglWebhook' });

export const togglAdoptBody = z
  .strictObject({
    entryId: z
      .string()
      .regex(/^\d{1,15}$/)
      .optional()
      .meta({ description: 'which, where several are known; what runs, otherwise' }),
  })
  .nullable();

export const togglAdoptReply = sliceWithChangeReply.meta({ id: 'TogglAdopted' });

export const togglAllWarningsBody = z.strictObject({
  action: z.enum(['keep', 'restore', 'dismiss']),
  dryRun: dryRunInBody,
});

export const togglAllWarningsReply = z
  .object({
    answered: z.int().meta({ description: 'open warnings that offer the action' }),
    refused: z
      .array(z.object({ id: z.string(), message: z.string() }))
      .meta({ description: 'those that stay open, and why' }),
    calls: z.int().meta({ description: 'what it costs at Toggl, if none of them refuses' }),
    changeId: z.string().nullable().meta({ description: 'undoes all of it here' }),
  })
  .meta({ id: 'TogglWarningsAnswered' });

export const togglRefreshBody = z.strictObject({
  categoryId: idInput,
  dryRun: dryRunInBody,
});

export const togglRefreshReply = z
  .object({
    entries: z.int().meta({ description: 'past entries whose text or project differs' }),
    calls: z.int().meta({ description: 'what it costs at Toggl, if none of them refuses' }),
    skipped: z.int().meta({ description: 'those with a text or project chosen in Toggl stay' }),
  })
  .meta({ id: 'TogglRefresh' });

export const togglImportBody = z
  .strictObject({
    from: civilDateInput.optional().meta({ description: 'first day; absent: what changed lately' }),
    to: civilDateInput.optional().meta({ description: 'last day, included' }),
    dryRun: dryRunInBody,
  })
  .refine(({ from, to }) => to === undefined || from !== undefined, 'Send from as well as to.')
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    message: 'lies after to. Send the earlier day as from.',
    path: ['from'],
  })
  .nullable();

export const togglImportReply = z
  .object({
    id: z.string().nullable().meta({ description: 'null where nothing had to be begun' }),
    state: z.enum(['reading', 'waiting', 'done', 'failed', 'undone', 'estimated']),
    percentage: z.int(),
    imported: z.int(),
    updated: z.int(),
    deleted: z.int(),
    skipped: z
      .array(z.object({ entryId: z.string(), reason: z.string() }))
      .meta({ description: 'the first thousand' }),
    skippedCount: z.int(),
    calls: z.int().meta({ description: 'requests it cost so far; estimated: at least so many' }),
    entries: z.int().meta({ description: 'entries of Toggl that were looked at' }),
    waitingUntil: instant.nullable().meta({ description: 'when the bucket resets: it goes on' }),
    error: z.string().nullable(),
    message: z.string(),
    changeId: z.string().nullable().meta({
      description: 'undoes all of it; null where nothing changed, or it was undone',
    }),
    requestedAt: instant.nullable(),
    finishedAt: instant.nullable(),
  })
  .meta({ id: 'TogglImport' });

export const togglImportLatestReply = togglImportReply.nullable();

export const togglWarningParams = z.strictObject({ id: idInput });

export const togglWarningAnswerBody = z.strictObject({
  action,
  onOverlap: sliceEditBody.shape.onOverlap,
});

export const togglWarningAnswerReply = z
  .object({
    id: z.string(),
    action,
    sliceId: z.string().nullable(),
    changeId: z.string().nullable().meta({ description: 'undoes it; null when no slice changed' }),
  })
  .meta({ id: 'TogglWarningAnswered' });
