/**
 * Turns one step into one call, and its reply into what the rules understand. It decides nothing:
 * which step, when and whether were decided before, and what it means is decided after.
 */
import type { BucketKey } from '../../../core/projection/budget.ts';
import { sentFields } from '../../../core/projection/carried.ts';
import type { Difference, TagWrite } from '../../../core/projection/difference.ts';
import type { ObservedEntry } from '../../../core/projection/entry.ts';
import type { CallResult } from '../../../core/projection/settled.ts';
import type { Action, Step } from '../../../core/projection/step.ts';
import type { Outcome } from '../../../toggl/outcome.ts';
import type { TimeEntryEdit } from '../../../toggl/timeEntry.ts';
import type { EntryWrite, Governor, Spent } from './governor.ts';
import type { HistoryPage } from './importing.ts';

type Applying = Readonly<{
  governor: Governor;
  workspaceId: number;
  bucket: BucketKey;
  togglUserId: number;
  step: Step;
}>;

export type AppliedStep = Readonly<{
  spent: Spent<unknown>;
  result: CallResult;
  /** What a reading showed; null for a write, or when the reading failed. */
  entries: readonly ObservedEntry[] | null;
  /** The same as history, with what could not be read; null where it was read for nothing else. */
  page: HistoryPage | null;
}>;

export async function applyStep(applying: Applying): Promise<AppliedStep> {
  const { governor, workspaceId, bucket, step } = applying;
  const { action, reason, worth } = step;
  if (action.kind === 'observe') return observe(governor, action, { reason, worth });
  if (action.kind === 'search') return search(applying, action);
  if (action.kind === 'look-running') return lookRunning(governor, { reason, worth });
  if (action.kind === 'edit-many') return applyMany(applying, action);
  const sliceId = 'sliceId' in action ? action.sliceId : null;
  const purpose = { reason, sliceId, worth, bucket };
  const spent = await governor.write(writeOf(action, workspaceId), purpose);
  return { spent, result: writtenOf(spent.reply.outcome), entries: null, page: null };
}

async function observe(
  governor: Governor,
  action: Extract<Action, { kind: 'observe' }>,
  why: Pick<Step, 'reason' | 'worth'>,
): Promise<AppliedStep> {
  const purpose = { ...why, sliceId: null };
  if (action.broken === undefined) {
    const spent = await governor.readEntriesSince(action.sinceSecond, purpose);
    const { outcome } = spent.reply;
    const entries = outcome.kind === 'ok' ? outcome.value : null;
    return { spent, result: resultOf(outcome), entries, page: null };
  }
  const spent = await governor.readHistorySince(action.sinceSecond, purpose);
  const { outcome } = spent.reply;
  const result = resultOf(outcome);
  if (outcome.kind !== 'ok') return { spent, result, entries: null, page: null };
  const { readable, unreadable } = outcome.value;
  // Not all of it was seen: what it lacks may be among what could not be read.
  const entries = unreadable.length === 0 ? readable : null;
  return { spent, result, entries, page: { entries: readable, unreadable, nextRowNumber: null } };
}

async function lookRunning(
  governor: Governor,
  why: Pick<Step, 'reason' | 'worth'>,
): Promise<AppliedStep> {
  const spent = await governor.readRunning({ ...why, sliceId: null });
  const { outcome } = spent.reply;
  const result = resultOf(outcome);
  if (outcome.kind !== 'ok') return { spent, result, entries: null, page: null };
  const entries = outcome.value === null ? [] : [outcome.value];
  return { spent, result, entries, page: null };
}

/** Larger pages are cut by Toggl to what it allows (docs/toggl-notes.md, Reports). */
const rowsPerPage = 1000;

async function search(
  { governor, workspaceId, bucket, togglUserId: userId, step }: Applying,
  { startDate, endDate, firstRowNumber }: Extract<Action, { kind: 'search' }>,
): Promise<AppliedStep> {
  const { reason, worth } = step;
  const query = { userId, startDate, endDate, firstRowNumber, pageSize: rowsPerPage };
  const purpose = { reason, worth, bucket, sliceId: null };
  const spent = await governor.searchEntries(workspaceId, query, purpose);
  const { outcome } = spent.reply;
  const result = resultOf(outcome);
  if (outcome.kind !== 'ok') return { spent, result, entries: null, page: null };
  const { timeEntries: entries, unreadable, nextRowNumber } = outcome.value;
  return { spent, result, entries, page: { entries, unreadable, nextRowNumber } };
}

async function applyMany(
  { governor, bucket, step: { reason, worth } }: Applying,
  action: Extract<Action, { kind: 'edit-many' }>,
): Promise<AppliedStep> {
  const { workspaceId, entries, description, project } = action;
  const entryIds = entries.map(({ entryId }) => entryId);
  const edit = editOf({ description, project, tags: null, times: null });
  const spent = await governor.writeMany(
    { workspaceId, entryIds, edit },
    { reason, worth, bucket, sliceId: null },
  );
  const { outcome } = spent.reply;
  const result: CallResult =
    outcome.kind === 'ok' ? { kind: 'many', doneIds: outcome.value.doneIds } : resultOf(outcome);
  return { spent, result, entries: null, page: null };
}

type SingleWrite = Exclude<Action, { kind: 'observe' | 'search' | 'look-running' | 'edit-many' }>;

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
    case 'return-project': {
      const { entryId, projectId } = action;
      return { kind: 'update', workspaceId: action.workspaceId, entryId, edit: { projectId } };
    }
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

/** The reply to a delete shows no entry. */
function writtenOf(outcome: Outcome<ObservedEntry | null>): CallResult {
  const isShown = outcome.kind === 'ok' && outcome.value !== null;
  return isShown ? { kind: 'entry', entry: outcome.value } : resultOf(outcome);
}

function resultOf(outcome: Outcome<unknown>): CallResult {
  switch (outcome.kind) {
    case 'ok':
      return { kind: 'done' };
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
