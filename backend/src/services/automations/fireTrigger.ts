/** Firing a trigger: on, off or tapped, by its name through a token, or through its signed URL. */
import {
  actionFor,
  actionWhilePaused,
  type TriggerState,
} from '../../../../core/automations/trigger.ts';
import { foldName } from '../../../../core/engine/category.ts';
import { findTrigger, findTriggerByFoldedName, type Trigger } from '../../store/triggers.ts';
import { type Command, type Done, refusedWith } from '../engineCommand.ts';
import { tapped } from './taps.ts';
import { tapOfTrigger } from './triggerTap.ts';
import { nothingDone, type VerbDone, type VerbResult } from './verbs.ts';

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

async function fire(command: Command, trigger: Trigger, { state, at }: Firing): VerbResult {
  const action = actionFor(trigger.definition, state);
  if (action === null) return doesNothing(trigger, state);
  const done = trigger.isPaused ? actionWhilePaused(state) : action;
  if (done === null) return paused(trigger);
  const { tokenId } = command.caller;
  return tapped(command, tapOfTrigger(trigger, { state, action: done, at, tokenId }));
}

/** Kept nowhere: once it goes on again, a tap of that time is no double and begins nothing. */
export function paused({ name }: Trigger): Done<VerbDone> {
  return { ...nothingDone, action: 'held', because: `The trigger ${name} is paused.` };
}

function doesNothing({ name }: Trigger, state: TriggerState) {
  return refusedWith(
    'state_without_action',
    `The trigger ${name} has nothing to do for ${state}. Give it an action for ${state}.`,
  );
}
