/**
 * A command that comes from a phone, a tag or a trigger: it may arrive twice, late, or before an
 * earlier one. All of it happens inside the command's transaction, so that of two at the same
 * moment one sees the other.
 *
 *     made       on 9:00   off 9:20
 *     arrive     off 9:20            on 9:00
 *     done       nothing             on, and then off again
 *
 * Invariant: the history is the one that would stand there had the taps arrived in the order in
 * which they were made, as long as nothing else has built on them.
 */
import { decideTap } from '../../../../core/automations/doubleFire.ts';
import { resolveAt } from '../../../../core/time/at.ts';
import { parseInstant } from '../../../../core/time/instant.ts';
import { type Firing, forgetFirings, insertFiring, listFirings } from '../../store/firings.ts';
import {
  type Caller,
  type Command,
  type CommandResult,
  type Done,
  type EngineParts,
  type Refused,
  runCommand,
} from '../engineCommand.ts';
import { doAgain, overtakenBy, takeAway } from './laterTaps.ts';
import { laneAround, outcomeOf, performTap } from './performTap.ts';
import type { Tap } from './tap.ts';
import type { Told, VerbDone, VerbResult } from './verbs.ts';

const keptMs = 30 * 24 * 3_600_000;

export async function tapped(command: Command, tap: Tap): VerbResult {
  const when = tapAt(command, tap.at);
  if (when.kind === 'refused') return when;
  const { lane, fingerprint, rules } = tap;
  const { at } = when;
  const known = await listFirings(command.tx, laneAround(command, { lane, at }));
  const namedAt = tap.at === undefined ? null : parseInstant(tap.at);
  const decision = decideTap(known, { at, namedAt, fingerprint }, rules);
  if (decision.kind === 'repeat') return repeated(decision.tap);
  return inItsPlace(command, { tap, at, namedAt, known: known.filter((one) => one.at <= at) });
}

/** `last-stop` names no instant of a tap: it was made now. */
function tapAt({ now }: Command, at: string | undefined) {
  const resolved = resolveAt(at === 'last-stop' ? undefined : at, { now, lastStopAt: null });
  return resolved.kind === 'now' ? ({ kind: 'at', at: now } as const) : resolved;
}

function repeated(firing: Firing): Done<VerbDone> {
  return { kind: 'done', ...(firing.reply as Told), touched: [] };
}

type Made = Readonly<{ tap: Tap; at: number; namedAt: number | null }>;
type Placed = Made & Readonly<{ known: readonly Firing[] }>;

/** Takes later taps away where it must, does this one, and does those again. */
async function inItsPlace(command: Command, { known, ...made }: Placed): VerbResult {
  const { tap, at } = made;
  const overtaken = await overtakenBy(command, tap, at);
  const later = (await takeAway(command, overtaken)) ? overtaken : [];
  const done = await performTap(command, { known, at }, tap);
  if (done.kind === 'refused') throw new RefusedTap(done);
  // Kept before the later ones are done: an off among them asks what this one began.
  await keep(command, { ...made, done });
  const touched = await doAgain(command, later);
  return { ...done, touched: [...done.touched, ...touched] };
}

type Kept = Made & Readonly<{ done: Done<VerbDone> }>;

async function keep(command: Command, { tap, at, namedAt, done }: Kept): Promise<void> {
  const { tx, caller, now, newId } = command;
  const { accountId } = caller;
  const { lane, fingerprint, action, manner } = tap;
  await forgetFirings(tx, accountId, now - keptMs);
  await insertFiring(tx, {
    ...{ id: newId(), accountId, lane, fingerprint, at, namedAt, action, manner, createdAt: now },
    isAtLastStop: tap.at === 'last-stop',
    tokenId: tap.by.tokenId,
    ...outcomeOf(done),
  });
}

/**
 * Thrown, so that the transaction is rolled back: later taps may have been taken away and put back,
 * or an off may have begun what waited for it.
 */
class RefusedTap extends Error {
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
    if (error instanceof RefusedTap) return error.refused;
    throw error;
  }
}
