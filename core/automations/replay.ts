/**
 * History told again under rules: what would have been recorded, had they been on.
 *
 *     recorded   [= Reading =)[======== Gaming ========)
 *     held                    ^
 *     would be   [====== Reading ======)[=== Gaming ===)     taken up when Reading ended
 *
 * Each change of the journal is done as it was, as long as nothing that it touches or lies beside
 * has become different. Where something has, a start cuts what runs instead, a stop ends its own
 * slice, and an edit changes what it changed, as far as there is room.
 *
 * Invariant: without rules what comes out is what was recorded, and what a person did is done.
 */
import { saysTheSame } from '../engine/changes.ts';
import {
  type Dimension,
  dimensions,
  isImported,
  type Slice,
  type SliceChange,
} from '../engine/slice.ts';
import { spanOf } from '../engine/timeline.ts';
import { arbitrate, type Held, type Signal } from './arbitrate.ts';
import type { Begun, Doer } from './doer.ts';
import { createReplayLine, lay, patch, type ReplayLine } from './replayLine.ts';
import type { Rule } from './rule.ts';
import { takeUpTogether } from './takeUp.ts';

/** A command as the journal has it. */
export type JournalEntry = Readonly<{
  command: string;
  at: number;
  doer: Doer;
  changes: readonly SliceChange[];
}>;

type Given = Readonly<{
  rules: readonly Rule[];
  timeZone: string;
  /** Up to when causes that last are followed. */
  now: number;
  /** What there was before the first entry. */
  opening: readonly Slice[];
  /** Of slices that no entry begins. */
  beganBy: (slice: Slice) => Doer;
  categoryOf: (categoryId: string) => string;
  /** When the cause of a start ended, Infinity while it lasts; null where nobody tells. */
  causeEnd: (entry: JournalEntry) => number | null;
}>;

export type HeldEntry = Readonly<{
  at: number;
  dimension: Dimension;
  category: string | null;
  verdict: Held;
  /** What it began, as recorded. */
  slices: readonly Slice[];
}>;

type Replayed = Readonly<{
  recorded: readonly Slice[];
  wouldBe: readonly Slice[];
  held: readonly HeldEntry[];
}>;

type Lines = Readonly<Record<Dimension, ReplayLine>>;
type Waiting = Readonly<{ signals: readonly Signal[]; slices: readonly Slice[]; endAt: number }>;

type World = Readonly<{
  given: Given;
  recorded: Lines;
  wouldBe: Lines;
  /** Who began what an entry began. */
  doers: Map<string, Doer>;
  held: HeldEntry[];
  waiting: Set<Waiting>;
}>;

export function replay(given: Given, entries: readonly JournalEntry[]): Replayed {
  const world: World = {
    given,
    recorded: linesOf(given.opening),
    wouldBe: linesOf(given.opening),
    doers: new Map(),
    held: [],
    waiting: new Set(),
  };
  for (const entry of entries) {
    takeUpUntil(world, entry.at - 1);
    retell(world, entry);
  }
  takeUpUntil(world, given.now);
  const { recorded, wouldBe, held } = world;
  return { recorded: allOf(recorded), wouldBe: allOf(wouldBe), held };
}

function retell(world: World, entry: JournalEntry): void {
  const { recorded, doers } = world;
  for (const { id } of insertedBy(entry)) if (!doers.has(id)) doers.set(id, entry.doer);
  const signals = signalsOf(entry, world.given);
  const held = firstHeld(world, signals);
  if (held === null) follow(world, entry.changes);
  else keep(world, { entry, signals, ...held });
  write(recorded, entry.changes);
}

/** Commands in which an automation begins or ends something of its own accord. */
const judged = ['start', 'switch', 'toggle', 'start-if-none', 'resume-previous', 'stop'];

/** What it asked the rules about, or would have. */
function signalsOf(entry: JournalEntry, { categoryOf }: Given): readonly Signal[] {
  const { command, doer, changes } = entry;
  if (!judged.includes(command)) return [];
  const begun = insertedBy(entry).map(({ dimension, categoryId, startAt }) => ({
    doer,
    dimension,
    category: categoryOf(categoryId),
    at: startAt,
  }));
  if (begun.length > 0) return begun;
  return changes.flatMap((change) => {
    if (change.kind !== 'update' || change.after.endAt === null) return [];
    if (change.before.endAt === change.after.endAt) return [];
    return [{ doer, dimension: change.after.dimension, category: null, at: change.after.endAt }];
  });
}

type Judged = Readonly<{ signal: Signal; verdict: Held }>;

function firstHeld(world: World, signals: readonly Signal[]): Judged | null {
  const { rules, timeZone } = world.given;
  for (const signal of signals) {
    const slice = world.wouldBe[signal.dimension].lastBegunBy(signal.at);
    const last = slice === undefined ? null : begunOf(world, slice);
    const verdict = arbitrate(rules, { signal, last, timeZone });
    if (verdict.kind === 'held') return { signal, verdict };
  }
  return null;
}

