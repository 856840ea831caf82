/**
 * Finishing a task: its own slice of PRIMARY stops, the mode that began with it too, and the log is
 * made of all that was recorded of it. Decided as a whole, written in one transaction.
 *
 * Invariant: a second completion changes nothing and answers the log of the first.
 */
import type { Decision } from '../../../../core/engine/decision.ts';
import type { Dimension, Slice } from '../../../../core/engine/slice.ts';
import type { Timeline } from '../../../../core/engine/timeline.ts';
import { commandWindow } from '../../../../core/engine/window.ts';
import { decideLog, type LogFields, type PostDoLog } from '../../../../core/tasks/postDoLog.ts';
import type { Task } from '../../../../core/tasks/task.ts';
import { decideComplete } from '../../../../core/tasks/taskRules.ts';
import { decideModeStop, decideTaskStop, type ModeStop } from '../../../../core/tasks/taskStop.ts';
import type { When } from '../../../../core/time/at.ts';
import { findPostDoLog, listPostDoLogs } from '../../store/postDoLogs.ts';
import type { SliceView } from '../../store/sliceViews.ts';
import { listSlicesOfTask, readTimeline } from '../../store/timeline.ts';
import { viewOf } from '../engine/sliceViewOf.ts';
import { whenOf } from '../engine/when.ts';
import { type Command, type Done, type Refused, record } from '../engineCommand.ts';
import { findShownTask, type TaskView, taskNotFound, viewOfTask } from './taskView.ts';

export type CompleteInput = LogFields &
  Readonly<{
    taskId: string;
    /** As sent: core/time/at.ts reads it. */
    at?: string | undefined;
    /** What becomes of WORK_MODE; the mode that began with the task ends when nothing is said. */
    workMode?: Exclude<ModeStop, 'began'> | undefined;
  }>;

export type Completed = Readonly<{
  task: TaskView;
  /** null where it was taken back since. */
  log: PostDoLog | null;
  /** The slices that stopped with it. */
  slices: readonly SliceView[];
  /** null when it was done already. */
  changeId: string | null;
}>;

export async function completeTask(
  command: Command,
  { taskId, at, workMode = undefined, ...fields }: CompleteInput,
): Promise<Done<Completed> | Refused> {
  const { tx, caller, now } = command;
  const task = await findShownTask(tx, caller.accountId, taskId);
  if (task === null) return taskNotFound;
  if (task.state === 'done') return doneBefore(command, task);
  const when = await whenOf(command, 'PRIMARY', at);
  if (when.kind === 'refused') return when;
  const stops = await decideStops(command, task, { when, mode: workMode ?? 'began' });
  if (stops.kind === 'refused') return stops;
  const decided = await decideLogOf(command, task, { fields, stopped: stops.slices });
  if (decided.kind === 'refused') return decided;
  const completedAt = when.kind === 'at' ? when.at : now;
  const done = decideComplete(task, { at: completedAt, log: decided.log, now });
  const taskChanges = done.changes;
  const changeId = await record(command, stops.changes, { name: 'complete-task', taskChanges });
  const slices: SliceView[] = [];
  for (const slice of stops.slices) slices.push(await viewOf(command, slice));
  const view = await viewOfTask(tx, caller.accountId, done.task);
  return { kind: 'done', task: view, log: decided.log, slices, changeId };
}

async function doneBefore({ tx, caller }: Command, task: Task): Promise<Done<Completed>> {
  const { accountId } = caller;
  const log =
    task.postDoLogId === null ? null : await findPostDoLog(tx, accountId, task.postDoLogId);
  const view = await viewOfTask(tx, accountId, task);
  return { kind: 'done', task: view, log, slices: [], changeId: null };
}

type Stopping = Readonly<{ when: When; mode: ModeStop }>;

async function decideStops(command: Command, task: Task, { when, mode }: Stopping) {
  const { now } = command;
  const decisions: (Decision | null)[] = [
    decideTaskStop(
      await timelineOf(command, 'PRIMARY', when),
      { taskId: task.id, at: when },
      { now },
    ),
    decideModeStop(await timelineOf(command, 'WORK_MODE', when), { task, at: when, mode }, { now }),
  ];
  const changed = [];
  for (const decision of decisions) {
    if (decision?.kind === 'refused') return decision;
    if (decision?.kind === 'changed') changed.push(decision);
  }
  return {
    kind: 'stops' as const,
    slices: changed.map(({ slice }) => slice),
    changes: changed.flatMap(({ changes }) => changes),
  };
}

function timelineOf(
  { tx, caller, now }: Command,
  dimension: Dimension,
  when: When,
): Promise<Timeline> {
  const line = { accountId: caller.accountId, dimension };
  return readTimeline(tx, line, commandWindow(dimension, when, now));
}

type Worked = Readonly<{ fields: LogFields; stopped: readonly Slice[] }>;

/** The slices as they will stand once those that stop have been written. */
async function decideLogOf(
  { tx, caller, now, newId }: Command,
  task: Task,
  { fields, stopped }: Worked,
): Promise<ReturnType<typeof decideLog>> {
  const { accountId } = caller;
  const stored = await listSlicesOfTask(tx, accountId, task.id);
  const slices = stored.map((slice) => stopped.find(({ id }) => id === slice.id) ?? slice);
  const logs = await listPostDoLogs(tx, accountId, task.id);
  return decideLog(fields, {
    id: newId(),
    taskId: task.id,
    estimateMinutes: task.estimateMinutes,
    spans: slices.flatMap(({ startAt, endAt }) => (endAt === null ? [] : [{ startAt, endAt }])),
    logs,
    now,
  });
}
