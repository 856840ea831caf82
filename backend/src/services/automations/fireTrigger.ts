/**
 * Firing a trigger: on, off or tapped, by its name through a token, or through its signed URL.
 *
 * Invariant: going off ends what this trigger began and what still runs of it, and nothing that
 * anybody else began or went on with.
 */
import {
  actionFor,
  causeOf,
  isStart,
  laneOf,
  rulesFor,
  sourceOf,
  type TriggerState,
} from '../../../../core/automations/trigger.ts';
import { foldName } from '../../../../core/engine/category.ts';
import { dimensions, type Slice, type SliceChange } from '../../../../core/engine/slice.ts';
import { decideStop } from '../../../../core/engine/stop.ts';
import { invariant } from '../../../../core/invariant.ts';
import { isChangeOfLane } from '../../store/firings.ts';
import { findBeginning } from '../../store/sliceHistory.ts';
import { findTrigger, findTriggerByFoldedName, type Trigger } from '../../store/triggers.ts';
import { actingAs } from '../arbitration.ts';
import { heldSlice } from '../engine/heldSlice.ts';
import { viewOf } from '../engine/sliceViewOf.ts';
import { whenOf } from '../engine/when.ts';
import { type Command, record, refusedWith } from '../engineCommand.ts';
import { endWaiting } from './heldStarts.ts';
import { type Performed, tapped } from './taps.ts';
import { act, nothingDone, type VerbResult } from './verbs.ts';

export type Firing = Readonly<{ state: TriggerState; at?: string | undefined }>;

export async function fireByName(
  command: Command,
  { name, ...firing }: Firing & Readonly<{ name: string }>,
): VerbResult {
  const { tx, caller } = command;
  const trigger = await findTriggerByFoldedName(tx, caller.accountId, foldName(name));
  return trigger === null ? triggerNotFound(name) : fire(command, trigger, firing);
}

export async function fireById(
  command: Command,
  { triggerId, ...firing }: Firing & Readonly<{ triggerId: string }>,
): VerbResult {
  const trigger = await findTrigger(command.tx, triggerId);
  return trigger === null ? triggerNotFound('of this tag') : fire(command, trigger, firing);
}

export function triggerNotFound(name: string) {
  return refusedWith(
    'trigger_not_found',
    `There is no trigger ${name}. GET /api/triggers lists those there are.`,
  );
}

async function fire(given: Command, trigger: Trigger, { state, at }: Firing): VerbResult {
  const action = actionFor(trigger.definition, state);
  if (action === null) return doesNothing(trigger, state);
  // The journal names the trigger beside the token that carried it.
  const command = { ...given, caller: { ...given.caller, cause: causeOf(trigger.name) } };
  return tapped(command, {
    lane: laneOf(trigger.id),
    fingerprint: state,
    at,
    action,
    rulesOf: (fingerprint) => rulesFor(trigger.definition, fingerprint as TriggerState),
    perform: (own, what) => perform(own, trigger, what),
    concerns: () => true,
  });
}

function doesNothing({ name }: Trigger, state: TriggerState) {
  return refusedWith(
    'state_without_action',
    `The trigger ${name} has nothing to do for ${state}. Give it an action for ${state}.`,
  );
}

async function perform(command: Command, trigger: Trigger, tap: Performed): VerbResult {
  const { action, at, fingerprint } = tap;
  if (fingerprint === 'off') await endWaiting(command, trigger, at);
  if (action.do === 'nothing') return nothingDone;
  if (action.do === 'end-own') return endOwn(command, trigger, at);
  const lasts = fingerprint === 'on' && isStart(action) ? 'lasts' : 'once';
  const source = sourceOf(trigger.kind);
  return act(actingAs(command, trigger, lasts), action, { source, at });
}

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