function begunOf({ given, doers }: World, slice: Slice): Begun {
  const { id, categoryId, startAt, endAt } = slice;
  const doer = doers.get(id) ?? given.beganBy(slice);
  return { category: given.categoryOf(categoryId), startAt, endAt, doer };
}

type Kept = Judged & Readonly<{ entry: JournalEntry; signals: readonly Signal[] }>;

function keep(world: World, { entry, signals, signal, verdict }: Kept): void {
  const { dimension, category, at } = signal;
  const slices = insertedBy(entry);
  world.held.push({ at, dimension, category, verdict, slices });
  const endAt = world.given.causeEnd(entry);
  if (slices.length === 0 || endAt === null || verdict.onceFree === 'drop') return;
  world.waiting.add({ signals, slices, endAt });
}

function takeUpUntil(world: World, at: number): void {
  const { given, waiting } = world;
  for (const one of [...waiting]) {
    const untilAt = Math.min(at, one.endAt - 1);
    const lines = one.signals.map((signal) => ({
      signal,
      begun: world.wouldBe[signal.dimension].from(signal.at).map((each) => begunOf(world, each)),
    }));
    const until = { untilAt, timeZone: given.timeZone };
    const taken = takeUpTogether(given.rules, lines, until);
    if (taken.kind === 'free') begin(world, one, taken.at);
    waiting.delete(one);
    if (taken.kind === 'waiting' && one.endAt > at) waiting.add(heldUntil(one, untilAt));
  }
}

/** What was settled is not asked again: a month in which one waits would be read at each entry. */
function heldUntil({ signals, ...one }: Waiting, untilAt: number): Waiting {
  return {
    ...one,
    signals: signals.map((signal) => ({ ...signal, at: Math.max(signal.at, untilAt) })),
  };
}

/** Under the ids as recorded: what ends them later finds them. */
function begin({ wouldBe }: World, { slices, endAt }: Waiting, at: number): void {
  const end = Number.isFinite(endAt) ? endAt : null;
  for (const slice of slices) {
    lay(wouldBe[slice.dimension], { ...slice, startAt: at, endAt: end });
  }
}

/** As it was, while nothing is different where it was done. */
function follow(world: World, changes: readonly SliceChange[]): void {
  const touched = new Set(changes.map((change) => sliceOf(change).id));
  if (changes.every((change) => isInStep(world, change, touched))) {
    write(world.wouldBe, changes);
    return;
  }
  for (const change of changes) {
    const slice = sliceOf(change);
    if (isImported(slice)) continue;
    const line = world.wouldBe[slice.dimension];
    if (change.kind === 'insert') lay(line, change.after);
    else if (change.kind === 'delete') line.remove(slice.id);
    else patch(line, change.before, change.after);
  }
}

function isInStep(
  { recorded, wouldBe }: World,
  change: SliceChange,
  touched: ReadonlySet<string>,
): boolean {
  const slice = sliceOf(change);
  if (isImported(slice)) return true;
  const { dimension } = slice;
  if (change.kind !== 'insert' && !isSame(wouldBe[dimension].get(slice.id), change.before)) {
    return false;
  }
  if (change.kind === 'delete') return true;
  const beside = (lines: Lines) =>
    lines[dimension].overlapping(spanOf(slice)).filter(({ id }) => !touched.has(id));
  const there = beside(recorded);
  const here = beside(wouldBe);
  return there.length === here.length && there.every((one, i) => isSame(here[i], one));
}

function isSame(a: Slice | undefined, b: Slice): boolean {
  return a !== undefined && saysTheSame(a, b);
}

function write(lines: Lines, changes: readonly SliceChange[]): void {
  for (const change of changes) {
    const slice = sliceOf(change);
    if (isImported(slice)) continue;
    if (change.kind === 'delete') lines[slice.dimension].remove(slice.id);
    else lines[slice.dimension].put(slice);
  }
}

function linesOf(slices: readonly Slice[]): Lines {
  const lineOf = (dimension: Dimension) =>
    createReplayLine(slices.filter((one) => !isImported(one) && one.dimension === dimension));
  return {
    PRIMARY: lineOf('PRIMARY'),
    WORK_MODE: lineOf('WORK_MODE'),
    SOCIAL: lineOf('SOCIAL'),
    SEGMENT: lineOf('SEGMENT'),
  };
}

function allOf(lines: Lines): Slice[] {
  return dimensions.flatMap((dimension) => lines[dimension].all());
}

/** As it is afterwards; what is deleted, as it was. */
function sliceOf(change: SliceChange): Slice {
  return change.kind === 'delete' ? change.before : change.after;
}

function insertedBy({ changes }: JournalEntry): Slice[] {
  return changes.flatMap((change) =>
    change.kind === 'insert' && !isImported(change.after) ? [change.after] : [],
  );
}
