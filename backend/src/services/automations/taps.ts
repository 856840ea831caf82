/**
 * A command that comes from a phone, a tag or a trigger: it may arrive twice, late, or before an
 * earlier one. All of it happens inside the command's transaction, so that of two at the same
 * moment one sees the other.
 *
 *     made       on 9:00   off 9:20
 *     arrive     off 9:20            on 9:00
 *     done       nothing             on, and then off again
 *
 * Invariant: the history is the one that would stand there had the taps of a lane arrived in the
 * order in which they were made, as long as nothing else has built on them.
 */
import {
  decideTap,
  isOvertaken,
  type KnownTap,
  type TapRules,
} from '../../../../core/automations/doubleFire.ts';
import type { TriggerAction } from '../../../../core/automations/trigger.ts';
import type { Slice } from '../../../../core/engine/slice.ts';
import { resolveAt } from '../../../../core/time/at.ts';
import { formatInstant } from '../../../../core/time/instant.ts';
import {
  type Firing,
  forgetFirings,
  insertFiring,
  listFirings,
  updateFiring,
} from '../../store/firings.ts';
import { heldSlice } from '../engine/heldSlice.ts';
import { viewOf } from '../engine/sliceViewOf.ts';
import { undo } from '../engine/undoChange.ts';
import {
  type Caller,
  type Command,
  type CommandResult,
  type Done,
  type EngineParts,
  type Refused,
  runCommand,
} from '../engineCommand.ts';
import { nothingDone, type Told, type VerbDone, type VerbResult } from './verbs.ts';

export type Performed = Readonly<{
  fingerprint: string;
  action: TriggerAction;
  at: string | undefined;
}>;

export type Tap = Performed &
  Readonly<{
    /** Taps are compared within a lane. */
    lane: string;
    /** By fingerprint: those of other taps of the lane as well. */
    rulesOf: (fingerprint: string) => TapRules;
    /** What the command does; asked again for a later tap, with what that one is. */
    perform: (command: Command, what: Performed) => VerbResult;
    /** Whether a later tap of the lane is done again where this one comes late. */
    concerns: (later: Firing) => boolean;
  }>;

const keptMs = 30 * 24 * 3_600_000;
/** No rule of a tap looks further back. */
const farthestBackMs = 3_600_000;

export async function tapped(command: Command, tap: Tap): VerbResult {
  const when = tapAt(command, tap.at);
  if (when.kind === 'refused') return when;
  const { tx, caller } = command;
  const { accountId } = caller;
  const lane = { accountId, lane: tap.lane, fromAt: when.at - farthestBackMs };
  const known = await listFirings(tx, lane);
  const { fingerprint } = tap;
  const made = { at: when.at, fingerprint };
  const decision = decideTap(known, made, tap.rulesOf(fingerprint));
  if (decision.kind === 'repeat') return repeated(decision.tap);
  return beforeLater(command, { known, made }, tap);
}

/** `last-stop` names no instant of a tap: it was made now. */
function tapAt({ now }: Command, at: string | undefined) {
  const resolved = resolveAt(at === 'last-stop' ? undefined : at, { now, lastStopAt: null });
  return resolved.kind === 'now' ? ({ kind: 'at', at: now } as const) : resolved;
}

function repeated(firing: Firing): Done<VerbDone> {
  return { kind: 'done', ...(firing.reply as Told), touched: [] };
}

/** What is kept of a tap for its double, and for what comes after it. */
export function outcomeOf(done: Done<VerbDone>) {
  const { action, slice, asked, changeId, takenBack, because } = done;
  const began = action === 'started' || action === 'switched' || action === 'resumed';
  const reply: Told = { action, slice, asked, changeId, takenBack, because };
  return { reply, began, changeId };
}

type Made = Readonly<{ at: number; fingerprint: string }>;
type Lane<Known = KnownTap> = Readonly<{ known: readonly Known[]; made: Made }>;

