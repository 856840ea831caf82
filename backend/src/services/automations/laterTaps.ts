/**
 * Where a tap or a night arrives late and changes what later taps meant, these are taken away by
 * undo, newest first, and done again once it is in its place: each at its own instant, as what it
 * was.
 *
 *     made       A on 9:00      B tapped 9:10      A off 9:20
 *     arrive     B, A off       A on
 *     done       A off and B are taken away, A on is done, then B and A off again
 *
 * Invariant: either all of them are done again or none was touched. Where something else has
 * built on one of them it is none, and the late tap is put into history where it says.
 */
import { isOvertaken } from '../../../../core/automations/overtaken.ts';
import {
  type TriggerAction,
  type TriggerState,
  triggerIdOf,
  type VerbAction,
} from '../../../../core/automations/trigger.ts';
import type { Slice } from '../../../../core/engine/slice.ts';
import { formatInstant } from '../../../../core/time/instant.ts';
import { type Firing, listFirings, listFiringsAfter, updateFiring } from '../../store/firings.ts';
import { findTrigger } from '../../store/triggers.ts';
import { undo } from '../engine/undoChange.ts';
import type { Command } from '../engineCommand.ts';
import { laneAround, outcomeOf, performTap } from './performTap.ts';
import type { CallManner, Tap } from './tap.ts';
import { tapOfToken, tokenIdOf } from './tokenTap.ts';
import { tapOfTrigger } from './triggerTap.ts';
import { nothingDone } from './verbs.ts';

type Later = Readonly<{ firing: Firing; tap: Tap }>;
/** Oldest first. */
export type LaterTaps = readonly Later[];

/** So many are taken away and done again at most, so that no tap holds up others for long. */
const mostDoneAgain = 30;

/** Those that have to be done again; empty where the late one just fits in. */
export async function overtakenBy(command: Command, tap: Tap, at: number): Promise<LaterTaps> {
  const later = await tapsAfter(command, at);
  return isOvertaken(
    tap,
    later.map((one) => one.tap),
  )
    ? later
    : [];
}

/** Empty also where they are too many, or one cannot be told again. */
export async function tapsAfter(command: Command, at: number): Promise<LaterTaps> {
  const { tx, caller } = command;
  const after = { accountId: caller.accountId, at, most: mostDoneAgain + 1 };
  const firings = await listFiringsAfter(tx, after);
  if (firings.length === 0 || firings.length > mostDoneAgain) return [];
  const later: Later[] = [];
  for (const firing of firings) {
    const made = await tapOf(command, firing);
    // Its trigger is gone: what it did cannot be told again.
    if (made === null) return [];
    later.push({ firing, tap: made });
  }
  return later;
}

/** The tap that a firing was. */
async function tapOf({ tx, caller }: Command, firing: Firing): Promise<Tap | null> {
  const { lane, fingerprint, manner } = firing;
  const at = firing.isAtLastStop ? 'last-stop' : formatInstant(firing.at);
  const tokenId = tokenIdOf(lane);
  if (tokenId !== null) {
    if (manner === null) return null;
    const action = firing.action as VerbAction;
    return tapOfToken({ tokenId, action, manner: manner as CallManner, fingerprint, at });
  }
  const trigger = await findTrigger(tx, triggerIdOf(lane) ?? '');
  if (trigger === null) return null;
  const action = firing.action as TriggerAction;
  const state = fingerprint as TriggerState;
  return tapOfTrigger(trigger, { state, action, at, tokenId: firing.tokenId ?? caller.tokenId });
}

/** False, and all is there as it was, where something else has built on one. */
export async function takeAway(command: Command, later: LaterTaps): Promise<boolean> {
  const undone: string[] = [];
  for (const { firing } of later.toReversed()) {
    if (firing.changeId === null) continue;
    const result = await undo(command, { changeId: firing.changeId });
    if (result.kind === 'refused') {
      for (const changeId of undone.toReversed()) await undo(command, { changeId });
      return false;
    }
    undone.push(result.changeId);
  }
  return true;
}

/** Answers what was touched. */
export async function doAgain(command: Command, later: LaterTaps): Promise<readonly Slice[]> {
  const { tx } = command;
  const lanes = new Map<string, Firing[]>();
  const touched: Slice[] = [];
  for (const { firing, tap } of later) {
    const lane = lanes.get(firing.lane) ?? (await listFirings(tx, laneAround(command, firing)));
    const known = lane.filter(({ at, id }) => at <= firing.at && id !== firing.id);
    const then = { ...command, madeAt: firing.at };
    const again = await performTap(then, { known, at: firing.at }, tap);
    const outcome = again.kind === 'refused' ? nothingDone : again;
    const updated = { ...firing, ...outcomeOf(outcome) };
    await updateFiring(tx, updated);
    const after = lane.map((one) => (one.id === firing.id ? updated : one));
    lanes.set(firing.lane, after);
    touched.push(...outcome.touched);
  }
  return touched;
}
