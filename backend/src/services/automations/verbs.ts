/**
 * The one-call verbs: each decides by what ran at the instant of the tap, does one thing, and
 * answers what a notification can say. They start and stop through the same rules as any other
 * command, so they can leave no history that those could not.
 */
import type { ToldAction, VerbAction } from '../../../../core/automations/trigger.ts';
import { decideExtend } from '../../../../core/engine/extend.ts';
import type { Dimension, Slice, Source } from '../../../../core/engine/slice.ts';
import { unreachable } from '../../../../core/invariant.ts';
import { findCategoryNames } from '../../store/categories.ts';
import type { SliceView } from '../../store/sliceViews.ts';
import { listBegunBy } from '../../store/timeline.ts';
import { heldSlice } from '../engine/heldSlice.ts';
import { previousSlice } from '../engine/previousSlice.ts';
import { viewOf } from '../engine/sliceViewOf.ts';
import { type StartInput, start } from '../engine/startSlice.ts';
import { stop, stopIfAny } from '../engine/stopSlice.ts';
import { toggle } from '../engine/toggleSlice.ts';
import { whenOf } from '../engine/when.ts';
import { type Command, type Done, type Refused, record, refusedWith } from '../engineCommand.ts';

/** What was done, as it is answered; kept with the tap, so that its double is answered the same. */
export type Told = Readonly<{
  action: ToldAction;
  /** null where there is none to show. */
  slice: SliceView | null;
  /** What the caller named: said where there is no slice. */
  asked: string | null;
  changeId: string | null;
  /** What was begun and taken back again, ended where it began: it is gone from history. */
  takenBack?: SliceView | undefined;
  /** Where a rule held it back, or its trigger is paused. */
  because?: string | undefined;
}>;

/** `touched` tells the projection what to look at; empty where nothing new was done. */
export type VerbDone = Told & Readonly<{ touched: readonly Slice[] }>;

export type VerbResult = Promise<Done<VerbDone> | Refused>;

/** How a verb was called, besides what it does. */
export type Manner = Readonly<{ source?: Source | undefined; at?: string | undefined }>;

/** What a rule held back is told, and is no failure: the tap came, and once is enough. */
export async function act(command: Command, action: VerbAction, manner: Manner): VerbResult {
  const done = await perform(command, action, manner);
  if (done.kind === 'done' || done.refusal.code !== 'held_by_rule') return done;
  return { ...nothingDone, action: 'held', because: done.refusal.message };
}

async function perform(command: Command, action: VerbAction, manner: Manner): VerbResult {
  switch (action.do) {
    case 'start':
      return began(command, { ...action, ...manner }, { name: 'start', action: 'started' });
    case 'switch':
      return switchTo(command, { ...action, ...manner });
    case 'start-if-none':
      return startIfNone(command, { ...action, ...manner });
    case 'toggle':
      return toggled(command, { ...action, ...manner });
    case 'stop': {
      const stopped = await stop(command, { ...action, at: manner.at }, 'stop');
      return stopped.kind === 'refused' ? stopped : { ...stopped, ...ended, ...touching(stopped) };
    }
    case 'stop-if':
      return stopIf(command, { ...action, at: manner.at });
    case 'resume-previous':
      return resumePrevious(command, action.dimension, manner);
    case 'extend':
      return extend(command, action, manner.at);
    default:
      return unreachable(action);
  }
}

const ended = { action: 'stopped', asked: null } as const;

function touching({ slice }: Readonly<{ slice: Slice }>) {
  return { touched: [slice] };
}

type Begun = Readonly<{ name: string; action: 'started' | 'switched' | 'resumed' }>;

async function began(
  command: Command,
  input: StartInput,
  { name, action }: Begun,
): Promise<Done<VerbDone> | Refused> {
  const started = await start(command, input, name);
  if (started.kind === 'refused') return started;
  const { slice, also, changeId } = started;
  return {
    kind: 'done',
    action: changeId === null ? 'unchanged' : action,
    slice,
    asked: null,
    changeId,
    touched: [slice, ...also],
  };
}

