/** Tasks and logs in the words of the contract, and a plan in those of the rules. */
import type { z } from 'zod';
import type { postDoLogReply, taskReply, taskScheduleBody } from '../../../contract/tasks.ts';
import { metricsOf, type PostDoLog } from '../../../core/tasks/postDoLog.ts';
import type { Schedule } from '../../../core/tasks/task.ts';
import { formatInstant, formatInstantOrNull } from '../../../core/time/instant.ts';
import type { TaskDone } from '../services/tasks/taskEdits.ts';
import type { TaskView } from '../services/tasks/taskView.ts';

export function formatTask(task: TaskView): z.output<typeof taskReply> {
  return {
    id: task.id,
    name: task.name,
    state: task.state,
    category: task.category,
    categoryId: task.categoryId,
    note: task.note,
    priority: task.priority,
    dueDate: task.dueDate,
    schedule: formatSchedule(task.schedule),
    estimateMinutes: task.estimateMinutes,
    workMode: task.workMode,
    activatedAt: formatInstantOrNull(task.activatedAt),
    completedAt: formatInstantOrNull(task.completedAt),
    createdAt: formatInstant(task.createdAt),
    updatedAt: formatInstant(task.updatedAt),
  };
}

export function formatTaskDone({ task, changeId }: TaskDone) {
  return { ...formatTask(task), changeId };
}

export function formatLog(log: PostDoLog): z.output<typeof postDoLogReply> {
  return {
    id: log.id,
    taskId: log.taskId,
    origin: log.origin,
    startTime: formatInstantOrNull(log.startAt),
    endTime: formatInstantOrNull(log.endAt),
    actualMinutes: log.actualMinutes,
    estimateMinutes: log.estimateMinutes,
    varianceMinutes: metricsOf(log).varianceMinutes,
    outcome: log.outcome,
    effortLevel: log.effortLevel,
    keyInsight: log.keyInsight,
    createdAt: formatInstant(log.createdAt),
    updatedAt: formatInstant(log.updatedAt),
  };
}

export function readSchedule(sent: z.output<typeof taskScheduleBody>): Schedule {
  if ('day' in sent) return { kind: 'day', day: sent.day };
  return { kind: 'span', startAt: sent.start, endAt: sent.end };
}

function formatSchedule(schedule: Schedule | null) {
  if (schedule === null) return null;
  if (schedule.kind === 'day') return { day: schedule.day };
  return { start: formatInstant(schedule.startAt), end: formatInstant(schedule.endAt) };
}
