/** Logs of tasks that a person writes or edits by hand. */
import {
  decideLog,
  decideLogEdit,
  type LogFields,
  type PostDoLog,
} from '../../../../core/tasks/postDoLog.ts';
import { findPostDoLog } from '../../store/postDoLogs.ts';
import { type Command, type Done, type Refused, record, refusedWith } from '../engineCommand.ts';
import { findShownTask, taskNotFound } from './taskView.ts';

export type LogDone = Readonly<{
  log: PostDoLog;
  /** null when nothing changed. */
  changeId: string | null;
}>;

/** Work that no slice tells of, so both its ends are known. */
export type LogInput = LogFields & Readonly<{ taskId: string; startAt: number; endAt: number }>;

export async function writeLog(
  command: Command,
  { taskId, ...fields }: LogInput,
): Promise<Done<LogDone> | Refused> {
  const { tx, caller, now, newId } = command;
  const task = await findShownTask(tx, caller.accountId, taskId);
  if (task === null) return taskNotFound;
  const decision = decideLog(fields, {
    id: newId(),
    taskId,
    estimateMinutes: task.estimateMinutes,
    spans: [],
    logs: [],
    now,
  });
  if (decision.kind === 'refused') return decision;
  return written(command, null, { log: decision.log, name: 'write-log' });
}

export async function editLog(
  command: Command,
  { logId, ...fields }: LogFields & Readonly<{ logId: string }>,
): Promise<Done<LogDone> | Refused> {
  const { tx, caller, now } = command;
  const before = await findPostDoLog(tx, caller.accountId, logId);
  if (before === null) return logNotFound;
  const decision = decideLogEdit(before, fields, { now });
  if (decision.kind === 'refused') return decision;
  return written(command, before, { log: decision.log, name: 'edit-log' });
}

const logNotFound = refusedWith(
  'post_do_log_not_found',
  'There is no such log. List the logs of its task to see what is there.',
);

async function written(
  command: Command,
  before: PostDoLog | null,
  { log, name }: Readonly<{ log: PostDoLog; name: string }>,
): Promise<Done<LogDone>> {
  const change = { subject: 'log', before, after: log } as const;
  const changeId = await record(command, [], { name, taskChanges: [change] });
  return { kind: 'done', log, changeId };
}
