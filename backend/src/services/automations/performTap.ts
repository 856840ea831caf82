/** Doing one tap beside those before it in its lane: it takes one back, or does what it is. */
import { decideTap, type KnownTap } from '../../../../core/automations/doubleFire.ts';
import type { Slice } from '../../../../core/engine/slice.ts';
import { heldSlice } from '../engine/heldSlice.ts';
import { viewOf } from '../engine/sliceViewOf.ts';
import { undo } from '../engine/undoChange.ts';
import type { Command, Done } from '../engineCommand.ts';
import type { Tap } from './tap.ts';
import { nothingDone, type Told, type VerbDone, type VerbResult } from './verbs.ts';

type Lane<Known = KnownTap> = Readonly<{
  known: readonly Known[];
  /** When the tap was made. */
  at: number;
}>;

/** No rule of a tap looks further back. */
const farthestBackMs = 3_600_000;

/** Of a lane, what a tap of that instant is compared with, and what came after it. */
export function laneAround(
  { caller }: Command,
  { lane, at }: Readonly<{ lane: string; at: number }>,
) {
  return { accountId: caller.accountId, lane, fromAt: at - farthestBackMs };
}

/**
 * A later tap may take back the one before it, or do what it says. Where other changes stand on
 * what it would take back, it does what it says.
 */
export async function performTap(given: Command, { known, at }: Lane, tap: Tap): VerbResult {
  const command = { ...given, caller: { ...given.caller, ...tap.by } };
  const { takesBack } = tap.rules;
  const made = { at, namedAt: null, fingerprint: tap.fingerprint };
  const decision = decideTap(known, made, { doubleFireMs: null, takesBack });
  if (decision.kind !== 'undo') return tap.perform(command, tap);
  const dimension = 'dimension' in tap.action ? tap.action.dimension : 'PRIMARY';
  const held = await heldSlice(command, dimension, { kind: 'at', at });
  const begun = held === null ? undefined : await viewOf(command, held);
  const undone = await undo(command, { changeId: decision.changeId });
  if (undone.kind === 'refused') return tap.perform(command, tap);
  const running = undone.slices.find((one) => one.dimension === dimension && one.endAt === null);
  return {
    ...nothingDone,
    action: takesBack?.only === 'any' ? 'resumed' : 'undone',
    slice: running ?? null,
    changeId: undone.changeId,
    takenBack: begun === undefined ? undefined : gone(begun),
    touched: [...undone.slices, ...undone.removed.map(gone)],
  };
}

/** What is gone runs no longer. */
function gone<One extends Slice>(slice: One): One {
  return { ...slice, endAt: slice.endAt ?? slice.startAt };
}

/** What is kept of a tap: for its double, and for those after it. */
export function outcomeOf(done: Done<VerbDone>) {
  const { action, slice, asked, changeId, takenBack, because } = done;
  const began = action === 'started' || action === 'switched' || action === 'resumed';
  const reply: Told = { action, slice, asked, changeId, takenBack, because };
  return { reply, began, changeId };
}
