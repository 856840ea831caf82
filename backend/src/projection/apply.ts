/**
 * Turns one step into one call, and its reply into what the rules understand. It decides nothing:
 * which step, when and whether were decided before, and what it means is decided after.
 */
import type { BucketName } from '../../../core/projection/budget.ts';
import { sentFields } from '../../../core/projection/carried.ts';
import type { Difference, TagWrite } from '../../../core/projection/difference.ts';
import type { ObservedEntry } from '../../../core/projection/entry.ts';
import type { CallResult } from '../../../core/projection/settled.ts';
import type { Action, Step } from '../../../core/projection/step.ts';
import type { Outcome } from '../../../toggl/outcome.ts';
import type { TimeEntryEdit } from '../../../toggl/timeEntry.ts';
import type { EntryWrite, Governor, Spent } from './governor.ts';

/** The bucket a call is taken from (docs/toggl-notes.md, Quota). */
export function bucketOf(action: Action): BucketName {
  switch (action.kind) {
    case 'observe':
      return 'user';
    case 'create':
    case 'stop':
    case 'edit':
    case 'edit-many':
    case 'delete':
    case 'stop-foreign':
      return 'organization';
  }
}

type Applying = Readonly<{ governor: Governor; workspaceId: number; step: Step }>;

export type AppliedStep = Readonly<{
  spent: Spent<unknown>;
  result: CallResult;
  /** What a reading showed; null for a write, or when the reading failed. */
  entries: readonly ObservedEntry[] | null;
}>;

export async function applyStep({ governor, workspaceId, step }: Applying): Promise<AppliedStep> {
  const { action, reason, worth } = step;
  if (action.kind === 'observe') {
    const spent = await governor.readEntriesSince(action.sinceSecond, {
      reason,
      sliceId: null,
      worth,
    });
    const { outcome } = spent.reply;
    const entries = outcome.kind === 'ok' ? outcome.value : null;
    return { spent, result: resultOf(outcome, null), entries };
  }
  if (action.kind === 'edit-many') return applyMany(governor, action, { reason, worth });
  const sliceId = action.kind === 'stop-foreign' ? null : action.sliceId;
  const spent = await governor.write(writeOf(action, workspaceId), { reason, sliceId, worth });
  const { outcome } = spent.reply;
  const entry = outcome.kind === 'ok' ? outcome.value : null;
  return { spent, result: resultOf(outcome, entry), entries: null };
}

async function applyMany(
  governor: Governor,
  action: Extract<Action, { kind: 'edit-many' }>,
  why: Pick<Step, 'reason' | 'worth'>,
): Promise<AppliedStep> {
  const { workspaceId, entries, description, project } = action;
  const entryIds = entries.map(({ entryId }) => entryId);
  const edit = editOf({ description, project, tags: null, times: null });
  const spent = await governor.writeMany(
    { workspaceId, entryIds, edit },
    { ...why, sliceId: null },
  );
  const { outcome } = spent.reply;
  const result: CallResult =
    outcome.kind === 'ok'
      ? { kind: 'many', doneIds: outcome.value.doneIds }
      : resultOf(outcome, null);
  return { spent, result, entries: null };
}

type SingleWrite = Exclude<Action, { kind: 'observe' | 'edit-many' }>;

function writeOf(action: SingleWrite, workspaceId: number): EntryWrite {
  switch (action.kind) {
    case 'create':
      return { kind: 'create', workspaceId, entry: sentFields(action) };
    case 'stop':
      return { kind: 'stop', workspaceId, entryId: action.entryId };
    case 'edit':
      return {
        kind: 'update',
        workspaceId,
        entryId: action.entryId,
        edit: editOf(action.difference),
      };
    case 'delete':
      return { kind: 'delete', workspaceId, entryId: action.entryId };
    case 'stop-foreign':
      return { kind: 'stop', workspaceId: action.workspaceId, entryId: action.entryId };
  }
}

function editOf(difference: Difference): TimeEntryEdit {
  const { description, project, tags, times } = difference;
  return {
    ...(description === null ? {} : { description }),
    ...(project === null ? {} : { projectId: project.id }),
    ...(tags === null ? {} : tagsOf(tags)),
    ...(times === null ? {} : { times }),
  };
}

function tagsOf(write: TagWrite): TimeEntryEdit {
  switch (write.kind) {
    case 'add':
      return { tags: write.tags, tagAction: 'add' };
    case 'remove':
      return { tags: write.tags, tagAction: 'delete' };
    case 'list':
      return { tags: write.tags };
  }
}

function resultOf(outcome: Outcome<unknown>, entry: ObservedEntry | null): CallResult {
  switch (outcome.kind) {
    case 'ok':
      return entry === null ? { kind: 'done' } : { kind: 'entry', entry };
    case 'refused':
      return { kind: 'refused', status: outcome.status, reason: outcome.reason };
    case 'plan':
      return { kind: 'refused', status: 402, reason: outcome.reason };
    case 'quota':
    case 'rate-limited':
    case 'unreachable':
    case 'unauthorised':
      return { kind: 'not-done' };
    case 'unknown':
      return { kind: 'unknown' };
  }
}