async function switchTo(command: Command, input: StartInput): VerbResult {
  const when = await whenOf(command, input.dimension, input.at);
  if (when.kind === 'refused') return when;
  const held = await heldSlice(command, input.dimension, when);
  const action = held === null ? 'started' : 'switched';
  return began(command, input, { name: 'switch', action });
}

async function startIfNone(command: Command, input: StartInput): VerbResult {
  const when = await whenOf(command, input.dimension, input.at);
  if (when.kind === 'refused') return when;
  const held = await heldSlice(command, input.dimension, when);
  if (held !== null) return unchanged(command, held);
  return began(command, input, { name: 'start-if-none', action: 'started' });
}

async function toggled(command: Command, input: StartInput): VerbResult {
  const result = await toggle(command, input);
  if (result.kind === 'refused') return result;
  const { action, slice, changeId } = result;
  const touched = action === 'started' ? [slice, ...result.also] : [slice];
  return { kind: 'done', action, slice, asked: null, changeId, touched };
}

type StopIf = Readonly<{ dimension: Dimension; category: string; at: string | undefined }>;

/** It does not run, or did not yet at that time: then there is nothing to do, and no failure. */
async function stopIf(command: Command, input: StopIf): VerbResult {
  const stopped = await stopIfAny(command, input);
  const nothing = { ...nothingDone, asked: input.category };
  if (stopped.kind === 'refused') {
    return stopped.refusal.code === 'ends_before_start' ? nothing : stopped;
  }
  const { slice } = stopped;
  return slice === null ? nothing : { ...stopped, slice, ...ended, touched: [slice] };
}

export const nothingDone = {
  kind: 'done',
  action: 'nothing',
  slice: null,
  asked: null,
  changeId: null,
  touched: [],
} as const;

async function unchanged(command: Command, slice: Slice): VerbResult {
  return { ...nothingDone, action: 'unchanged', slice: await viewOf(command, slice) };
}

async function resumePrevious(command: Command, dimension: Dimension, manner: Manner): VerbResult {
  const when = await whenOf(command, dimension, manner.at);
  if (when.kind === 'refused') return when;
  const previous = await previousSlice(command, dimension, when);
  if (previous === undefined) return noPrevious;
  const { tx, caller } = command;
  const names = await findCategoryNames(tx, caller.accountId, [previous.categoryId]);
  const category = names.get(previous.categoryId) ?? '';
  const { linkedTaskId } = previous;
  const input = { ...manner, dimension, category, linkedTaskId };
  return began(command, input, { name: 'resume-previous', action: 'resumed' });
}

const noPrevious = refusedWith(
  'no_previous',
  'Nothing else ran before, so there is nothing to go back to. Start something by its name.',
);

async function extend(
  command: Command,
  { dimension, minutes }: Readonly<{ dimension: Dimension; minutes: number }>,
  at: string | undefined,
): VerbResult {
  const { tx, caller, now } = command;
  const when = await whenOf(command, dimension, at);
  if (when.kind === 'refused') return when;
  const line = { accountId: caller.accountId, dimension };
  const untilAt = when.kind === 'at' ? when.at : Number.MAX_SAFE_INTEGER;
  const newestFirst = await listBegunBy(tx, line, { at: untilAt, most: 2 });
  const decision = decideExtend(newestFirst, { byMs: minutes * 60_000, at: when }, { now });
  if (decision.kind === 'refused') return decision;
  if (decision.kind === 'unchanged') return unchanged(command, decision.slice);
  const changeId = await record(command, decision.changes, { name: 'extend' });
  const slice = await viewOf(command, decision.slice);
  return { kind: 'done', action: 'extended', slice, asked: null, changeId, touched: [slice] };
}
