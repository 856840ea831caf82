/**
 * A world for property tests: random commands, carried out on a history in memory through the
 * windows that the store would hand in. Times lie a few seconds apart and on quarters of a
 * second, so that taps collide, arrive late and share seconds all the time.
 */
import fc from 'fast-check';
import { unreachable } from '../invariant.ts';
import type { When } from '../time/at.ts';
import type { Decision, ManyDecision } from './decision.ts';
import { decideEdit, type SliceEdit } from './edit.ts';
import { decideFill, type Filling } from './fill.ts';
import { type History, idsFrom, seenIn, sliceOf, slicesOf, write } from './history.fixture.ts';
import { decideJoin, type Join } from './join.ts';
import { previousWork } from './previous.ts';
import { decideDelete } from './remove.ts';
import { decideResume } from './resume.ts';
import type { Dimension, Slice, SliceChange } from './slice.ts';
import { decideSplit } from './split.ts';
import { decideStart, type StartCommand } from './start.ts';
import { decideStop } from './stop.ts';
import { spanOf } from './timeline.ts';
import { decideUndo, type UndoDecision } from './undo.ts';
import { decideUndoMany } from './undoMany.ts';
import {
  commandWindow,
  editWindow,
  fillWindow,
  joinWindow,
  splitWindow,
  undoWindows,
} from './window.ts';

export type World = Readonly<{
  now: number;
  history: History;
  journal: readonly (readonly SliceChange[])[];
  newId: () => string;
}>;

export function emptyWorld(): World {
  return { now: 1_000_000, history: new Map(), journal: [], newId: idsFrom('s') };
}

/** Instants are told as distances back from now; `pick` chooses among what there is. */
export type Command =
  | Readonly<{ kind: 'start'; dimension: Dimension; categoryId: string; agoMs: number | null }>
  | Readonly<{ kind: 'stop'; dimension: Dimension; agoMs: number | null }>
  | Readonly<{ kind: 'edit'; pick: number; fields: EditFields }>
  | Readonly<{ kind: 'delete'; pick: number }>
  | Readonly<{ kind: 'undo'; pick: number }>
  | Readonly<{ kind: 'split'; pick: number; agoMs: readonly number[] }>
  | Readonly<{ kind: 'join'; picks: readonly number[]; onOverlap: Join['onOverlap'] }>
  | Readonly<{ kind: 'fill'; dimension: Dimension; agoMs: number; with: Filling['kind'] }>
  | Readonly<{ kind: 'resume'; dimension: Dimension; pick: number | null; agoMs: number | null }>
  | Readonly<{ kind: 'undoMany'; picks: readonly number[] }>
  | Readonly<{ kind: 'import'; agoMs: number; lengthMs: number }>
  | Readonly<{ kind: 'clock'; stepMs: number }>;

type EditFields = Readonly<{
  startAgoMs: number | undefined;
  endAgoMs: number | null | undefined;
  isLocked: boolean | undefined;
  onOverlap: SliceEdit['onOverlap'];
}>;

const quarters = (min: number, max: number) =>
  fc.integer({ min: min * 4, max: max * 4 }).map((quarter) => quarter * 250);
const pick = fc.nat(30);
const dimension = fc.constantFrom<Dimension>('PRIMARY', 'PRIMARY', 'SOCIAL');
const agoMs = fc.option(quarters(0, 15));

const fields: fc.Arbitrary<EditFields> = fc.record({
  startAgoMs: fc.option(quarters(0, 15), { nil: undefined }),
  endAgoMs: fc.option(fc.option(quarters(0, 15), { freq: 6 }), { nil: undefined }),
  isLocked: fc.constantFrom(undefined, undefined, undefined, true, false),
  onOverlap: fc.constantFrom<SliceEdit['onOverlap']>('refuse', 'trim', 'split', 'replace'),
});

