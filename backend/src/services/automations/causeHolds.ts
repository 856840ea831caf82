/**
 * What a cause holds, begun and ended in the look's own transaction. Beginning goes the way of
 * every start; ending is by the id of the slice, so that nothing else can be meant.
 */
import type { CauseKind } from '../../../../core/automations/causeParts.ts';
import {
  decideEnd,
  freeFrom,
  type Hold,
  type MayBegin,
  mayBegin,
} from '../../../../core/automations/hold.ts';
import { takeUp } from '../../../../core/automations/takeUp.ts';
import type { Slice } from '../../../../core/engine/slice.ts';
import { runningIn, type Timeline } from '../../../../core/engine/timeline.ts';
import { commandWindow } from '../../../../core/engine/window.ts';
import { formatInstant } from '../../../../core/time/instant.ts';
import { findSlices } from '../../store/slices.ts';
import { readTimeline } from '../../store/timeline.ts';
import { keepHeld, readRules, zoneOf } from '../arbitration.ts';
import { begunOf } from '../begun.ts';
import { start } from '../engine/startSlice.ts';
import { type Command, record } from '../engineCommand.ts';

export type Written = Readonly<{ changeId: string; slices: readonly Slice[] }>;

/** One kind of cause in one look, and what the look gathers. */
export type OneLook = Readonly<{
  command: Command;
  kind: CauseKind;
  written: Written[];
  told: string[];
}>;

type Waiting = Extract<Hold, Readonly<{ kind: 'waiting' }>>;

type Holding = Readonly<{ name: string; holds: readonly Hold[] }>;

/** Begins what waits and may begin before an instant; what begins at one instant is one command. */
export async function beginWaiting(
  one: OneLook,
  { name, holds }: Holding,
  untilAt: number,
): Promise<readonly Hold[]> {
  const ready: { hold: Waiting; at: number }[] = [];
  const after = new Map<Hold, Hold>();
  for (const hold of holds) {
    if (hold.kind !== 'waiting') continue;
    const may = await askRules(one, hold, name);
    if (may.kind === 'never') after.set(hold, spent(hold));
    if (may.kind === 'at' && may.at < untilAt) ready.push({ hold, at: may.at });
  }
  for (const [at, together] of Map.groupBy(ready, (each) => each.at)) {
    const waiting = together.map(({ hold }) => hold);
    const begun = await begin(one, waiting, { at, cause: `Discord: ${name}` });
    for (const [position, hold] of waiting.entries()) after.set(hold, begun[position] ?? hold);
  }
  return holds.map((hold) => after.get(hold) ?? hold);
}

/** What begins is nobody's own: no slice of Discord's may be taken for one of this session. */
const doer = { by: 'DISCORD', key: 'a session that begins' } as const;

async function askRules(one: OneLook, hold: Waiting, name: string): Promise<MayBegin> {
  const command = causedBy(one.command, `Discord: ${name}`);
  const { tx, caller, now } = command;
  const { dimension, category, fromAt } = hold;
  const timeline = await timelineNow(command, hold);
  const rules = await readRules(command, { doer });
  const begun = rules.tried.length === 0 ? [] : await begunOf(tx, caller.accountId, timeline);
  const signal = { doer, dimension, category, at: freeFrom(timeline, dimension, fromAt) };
  const past = { begun, untilAt: now, timeZone: await zoneOf(command) };
  const taken = takeUp(rules.on, signal, past);
  const may = mayBegin(taken, runningIn(timeline));
  const kept = { acting: actingIn(one.kind), signal: { ...signal, at: fromAt } };
  if (taken.kind !== 'free') await keepHeld(command, { ...kept, held: taken.held, mode: 'on' });
  if (may.kind !== 'at') return may;
  const tried = takeUp(rules.tried, signal, past);
  if (tried.kind !== 'free') await keepHeld(command, { ...kept, held: tried.held, mode: 'trial' });
  return may;
}

/** Its watch takes it up by itself: each look asks anew. */
function actingIn(kind: CauseKind) {
  return { doer, lane: `discord:${kind}`, lasts: false };
}

function timelineNow({ tx, caller, now }: Command, { dimension }: Hold): Promise<Timeline> {
  const line = { accountId: caller.accountId, dimension };
  return readTimeline(tx, line, commandWindow(dimension, { kind: 'now' }, now));
}

type Why = Readonly<{ at: number; cause: string }>;

async function begin(one: OneLook, waiting: readonly Waiting[], why: Why): Promise<Hold[]> {
  const [first, ...also] = waiting;
  if (first === undefined) return [];
  const { dimension, category } = first;
  const at = formatInstant(why.at);
  const input = { dimension, category, source: 'DISCORD' as const, at, also };
  const started = await start(causedBy(one.command, why.cause), input, 'start');
  if (started.kind === 'refused') {
    one.told.push(`${why.cause} could not begin. ${started.refusal.message}`);
    return waiting.map(spent);
  }
  const slices = [started.slice, ...started.also];
  if (started.changeId !== null) one.written.push({ changeId: started.changeId, slices });
  return waiting.map((hold, position) => held(hold, slices[position]));
}

/** What ran already under this name was begun by another, and is not ours to end. */
function held(hold: Hold, slice: Slice | undefined): Hold {
  if (slice?.source !== 'DISCORD') return spent(hold);
  const { dimension, category, lasts } = hold;
  return { kind: 'held', dimension, category, lasts, sliceId: slice.id };
}

function spent({ dimension, category, lasts }: Hold): Hold {
  return { kind: 'spent', dimension, category, lasts };
}

type Ending = Readonly<{ endAt: number; cause: string }>;

/** Answers whether anything changed. */
export async function finish(
  one: OneLook,
  holds: readonly Hold[],
  { endAt, cause }: Ending,
): Promise<boolean> {
  const command = causedBy(one.command, cause);
  const { tx, caller, now } = command;
  const ids = holds.flatMap((hold) => (hold.kind === 'held' ? [hold.sliceId] : []));
  const changes = [];
  for (const slice of await findSlices(tx, caller.accountId, ids)) {
    const around = await timelineAtEnd(command, slice);
    const decision = decideEnd(slice, around, { endAt, now });
    if (decision.kind === 'refused') one.told.push(`${cause}. ${decision.refusal.message}`);
    if (decision.kind === 'changed') changes.push(...decision.changes);
  }
  if (changes.length === 0) return false;
  const changeId = await record(command, changes, { name: 'stop' });
  const slices = changes.flatMap((change) => (change.kind === 'delete' ? [] : [change.after]));
  one.written.push({ changeId, slices });
  return true;
}

async function timelineAtEnd({ tx, caller }: Command, slice: Slice): Promise<Timeline> {
  const { dimension, endAt } = slice;
  if (endAt === null) return [];
  const line = { accountId: caller.accountId, dimension };
  return readTimeline(tx, line, { startAt: endAt, endAt: endAt + 1 });
}

/** The journal says why. */
function causedBy(command: Command, cause: string): Command {
  return { ...command, caller: { ...command.caller, cause } };
}
