/**
 * Starting, in one dimension or in several at one instant. All of them are decided before any is
 * written, so that a refusal in one leaves the others untouched.
 */
import type { Decision } from '../../../../core/engine/decision.ts';
import type { Dimension, Slice, Source } from '../../../../core/engine/slice.ts';
import { decideStart } from '../../../../core/engine/start.ts';
import { commandWindow } from '../../../../core/engine/window.ts';
import { invariant } from '../../../../core/invariant.ts';
import type { TaskChange } from '../../../../core/tasks/taskChange.ts';
import type { When } from '../../../../core/time/at.ts';
import { type Category, findCategoryNames } from '../../store/categories.ts';
import type { SliceView } from '../../store/sliceViews.ts';
import { readTimeline } from '../../store/timeline.ts';
import { type Effect, holdBack } from '../arbitration.ts';
import {
  findOrMake,
  insertMissing,
  type NamedCategories,
  unarchive,
} from '../categories/namedCategories.ts';
import { type Command, type Done, type Refused, record, refusedWith } from '../engineCommand.ts';
import { lostTime, type Trimmed } from './lostTime.ts';
import { viewOf } from './sliceViewOf.ts';
import { whenOf } from './when.ts';

type Part = Readonly<{ dimension: Dimension; category: string }>;

export type StartInput = Part &
  Readonly<{
    /** API when none is given. */
    source?: Source | undefined;
    linkedTaskId?: string | null | undefined;
    /** As sent: core/time/at.ts reads it. */
    at?: string | undefined;
    also?: readonly Part[] | undefined;
    /** Of the first slice, where this start makes it. */
    note?: string | null | undefined;
  }>;

export type Started = Readonly<{
  slice: SliceView;
  /** False when it ran already, or began earlier than it had. */
  created: boolean;
  also: readonly SliceView[];
  trimmed: readonly Trimmed[];
  /** Names of categories that this start made. */
  newCategories: readonly string[];
  /** Names of those that were archived before it. */
  unarchived: readonly string[];
  /** null when nothing changed. */
  changeId: string | null;
}>;

export type Decided = Exclude<Decision, Readonly<{ kind: 'refused' }>>;

/** Everything decided, nothing written. */
export type PreparedStart = Readonly<{
  kind: 'prepared';
  /** One for each part, in their order. */
  decisions: readonly Decided[];
  named: NamedCategories;
}>;

export async function start(
  command: Command,
  input: StartInput,
  commandName: string,
): Promise<Done<Started> | Refused> {
  const prepared = await prepareStart(command, input);
  if (prepared.kind === 'refused') return prepared;
  return writeStart(command, prepared, { name: commandName });
}

export async function prepareStart(
  command: Command,
  input: StartInput,
): Promise<PreparedStart | Refused> {
  const parts: readonly Part[] = [input, ...(input.also ?? [])];
  if (new Set(parts.map((part) => part.dimension)).size < parts.length) return namedTwice;
  const when = await whenOf(command, input.dimension, input.at);
  if (when.kind === 'refused') return when;
  const named = await findOrMake(
    command,
    parts.map((part) => part.category),
  );
  if (named.kind === 'refused') return named;
  const decisions: Decided[] = [];
  for (const [position, { dimension }] of parts.entries()) {
    const category = named.categories[position];
    invariant(category, 'every name has its category');
    const decision = await decide(command, { input, dimension, category, when, position });
    if (decision.kind === 'refused') return decision;
    decisions.push(decision);
  }
  return { kind: 'prepared', decisions, named };
}

const namedTwice = refusedWith(
  'duplicate_dimension',
  'One thing runs at a time in a dimension. Name each dimension once, also under "also".',
);

type Choice = Readonly<{
  input: StartInput;
  dimension: Dimension;
  category: Category;
  when: When;
  position: number;
}>;

async function decide(
  { tx, caller, now, newId }: Command,
  { input, dimension, category, when, position }: Choice,
): Promise<Decision> {
  const line = { accountId: caller.accountId, dimension };
  const timeline = await readTimeline(tx, line, commandWindow(dimension, when, now));
  const start = {
    dimension,
    categoryId: category.id,
    // A task is work of the main part; what runs beside it is the setting.
    linkedTaskId: position === 0 ? (input.linkedTaskId ?? null) : null,
    source: input.source ?? 'API',
    at: when,
    note: position === 0 ? input.note : null,
  };
  return decideStart(timeline, start, { now, newId });
}

type Why = Readonly<{ name: string; taskChanges?: readonly TaskChange[] }>;

/** Unless a rule holds it back. */
export async function writeStart(
  command: Command,
  prepared: PreparedStart,
  { name, taskChanges = [] }: Why,
): Promise<Done<Started> | Refused> {
  const held = await heldBack(command, prepared);
  if (held !== null) return held;
  const { decisions, named } = prepared;
  const changes = decisions.flatMap((decision) =>
    decision.kind === 'changed' ? decision.changes : [],
  );
  const slices = decisions.map((decision) => decision.slice);
  const trimmed = await lostTime(command, changes, slices);
  let changeId: string | null = null;
  let unarchived: readonly string[] = [];
  if (changes.length + taskChanges.length > 0) {
    await insertMissing(command, named);
    unarchived = await unarchive(command, named);
    changeId = await record(command, changes, { name, taskChanges });
  }
  const made = new Set(
    changes.flatMap((change) => (change.kind === 'insert' ? [change.after.id] : [])),
  );
  const views: SliceView[] = [];
  for (const [position, slice] of slices.entries()) {
    const category = named.categories[position];
    const isKnown = category !== undefined && made.has(slice.id);
    views.push(isKnown ? viewOfMade(slice, category) : await viewOf(command, slice));
  }
  const [slice, ...also] = views;
  invariant(slice, 'a start answers a slice');
  const newCategories = changeId === null ? [] : named.missing.map(({ name }) => name);
  const created = made.has(slice.id);
  return { kind: 'done', slice, created, also, trimmed, newCategories, unarchived, changeId };
}

/** Rules are asked about whatever would change. */
async function heldBack(
  command: Command,
  { decisions, named }: PreparedStart,
): Promise<Refused | null> {
  if (command.acting === undefined) return null;
  const effects: Effect[] = [];
  for (const [position, decision] of decisions.entries()) {
    if (decision.kind === 'unchanged') continue;
    const { dimension, startAt, categoryId } = decision.slice;
    const category = named.categories[position]?.name ?? (await nameOf(command, categoryId));
    effects.push({ dimension, category, at: startAt, changes: decision.changes });
  }
  return holdBack(command, effects);
}

async function nameOf({ tx, caller }: Command, categoryId: string): Promise<string | null> {
  const names = await findCategoryNames(tx, caller.accountId, [categoryId]);
  return names.get(categoryId) ?? null;
}

/** What has just been made need not be looked up: no entry in Toggl can stand for it yet. */
function viewOfMade(slice: Slice, category: Category): SliceView {
  return { ...slice, category: category.name, togglEntryId: null };
}
