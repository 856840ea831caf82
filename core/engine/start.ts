/**
 * The rule of starting.
 *
 * Invariant: whatever arrives, late, twice or out of order, at most one slice of the dimension is
 * open afterwards and none overlaps another. A start never looks at other dimensions.
 */
import type { When } from '../time/at.ts';
import { type Context, type Insert, inWritableOrder, refusedByLock, updated } from './changes.ts';
import type { Decision } from './decision.ts';
import type { Dimension, Slice, SliceChange, Source } from './slice.ts';
import { holds, isSameStart, runningIn, type Timeline } from './timeline.ts';
import { isSameWork } from './work.ts';

export type StartCommand = Readonly<{
  dimension: Dimension;
  categoryId: string;
  linkedTaskId: string | null;
  source: Source;
  at: When;
  /** Of a slice that this start makes; what runs already keeps its own. */
  note?: string | null | undefined;
}>;

export function decideStart(timeline: Timeline, command: StartCommand, context: Context): Decision {
  const startAt = startOf(timeline, command.at, context.now);
  const already = findAlready(timeline, command, startAt);
  if (already !== undefined) return { kind: 'unchanged', slice: already };
  const around = neighbours(timeline, command, startAt);
  const locked = touchedBy(around).filter((slice) => slice.isLocked);
  if (locked.length > 0) return refusedByLock(locked);
  return insert(around, command, { ...context, startAt });
}

/**
 * When it starts. A live start comes after everything recorded: where our clock stepped back, it
 * follows what lies ahead instead of slipping in before it.
 *
 *     recorded         [====)                    [===== runs
 *     now         |                        |
 *     start                 ^                    ^
 */
function startOf(timeline: Timeline, at: When, now: number): number {
  if (at.kind === 'at') return at.at;
  const ahead = timeline.filter((slice) => slice.startAt >= now);
  return ahead.reduce((latest, slice) => Math.max(latest, slice.endAt ?? slice.startAt), now);
}

/**
 * The slice that says what the start would say: what runs, or, for a tap that names its instant,
 * the one that held it then (a duplicate that arrives late). A live start is never answered with
 * a slice that has ended, or nothing would run after it.
 */
function findAlready(
  timeline: Timeline,
  command: StartCommand,
  startAt: number,
): Slice | undefined {
  const same = timeline.filter((slice) => isSameWork(slice, command));
  if (command.at.kind === 'now') return runningIn(same);
  return same.find(
    (slice) =>
      holds(slice, startAt) ||
      (startAt < slice.startAt && isSameStart(slice.dimension, slice.startAt, startAt)),
  );
}

/** What a start at one instant touches. */
type Around = Readonly<{
  /** Begin where the new one begins: it takes their place. */
  rivals: readonly Slice[];
  /** Holds the instant: ends there. */
  holder: Slice | undefined;
  /** Tells the same from a later instant on: begins earlier instead of a second slice beside it. */
  resumed: Slice | undefined;
  /** Where the new slice ends, null when it runs. */
  endAt: number | null;
}>;

/**
 *     before   [==== holder ====)[== next ==)
 *     start           ^
 *     after    [holder)[= new ==)[== next ==)
 */
function neighbours(timeline: Timeline, command: StartCommand, startAt: number): Around {
  const isRival = (slice: Slice) => isSameStart(command.dimension, slice.startAt, startAt);
  const rest = timeline.filter((slice) => !isRival(slice));
  const next = rest.find((slice) => slice.startAt > startAt);
  const resumes = next !== undefined && canMoveBack(next, command);
  return {
    rivals: timeline.filter(isRival),
    holder: rest.find((slice) => holds(slice, startAt)),
    resumed: resumes ? next : undefined,
    endAt: next?.startAt ?? null,
  };
}

/** What a sensor or a file recorded keeps its own edges: they come back with the next sync. */
function canMoveBack(next: Slice, command: StartCommand): boolean {
  const isMeasured = next.source === 'HEALTH' || next.source === 'IMPORT';
  return isSameWork(next, command) && (next.endAt === null || !isMeasured);
}

function touchedBy({ rivals, holder, resumed }: Around): Slice[] {
  return [...rivals, holder, resumed].filter((slice) => slice !== undefined);
}

type Placement = Context & Readonly<{ startAt: number }>;

function insert(around: Around, command: StartCommand, placement: Placement): Decision {
  const { now, startAt } = placement;
  const begun =
    around.resumed === undefined
      ? inserted(command, around.endAt, placement)
      : updated(around.resumed, { startAt }, now);
  const changes: SliceChange[] = around.rivals.map((before) => ({ kind: 'delete', before }));
  if (around.holder !== undefined) changes.push(updated(around.holder, { endAt: startAt }, now));
  return {
    kind: 'changed',
    slice: begun.after,
    changes: inWritableOrder([...changes, begun]),
  };
}

function inserted(command: StartCommand, endAt: number | null, placement: Placement): Insert {
  const after: Slice = {
    id: placement.newId(),
    dimension: command.dimension,
    categoryId: command.categoryId,
    startAt: placement.startAt,
    endAt,
    source: command.source,
    isLocked: false,
    linkedTaskId: command.linkedTaskId,
    note: command.note ?? null,
    originEntryId: null,
    createdAt: placement.now,
    updatedAt: placement.now,
  };
  return { kind: 'insert', after };
}
