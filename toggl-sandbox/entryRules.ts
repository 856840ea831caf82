/**
 * Decides what a POST or PUT of a time entry changes, or why Toggl refuses it. Changes nothing
 * itself. Refusal texts are Toggl's; 400 is assumed where only the text is known
 * (docs/toggl-notes.md).
 */
import { type Answer, refusedAnswer } from './answer.ts';
import { isRunning } from './entryEffects.ts';
import type { EntryPayload } from './entryPayload.ts';
import { decidedTimes, type EntryTimes } from './entryTimes.ts';
import { namesOfTags } from './tagNames.ts';
import type { EntryRow, World } from './world.ts';

export type EntryChange = Readonly<{
  fields: Partial<EntryRow>;
  /** The full list after the change; null leaves the tags alone. */
  tags: readonly string[] | null;
  /** What runs now ends first. */
  endsRunning: boolean;
}>;

type EntryDecision =
  | Readonly<{ kind: 'change'; change: EntryChange }>
  | Readonly<{ kind: 'refused'; answer: Answer }>;

export function decidedCreate(
  world: World,
  workspaceId: number,
  payload: EntryPayload,
): EntryDecision {
  const { switches } = world.config();
  if (payload.workspaceId === undefined) {
    return refused(400, 'wid is required for time entry creation');
  }
  if (payload.createdWith === undefined || payload.createdWith === '') {
    return refused(400, 'created_with needs to be provided an a valid string');
  }
  const wrong = wrongRelation(world, workspaceId, payload);
  if (wrong !== null) return { kind: 'refused', answer: wrong };
  if (isArchived(world, payload) && switches.archivedProjectOnCreate === 'refuse') {
    return refused(400, 'User cannot access the selected project');
  }
  const given = {
    startSecond: payload.startSecond ?? null,
    stopSecond: payload.stopSecond ?? null,
    durationSeconds: payload.durationSeconds ?? null,
  };
  const decision = decidedTimes(given, world.clockSecond(), switches);
  if (decision.kind === 'refused') return refused(400, decision.message);
  const endsRunning = runs(decision.times) || switches.finishedCreate === 'stops-running';
  const fields = { ...plainFields(payload), ...decision.times };
  return { kind: 'change', change: { fields, tags: tagsAfter(world, [], payload), endsRunning } };
}

export function decidedUpdate(world: World, row: EntryRow, payload: EntryPayload): EntryDecision {
  const wrong = wrongRelation(world, row.workspaceId, payload);
  if (wrong !== null) return { kind: 'refused', answer: wrong };
  const times = updatedTimes(world, row, payload);
  if (times.kind === 'refused') return refused(400, times.message);
  const reopens = times.times !== null && runs(times.times) && !isRunning(row);
  const change = {
    fields: { ...plainFields(payload), ...times.times },
    tags: tagsAfter(world, row.tagIds, payload),
    endsRunning: reopens && world.config().switches.reopenWhileAnotherRuns === 'stops-it',
  };
  return { kind: 'change', change };
}

type UpdatedTimes =
  | Readonly<{ kind: 'times'; times: EntryTimes | null }>
  | Readonly<{ kind: 'refused'; message: string }>;

/** null times: none was given, or a reopening is ignored. */
function updatedTimes(world: World, row: EntryRow, payload: EntryPayload): UpdatedTimes {
  const { startSecond, stopSecond, durationSeconds } = payload;
  const untouched =
    startSecond === undefined && stopSecond === undefined && durationSeconds === undefined;
  if (untouched) return { kind: 'times', times: null };
  const { switches } = world.config();
  const merged = {
    startSecond: startSecond ?? row.startSecond,
    stopSecond: stopSecond === undefined ? row.stopSecond : stopSecond,
    durationSeconds: durationSeconds ?? row.durationSeconds,
  };
  const decision = decidedTimes(merged, world.clockSecond(), switches);
  if (decision.kind === 'refused' || !runs(decision.times) || isRunning(row)) return decision;
  switch (switches.reopenByPut) {
    case 'reopens':
      return decision;
    case 'ignored':
      return { kind: 'times', times: null };
    case 'refused':
      return { kind: 'refused', message: 'Stopped time entry can not be started again' };
  }
}

function wrongRelation(world: World, workspaceId: number, payload: EntryPayload): Answer | null {
  const { switches, plan } = world.config();
  if (payload.projectId != null) {
    const project = world.projects.get(payload.projectId);
    if (project === undefined || project.workspaceId !== workspaceId) {
      const status = switches.inaccessibleProjectStatus;
      return refusedAnswer(status, 'User cannot access the selected project');
    }
  }
  if (payload.taskId != null && world.tasks.get(payload.taskId)?.workspaceId !== workspaceId) {
    return refusedAnswer(400, 'User cannot access selected task');
  }
  const billed = payload.billable === true && !plan.premium;
  return billed ? refusedAnswer(402, 'Billable is a premium feature') : null;
}

function isArchived(world: World, { projectId }: EntryPayload): boolean {
  return projectId != null && world.projects.get(projectId)?.active === false;
}

function plainFields(payload: EntryPayload): Partial<EntryRow> {
  const { projectId, taskId, billable, description, createdWith } = payload;
  return {
    ...(projectId === undefined ? {} : { projectId }),
    ...(taskId === undefined ? {} : { taskId }),
    ...(billable === undefined ? {} : { billable }),
    ...(description === undefined ? {} : { description }),
    ...(createdWith === undefined ? {} : { createdWith }),
  };
}

function tagsAfter(
  world: World,
  tagIds: readonly number[],
  payload: EntryPayload,
): readonly string[] | null {
  const { switches } = world.config();
  const named = payload.tags ?? [];
  const listed = [...named, ...namesOfTags(world, payload.tagIds ?? [])];
  if (payload.tags === undefined && payload.tagIds === undefined) return null;
  const present = namesOfTags(world, tagIds);
  if (payload.tagAction === 'add') return [...present, ...listed];
  if (payload.tagAction === 'delete' && switches.tagActionDelete === 'removes') {
    return present.filter((name) => !listed.includes(name));
  }
  const clears = listed.length === 0 && payload.tagAction === undefined;
  return clears && switches.emptyTagList === 'ignored' ? null : listed;
}

function runs(times: EntryTimes): boolean {
  return times.stopSecond === null && times.durationSeconds < 0;
}

function refused(status: number, message: string): EntryDecision {
  return { kind: 'refused', answer: refusedAnswer(status, message) };
}
