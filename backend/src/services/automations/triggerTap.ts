/**
 * A tap of a trigger, in the lane of that trigger.
 *
 * Invariant: going off ends what this trigger began and what still runs of it, and nothing that
 * anybody else began or went on with.
 */
import {
  causeOf,
  isStart,
  laneOf,
  rulesFor,
  sourceOf,
  type TriggerAction,
  type TriggerState,
} from '../../../../core/automations/trigger.ts';
import { dimensions, type Slice, type SliceChange } from '../../../../core/engine/slice.ts';
import { decideStop } from '../../../../core/engine/stop.ts';
import { invariant } from '../../../../core/invariant.ts';
import type { Refusal } from '../../../../core/refusal.ts';
import { isChangeOfLane } from '../../store/firings.ts';
import { findBeginning } from '../../store/sliceHistory.ts';
import type { Trigger } from '../../store/triggers.ts';
import { actingAs } from '../arbitration.ts';
import { heldSlice } from '../engine/heldSlice.ts';
import { viewOf } from '../engine/sliceViewOf.ts';
import { whenOf } from '../engine/when.ts';
import { type Command, record } from '../engineCommand.ts';
import { endWaiting } from './heldStarts.ts';
import type { Performed, Tap } from './tap.ts';
import { act, nothingDone, type VerbResult } from './verbs.ts';

type TriggerTap = Readonly<{
  state: TriggerState;
  action: TriggerAction;
  at: string | undefined;
  /** Whose token carried it. */
  tokenId: string;
}>;

export function tapOfTrigger(trigger: Trigger, { state, action, at, tokenId }: TriggerTap): Tap {
  return {
    lane: laneOf(trigger.id),
    fingerprint: state,
    at,
    action,
    rules: rulesFor(trigger.definition, state),
    manner: null,
    // The journal names the trigger beside the token that carried it.
    by: { tokenId, cause: causeOf(trigger.name) },
    perform: (command, what) => perform(command, trigger, what),
  };
}

async function perform(command: Command, trigger: Trigger, tap: Performed): VerbResult {
  const { action, at, fingerprint } = tap;
  if (fingerprint === 'off') await endWaiting(command, trigger, at);
  if (action.do === 'nothing') return nothingDone;
  if (action.do === 'end-own') return endOwn(command, trigger, at);
  const lasts = fingerprint === 'on' && isStart(action) ? 'lasts' : 'once';
  const manner = { source: sourceOf(trigger.kind), at };
  const done = await act(actingAs(command, trigger, lasts), action, manner);
  return done.kind === 'refused' && nothingThere.includes(done.refusal.code) ? nothingDone : done;
}

/**
 * There was nothing to act on: for a tag or a Focus that is no failure. It is kept like any other
 * tap, since what it should have ended may yet arrive.
 */
const nothingThere: readonly Refusal['code'][] = [
  'nothing_running',
  'another_running',
  'ends_before_start',
  'no_previous',
  'nothing_to_extend',
];

/** One change for all dimensions, so that one undo brings all of it back. */
async function endOwn(command: Command, trigger: Trigger, at: string | undefined): VerbResult {
  const changes: SliceChange[] = [];
  const stopped: Slice[] = [];
  for (const dimension of dimensions) {
    const when = await whenOf(command, dimension, at);
    if (when.kind === 'refused') return when;
    const held = await heldSlice(command, dimension, when);
    if (held === null || !(await isOwn(command, trigger, held))) continue;
    const decision = decideStop([held], { categoryId: null, at: when }, { now: command.now });
    if (decision.kind === 'refused') return decision;
    invariant(decision.kind === 'changed', 'a stop changes what it stops');
    changes.push(...decision.changes);
    stopped.push(decision.slice);
  }
  const [first] = stopped;
  if (first === undefined) return nothingDone;
  const changeId = await record(command, changes, { name: 'trigger-off' });
  const slice = await viewOf(command, first);
  return { kind: 'done', action: 'stopped', slice, asked: null, changeId, touched: stopped };
}

async function isOwn({ tx }: Command, trigger: Trigger, slice: Slice): Promise<boolean> {
  const began = await findBeginning(tx, slice.id);
  return began !== null && (await isChangeOfLane(tx, laneOf(trigger.id), began.changeId));
}
