/**
 * When Toggl is to be read, from when on and why. All that wants to be looked up shares one call:
 * a list of what changed since the earliest of them answers every one.
 *
 *     lost create ──┐
 *     twin check ───┼──▶ one list, from the earliest of them on, when the most urgent is due
 *     idle start ───┘
 *
 * Nothing here is a poll: each look has a cause, and its answer ends it.
 */
import { floorSecond } from '../time/instant.ts';
import { soughtCreate } from './attempt.ts';
import { type Worth, worths } from './budget.ts';
import type { LinkLook, Look } from './link.ts';
import type { Action, Step } from './step.ts';
import { type Item, isSuccessorComing, type World } from './world.ts';

/** It is worth a call within seconds of the start; later the nightly reading tells the same. */
const idleCheckKeptMs = 60_000;

/** Counted by the log of calls, so that these looks stay few. */
export const idleCheckReason =
  'started from idle: read once to see whether that stopped a timer in Timery';

/** How far before an attempt a look begins: covers clocks that differ and calls in flight. */
const lookMarginSeconds = 30;
const longestLookSeconds = 80 * 86_400;
const foreignLookMs = 6 * 3_600_000;

type DueLook = Readonly<{ at: number; sinceSecond: number; worth: Worth; reason: string }>;

/** All that wants to be looked up shares one call. Of what is due the dearest tells its worth. */
export function observeSteps(world: World): readonly Step[] {
  const looks = [
    ...world.items.flatMap((item) => looksFor(item, world)),
    ...idleLook(world),
    ...foreignLook(world),
  ];
  const [first, ...rest] = looks.sort((left, right) => byUrgency(left, right, world.now));
  if (first === undefined) return [];
  const since = [first, ...rest].map((look) => look.sinceSecond);
  // Whatever is read for, it also tells whether a foreign timer was stopped since it was seen.
  const seen = world.foreignRunning.map(({ seenAt }) => lookSince(seenAt, world));
  const sinceSecond = Math.max(Math.min(...since, ...seen), oldestSince(world));
  const action: Action = { kind: 'observe', sinceSecond };
  return [{ action, worth: first.worth, notBefore: first.at, reason: first.reason }];
}

function byUrgency(left: DueLook, right: DueLook, now: number): number {
  const isLeftDue = left.at <= now;
  if (isLeftDue !== right.at <= now) return isLeftDue ? -1 : 1;
  const byWorth = worths.indexOf(left.worth) - worths.indexOf(right.worth);
  return isLeftDue ? byWorth : left.at - right.at || byWorth;
}

function looksFor(item: Item, world: World): readonly DueLook[] {
  const { link } = item;
  const looks: DueLook[] = [];
  const sought = soughtCreate(link, item.desired);
  if (sought !== null) {
    const { attempt, lookAt } = sought;
    const isVisible = attempt.fields.stopSecond === null && !isSuccessorComing(item, world);
    looks.push({
      at: lookAt,
      sinceSecond: lookSince(attempt.firstAttemptedAt, world),
      worth: isVisible ? 'running' : 'observe',
      reason: 'the answer to a create was lost: looked up before anything is sent again',
    });
  }
  if (link.look !== null && item.desired !== null) {
    const reason = reasonOf(link.look);
    looks.push({ ...dueLook(link.look, world), worth: 'observe', reason });
  }
  if (link.twinCheck !== null) {
    const reason = 'a create was repeated: read to see whether the first arrived as well';
    looks.push({ ...dueLook(link.twinCheck, world), worth: 'observe', reason });
  }
  for (const { sentAt: sinceAt, lookAt: at } of item.desired === null ? [] : link.lateWrites) {
    if (at === null) continue;
    const reason = 'a write without a reply may have arrived after others: read to see';
    looks.push({ ...dueLook({ at, sinceAt }, world), worth: 'observe', reason });
  }
  if (link.missing !== null && link.missing.lookAt !== null && item.desired !== null) {
    const { sinceAt, lookAt: at } = link.missing;
    const reason = 'Toggl did not show an entry of ours: read once more to be sure';
    looks.push({ ...dueLook({ at, sinceAt }, world), worth: 'observe', reason });
  }
  return looks;
}

function reasonOf({ isAfterFinished }: LinkLook): string {
  return isAfterFinished
    ? 'a finished entry was made while this one ran: read once whether that stopped it'
    : 'Toggl says this entry was changed there: read to see how';
}

/** Toggl refuses to look further back than about three months (docs/toggl-notes.md). */
function oldestSince(world: World): number {
  return floorSecond(world.now + world.togglOffsetMs) - longestLookSeconds;
}

function dueLook(look: Look, world: World) {
  return { at: look.at, sinceSecond: lookSince(look.sinceAt, world) };
}

function lookSince(at: number, world: World): number {
  return floorSecond(at + world.togglOffsetMs) - lookMarginSeconds;
}

function idleLook(world: World): readonly DueLook[] {
  if (world.idleCheck === null || world.now - world.idleCheck.at > idleCheckKeptMs) return [];
  return [{ ...world.idleCheck, worth: 'observe', reason: idleCheckReason }];
}

/**
 * Rarely on its own, so that a foreign timer is not believed to run for ever. Planned only once it
 * is due: until then there is nothing to do.
 */
function foreignLook(world: World): readonly DueLook[] {
  const lastSeenAt = Math.min(...world.foreignRunning.map(({ seenAt }) => seenAt));
  const at = lastSeenAt + foreignLookMs;
  if (at > world.now) return [];
  const reason = 'a timer that is not ours ran hours ago: read whether it still does';
  return [{ at, sinceSecond: lookSince(lastSeenAt, world), worth: 'observe', reason }];
}