/** Takes the later taps away, does this one, and does those again, each at its instant. */
async function beforeLater(command: Command, { known, made }: Lane<Firing>, tap: Tap): VerbResult {
  const later = laterThan(known, made, tap);
  const takenAway = await takeAway(command, later);
  const earlier = known.filter((one) => one.at <= made.at);
  const done = await perform(command, { known: earlier, made }, tap);
  if (done.kind === 'refused') {
    if (takenAway === null || takenAway.length > 0) throw new RefusedLate(done);
    return done;
  }
  // Kept before the later ones are done: an off among them asks what this one began.
  await keep(command, made, { tap, done });
  if (takenAway === null) return done;
  const touched = [...done.touched];
  const before: KnownTap[] = [...earlier, { ...made, ...outcomeOf(done) }];
  for (const firing of later) {
    const action = firing.action as TriggerAction;
    const own = { ...tap, fingerprint: firing.fingerprint, action, at: formatInstant(firing.at) };
    const lane = { known: before, made: firing };
    const again = await perform(command, lane, own);
    const outcome = again.kind === 'refused' ? nothingDone : again;
    const updated = { ...firing, ...outcomeOf(outcome) };
    await updateFiring(command.tx, updated);
    before.push(updated);
    touched.push(...outcome.touched);
  }
  return { ...done, touched };
}

/** So many are taken away and done again at most: a later order is told by nothing any more. */
const mostDoneAgain = 10;

function laterThan(known: readonly Firing[], made: Made, tap: Tap): readonly Firing[] {
  const later = known.filter((one) => one.at > made.at && tap.concerns(one));
  const isToggle = tap.action.do === 'toggle';
  const isNeeded = isOvertaken({ fingerprint: made.fingerprint, isToggle }, later[0]);
  return isNeeded && later.length <= mostDoneAgain ? later : [];
}

async function keep(
  { tx, caller, now, newId }: Command,
  made: Made,
  { tap, done }: Readonly<{ tap: Tap; done: Done<VerbDone> }>,
): Promise<void> {
  const { accountId } = caller;
  const { lane, action } = tap;
  await forgetFirings(tx, accountId, now - keptMs);
  const firing = { ...made, id: newId(), accountId, lane, action, createdAt: now };
  await insertFiring(tx, { ...firing, ...outcomeOf(done) });
}

/**
 * A later tap may take back the one before it, or do what it says. Where other changes stand on
 * what it would take back, it does what it says.
 */
async function perform(command: Command, { known, made }: Lane, tap: Tap): VerbResult {
  const { takesBack } = tap.rulesOf(made.fingerprint);
  const decision = decideTap(known, made, { doubleFireMs: null, takesBack });
  if (decision.kind !== 'undo') return tap.perform(command, tap);
  const dimension = 'dimension' in tap.action ? tap.action.dimension : 'PRIMARY';
  const held = await heldSlice(command, dimension, { kind: 'at', at: made.at });
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

/** A refusal after something was taken away: thrown, so that the transaction is rolled back. */
class RefusedLate extends Error {
  readonly refused: Refused;

  constructor(refused: Refused) {
    super(refused.refusal.message);
    this.refused = refused;
  }
}

/** A command that taps: one that is refused has written nothing, as any other. */
export async function runTap(
  parts: EngineParts,
  caller: Caller,
  given: Parameters<typeof runCommand<VerbDone>>[2],
): Promise<CommandResult<VerbDone>> {
  try {
    return await runCommand(parts, caller, given);
  } catch (error) {
    if (error instanceof RefusedLate) return error.refused;
    throw error;
  }
}

/** Newest first; null, and all is there as it was, where something else has built on one. */
async function takeAway(
  command: Command,
  later: readonly Firing[],
): Promise<readonly string[] | null> {
  const undone: string[] = [];
  for (const { changeId } of later.toReversed()) {
    if (changeId === null) continue;
    const result = await undo(command, { changeId });
    if (result.kind === 'refused') {
      await putBack(command, undone);
      return null;
    }
    undone.push(result.changeId);
  }
  return undone;
}

async function putBack(command: Command, undone: readonly string[]): Promise<void> {
  for (const changeId of undone.toReversed()) await undo(command, { changeId });
}
