/**
 * A world for property tests: random commands, carried out on a history in memory through the
 * windows that the store would hand in. Times lie a few seconds apart and on quarters of a
 * second, so that taps collide, arrive late and share seconds all the time.
 */
import fc from 'fast-check';
import { unreachable } from '../invariant.ts';
import type { When } from '../time/at.ts';
import type { Decision } from './decision.ts';
import { decideEdit, type SliceEdit } from './edit.ts';
import { type History, idsFrom, seenIn, sliceOf, write } from './history.fixture.ts';
import { decideDelete } from './remove.ts';
import type { Dimension, Slice, SliceChange } from './slice.ts';
import { decideStart, type StartCommand } from './start.ts';
import { decideStop } from './stop.ts';
import { decideUndo, type UndoDecision } from './undo.ts';
import { commandWindow, editWindow, undoWindows } from './window.ts';

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
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('clock' as const), stepMs: quarters(-3, 6) }),
  },
);

export const anyCommands = fc.array(anyCommand, { minLength: 5, maxLength: 40 });

/** What the rules answer; null where there was nothing to ask about. */
export function decide(world: World, command: Command): Decision | UndoDecision | null {
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