const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('start' as const),
      dimension,
      categoryId: fc.constantFrom('coding', 'email', 'reading'),
      agoMs,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('stop' as const), dimension, agoMs }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('edit' as const), pick, fields }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), pick }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('undo' as const), pick }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('import' as const),
      agoMs: quarters(5, 15),
      lengthMs: quarters(1, 5),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('split' as const),
      pick,
      agoMs: fc.array(quarters(0, 15), { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('join' as const),
      picks: fc.array(pick, { minLength: 2, maxLength: 3 }),
      onOverlap: fc.constantFrom<Join['onOverlap']>('refuse', 'replace', undefined),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('fill' as const),
      dimension,
      agoMs: quarters(0, 15),
      with: fc.constantFrom<Filling['kind']>('previous', 'next', 'category'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('resume' as const),
      dimension,
      pick: fc.option(pick),
      agoMs,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('undoMany' as const),
      picks: fc.array(pick, { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('clock' as const), stepMs: quarters(-3, 6) }),
  },
);

export const anyCommands = fc.array(anyCommand, { minLength: 5, maxLength: 40 });

/** What the rules answer; null where there was nothing to ask about. */
export function decide(
  world: World,
  command: Command,
): Decision | UndoDecision | ManyDecision | null {
  switch (command.kind) {
    case 'start':
      return start(world, startCommand(world, command));
    case 'stop':
      return stop(world, command.dimension, whenOf(world, command.agoMs));
    case 'edit':
      return onPicked(world, command.pick, (slice) => edit(world, slice, command.fields));
    case 'delete':
      return onPicked(world, command.pick, decideDelete);
    case 'undo':
      return undo(world, world.journal[command.pick % Math.max(1, world.journal.length)] ?? []);
    case 'split':
      return onPicked(world, command.pick, (slice) => split(world, slice, command.agoMs));
    case 'join':
      return join(world, command);
    case 'fill':
      return fill(world, command);
    case 'resume':
      return resume(world, command);
    case 'undoMany':
      return undoMany(world, command.picks);
    case 'import':
      return { kind: 'changed', changes: [imported(world, command.agoMs, command.lengthMs)] };
    case 'clock':
      return null;
    default:
      return unreachable(command);
  }
}

export function follow(world: World, command: Command): World {
  if (command.kind === 'clock') return { ...world, now: world.now + command.stepMs };
  const decision = decide(world, command);
  return decision?.kind === 'changed' ? record(world, decision.changes) : world;
}

export function record(world: World, changes: readonly SliceChange[]): World {
  if (changes.length === 0) return world;
  return {
    ...world,
    history: write(world.history, changes),
    journal: [...world.journal, changes],
  };
}

export function start(world: World, command: StartCommand): Decision {
  const window = commandWindow(command.dimension, command.at, world.now);
  return decideStart(seenIn(world.history, command.dimension, window), command, world);
}

export function startCommand(
  world: World,
  { dimension, categoryId, agoMs }: Extract<Command, { kind: 'start' }>,
): StartCommand {
  const at = whenOf(world, agoMs);
  return { dimension, categoryId, linkedTaskId: null, source: 'API', at };
}

export function undo(world: World, changes: readonly SliceChange[]): UndoDecision {
  const near = undoWindows(changes).flatMap((window) =>
    seenIn(world.history, window.dimension, window),
  );
  return decideUndo(changes, { current: world.history, timeline: near, now: world.now });
}

function stop(world: World, dimension: Dimension, at: When): Decision {
  const timeline = seenIn(world.history, dimension, commandWindow(dimension, at, world.now));
  return decideStop(timeline, { categoryId: null, at }, world);
}

function edit(world: World, slice: Slice, wanted: EditFields): Decision {
  const { now, newId } = world;
  const { startAgoMs, endAgoMs, isLocked, onOverlap } = wanted;
  const fields: SliceEdit = {
    startAt: startAgoMs === undefined ? undefined : now - startAgoMs,
    endAt: typeof endAgoMs === 'number' ? now - endAgoMs : endAgoMs,
    isLocked,
    onOverlap,
  };
  const timeline = seenIn(world.history, slice.dimension, editWindow(slice, fields));
  return decideEdit(timeline, slice, { ...fields, now, newId });
}

function split(world: World, slice: Slice, agoMs: readonly number[]): Decision {
  const at = agoMs.map((ago) => world.now - ago);
  const timeline = seenIn(world.history, slice.dimension, splitWindow(slice));
  return decideSplit(timeline, { slice, at }, world);
}

function join(
  world: World,
  { picks, onOverlap }: Extract<Command, { kind: 'join' }>,
): Decision | null {
  const all = [...world.history.values()];
  const slices = [...new Set(picks.map((one) => all[one % Math.max(1, all.length)]))];
  return joinOf(
    world,
    slices.filter((slice) => slice !== undefined),
    onOverlap,
  );
}

export function joinOf(
  world: World,
  slices: readonly Slice[],
  onOverlap?: Join['onOverlap'],
): Decision | null {
  const [first] = slices;
  if (first === undefined) return null;
  const timeline = seenIn(world.history, first.dimension, joinWindow(slices));
  return decideJoin(timeline, { slices, categoryId: first.categoryId, onOverlap }, world);
}

function fill(
  world: World,
  { dimension: line, agoMs: ago, with: kind }: Extract<Command, { kind: 'fill' }>,
): ManyDecision {
  const range = { startAt: world.now - ago, endAt: world.now - ago + 8000 };
  const all = slicesOf(world.history, line);
  const previous = all.findLast((slice) => slice.startAt < range.startAt);
  const window = fillWindow(range, previous?.startAt ?? null);
  const filling = kind === 'category' ? { kind, categoryId: 'reading' } : { kind };
  const asked = { dimension: line, range, filling, source: 'API' as const };
  const imported = [...world.history.values()]
    .filter((slice) => slice.source === 'TIMERY' && slice.dimension === line)
    .map(spanOf);
  return decideFill(seenIn(world.history, line, window), asked, { ...world, imported });
}

function resume(
  world: World,
  { dimension: line, pick: picked, agoMs: ago }: Extract<Command, { kind: 'resume' }>,
): Decision | null {
  const newest = slicesOf(world.history, line).toReversed();
  const at = whenOf(world, ago);
  const begun = newest.filter(({ startAt }) => at.kind === 'now' || startAt <= at.at);
  const resumed =
    picked === null ? previousWork(begun, at) : newest[picked % Math.max(1, newest.length)];
  if (resumed === undefined) return null;
  const timeline = seenIn(world.history, line, commandWindow(line, at, world.now));
  return decideResume(timeline, { resumed, source: 'API', at }, world);
}

function undoMany(world: World, picks: readonly number[]): ManyDecision {
  const length = Math.max(1, world.journal.length);
  const indexes = [...new Set(picks.map((one) => one % length))].toSorted((a, b) => a - b);
  return undoManyOf(
    world,
    indexes.flatMap((index) => world.journal[index] ?? []),
  );
}

export function undoManyOf(world: World, changes: readonly SliceChange[]): ManyDecision {
  const near = undoWindows(changes).flatMap((window) =>
    seenIn(world.history, window.dimension, window),
  );
  const timeline = [...new Map(near.map((slice) => [slice.id, slice])).values()];
  return decideUndoMany(changes, { current: world.history, timeline, now: world.now });
}

function imported(world: World, agoMs: number, lengthMs: number): SliceChange {
  const startAt = world.now - agoMs;
  const id = world.newId();
  const fields = { id, startAt, endAt: startAt + lengthMs, originEntryId: id };
  return { kind: 'insert', after: sliceOf({ ...fields, source: 'TIMERY' }) };
}

function onPicked<Answer>(
  world: World,
  index: number,
  answer: (slice: Slice) => Answer,
): Answer | null {
  const slices = [...world.history.values()];
  const slice = slices[index % Math.max(1, slices.length)];
  return slice === undefined ? null : answer(slice);
}

function whenOf(world: World, agoMs: number | null): When {
  return agoMs === null ? { kind: 'now' } : { kind: 'at', at: world.now - agoMs };
}
