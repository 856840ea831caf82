/**
 * What is written down once a task is done: when it was worked on, for how long, what came of it.
 * The times come from the task's own slices; a person may correct them.
 *
 * Invariant: each second of a task's slices is counted by one log: what an earlier one counted is
 * left out, and what was tapped late, before its end or in a pause of it, is not.
 */
import { refused } from '../engine/changes.ts';
import type { Refusal } from '../refusal.ts';
import { futureToleranceMs } from '../time/at.ts';
import { clip, type Range, subtract, totalMs, union } from '../time/range.ts';

export const effortLevels = ['SMALL', 'MEDIUM', 'LARGE'] as const;
type EffortLevel = (typeof effortLevels)[number];

export type PostDoLog = Readonly<{
  id: string;
  taskId: string;
  /** `hand` where no slice stands behind it: only then is it time that slices do not tell. */
  origin: 'slices' | 'hand';
  /** null where nothing was recorded and nobody said. */
  startAt: number | null;
  endAt: number | null;
  actualMinutes: number;
  /** The estimate as it was then. */
  estimateMinutes: number | null;
  outcome: string | null;
  effortLevel: EffortLevel | null;
  keyInsight: string | null;
  /** The time it counts; null for logs of before this was kept: all until their end. */
  counted: readonly Range[] | null;
  createdAt: number;
  updatedAt: number;
}>;

/** What a person says of it. */
export type LogFields = Readonly<{
  startAt?: number | undefined;
  endAt?: number | undefined;
  actualMinutes?: number | undefined;
  outcome?: string | null | undefined;
  effortLevel?: EffortLevel | null | undefined;
  keyInsight?: string | null | undefined;
}>;

type NewLog = Readonly<{
  id: string;
  taskId: string;
  estimateMinutes: number | null;
  /** The task's slices that have ended. */
  spans: readonly Range[];
  /** The other logs of the task. */
  logs: readonly PostDoLog[];
  now: number;
}>;

type LogDecision =
  | Readonly<{ kind: 'log'; log: PostDoLog }>
  | Readonly<{ kind: 'refused'; refusal: Refusal }>;

export function decideLog(fields: LogFields, context: NewLog): LogDecision {
  const { id, taskId, estimateMinutes, now } = context;
  const worked = uncounted(context);
  const startAt = fields.startAt ?? worked[0]?.startAt ?? null;
  const endAt = fields.endAt ?? worked.at(-1)?.endAt ?? null;
  const wrong = wrongTimes({ startAt, endAt, now });
  if (wrong !== null) return wrong;
  const counted = countedTime(worked, { startAt, endAt });
  const log: PostDoLog = {
    id,
    taskId,
    origin: worked.length > 0 ? 'slices' : 'hand',
    startAt,
    endAt,
    actualMinutes: fields.actualMinutes ?? inMinutes(totalMs(counted)),
    estimateMinutes,
    outcome: fields.outcome ?? null,
    effortLevel: fields.effortLevel ?? null,
    keyInsight: fields.keyInsight ?? null,
    counted: worked.length > 0 ? counted : [],
    createdAt: now,
    updatedAt: now,
  };
  return { kind: 'log', log };
}

/**
 * Of the task's slices what no other log has.
 *
 *     slices   [==)      [=====)   [==)
 *     counted            [=====)
 *     →        [==)                [==)
 */
function uncounted({ spans, logs, now }: NewLog): readonly Range[] {
  const counted = union(logs.flatMap(countedBy));
  const past = clip(spans, { startAt: Number.NEGATIVE_INFINITY, endAt: now });
  return union(past).flatMap((range) => subtract(range, counted));
}

/** A log by hand stands beside the slices and counts none of them. */
function countedBy({ origin, counted, endAt }: PostDoLog): readonly Range[] {
  if (origin === 'hand') return [];
  if (counted !== null) return counted;
  return endAt === null ? [] : [{ startAt: Number.NEGATIVE_INFINITY, endAt }];
}

/** Corrected times do not move the minutes: whoever edits a log says what they mean. */
export function decideLogEdit(
  log: PostDoLog,
  fields: LogFields,
  { now }: Readonly<{ now: number }>,
): LogDecision {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  const edited = { ...log, ...Object.fromEntries(given), updatedAt: now };
  return wrongTimes({ ...edited, now }) ?? { kind: 'log', log: edited };
}

type LogMetrics = Readonly<{
  estimateMinutes: number | null;
  actualMinutes: number;
  /** Actual less estimate: above zero it took longer. */
  varianceMinutes: number | null;
  /** Estimate by actual, to a thousandth: above one it was quicker. */
  efficiency: number | null;
}>;

export function metricsOf({ estimateMinutes, actualMinutes }: PostDoLog): LogMetrics {
  const isComparable = estimateMinutes !== null && actualMinutes > 0;
  return {
    estimateMinutes,
    actualMinutes,
    varianceMinutes: estimateMinutes === null ? null : actualMinutes - estimateMinutes,
    efficiency: isComparable ? Math.round((estimateMinutes / actualMinutes) * 1000) / 1000 : null,
  };
}

type Bounds = Readonly<{ startAt: number | null; endAt: number | null }>;

/**
 * Pauses between slices are none of the work; what a correction adds outside of them is.
 *
 *     slices          [====)     [===)
 *     corrected  [=====================)
 *     counted    [====|====)     [===|=)
 */
function countedTime(worked: readonly Range[], { startAt, endAt }: Bounds): readonly Range[] {
  if (startAt === null || endAt === null) return [];
  const first = worked[0]?.startAt ?? endAt;
  const last = worked.at(-1)?.endAt ?? endAt;
  const before = { startAt, endAt: Math.min(first, endAt) };
  const after = { startAt: Math.max(last, startAt), endAt };
  return union([before, ...clip(worked, { startAt, endAt }), after]);
}

function inMinutes(ms: number): number {
  return Math.round(ms / 60_000);
}

type Refused = Extract<LogDecision, { kind: 'refused' }>;

function wrongTimes({ startAt, endAt, now }: Bounds & Readonly<{ now: number }>): Refused | null {
  if (Math.max(startAt ?? now, endAt ?? now) - now > futureToleranceMs) {
    return refused('at_in_future', 'The log would reach into the future. Send times that passed.');
  }
  if (startAt === null || endAt === null || startAt <= endAt) return null;
  return refused('ends_before_start', 'The log would end before it starts. Send a later end.');
}
