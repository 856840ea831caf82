/**
 * Starts that a rule held back while their trigger is still on: begun where what held them ended.
 * Decided anew from the rows at each look, so a look that is late, lost or made by another process
 * comes to the same.
 *
 *     Reading, by hand   [=========)
 *     Focus             on ^              off ^
 *     held                 |......|
 *     Coding                       [==========)
 *
 * Invariant: a trigger that went off, or was paused, begins nothing after that, and what was begun
 * once, or ended by a person since, is not begun again.
 */
import type { Held } from '../../../../core/automations/arbitrate.ts';
import { sayHeld } from '../../../../core/automations/heldReason.ts';
import { takeUpTogether } from '../../../../core/automations/takeUp.ts';
import {
  causeOf,
  isStart,
  type StartAction,
  sourceOf,
  triggerIdOf,
} from '../../../../core/automations/trigger.ts';
import { unreachable } from '../../../../core/invariant.ts';
import { formatInstant } from '../../../../core/time/instant.ts';
import { ensureInternalToken } from '../../store/apiTokens.ts';
import { listFirings, updateFiring } from '../../store/firings.ts';
import { type HeldSignal, listWaiting, saveHeldSignal } from '../../store/heldSignals.ts';
import { readTimeline } from '../../store/timeline.ts';
import { findTrigger, type Trigger } from '../../store/triggers.ts';
import { actingAs, readRules, zoneOf } from '../arbitration.ts';
import { begunOf } from '../begun.ts';
import { whenOf } from '../engine/when.ts';
import {
  type Acting,
  type Command,
  type CommandResult,
  type Done,
  type EngineParts,
  runCommand,
} from '../engineCommand.ts';
import { outcomeOf } from './performTap.ts';
import { act, type VerbDone } from './verbs.ts';

type TakenUp = Readonly<{
  begun: readonly VerbDone[];
  /** When a rule lets go by itself; null when nothing waits for that. */
  wakeAt: number | null;
}>;

export type HeldStarts = Readonly<{
  /** Begins what is free by now. */
  takeUp(accountId: string): Promise<CommandResult<TakenUp>>;
}>;

export function createHeldStarts(parts: EngineParts): HeldStarts {
  const { database, now } = parts;
  return {
    takeUp: async (accountId) => {
      // After each command, and hardly ever is there anything: that must not cost a transaction.
      const waiting = await listWaiting(database.reader, accountId);
      if (waiting.length === 0) return { kind: 'done', begun: [], wakeAt: null };
      const caller = { accountId, tokenId: `rules-${accountId}` };
      return runCommand(parts, caller, {
        work: async (command) => {
          const token = { ...caller, id: caller.tokenId, name: 'rules', scope: 'track' };
          await ensureInternalToken(command.tx, { ...token, createdAt: now() });
          return takeUpAll(command);
        },
        idempotency: undefined,
      });
    },
  };
}

async function takeUpAll(command: Command): Promise<Done<TakenUp>> {
  const begun: VerbDone[] = [];
  const wakes: number[] = [];
  for (const held of await listWaiting(command.tx, command.caller.accountId)) {
    const after = await takeUpOne(command, held, command.now);
    if (after.kind === 'begun') begun.push(after.done);
    if (after.kind === 'waiting' && after.untilAt !== null) wakes.push(after.untilAt);
  }
  return { kind: 'done', begun, wakeAt: wakes.length === 0 ? null : Math.min(...wakes) };
}

/** Before a trigger goes off: what it might have begun until then, and nothing after. */
export async function endWaiting(
  command: Command,
  { id }: Trigger,
  at: string | undefined,
): Promise<void> {
  const { tx, caller, now } = command;
  const when = await whenOf(command, 'PRIMARY', at);
  if (when.kind === 'refused') return;
  const offAt = when.kind === 'at' ? when.at : now;
  for (const held of await listWaiting(tx, caller.accountId)) {
    if (triggerIdOf(held.lane) !== id || held.at > offAt) continue;
    const after = await takeUpOne(command, held, offAt - 1);
    if (after.kind === 'waiting') await saveHeldSignal(tx, { ...held, state: 'gone' });
  }
}

type After =
  | Readonly<{ kind: 'begun'; done: VerbDone }>
  | Readonly<{ kind: 'waiting'; untilAt: number | null }>
  | Readonly<{ kind: 'over' }>;

async function takeUpOne(command: Command, held: HeldSignal, untilAt: number): Promise<After> {
  const trigger = await findTrigger(command.tx, triggerIdOf(held.lane) ?? '');
  if (trigger === null || trigger.isPaused) return over(command, held, 'gone');
  const action = trigger.definition.on;
  if (action === null || !isStart(action)) return over(command, held, 'gone');
  const caller = { ...command.caller, cause: causeOf(trigger.name) };
  const acting = actingAs({ ...command, caller }, trigger, 'lasts');
  const taken = await whenFree(acting, { held, action, untilAt });
  switch (taken.kind) {
    case 'free':
      return begin(acting, { held, trigger, action, at: taken.at });
    case 'waiting':
      await saveHeldSignal(command.tx, { ...held, ...(await toldBy(command, taken.held)) });
      return { kind: 'waiting', untilAt: taken.held.untilAt };
    case 'dropped':
      return over(command, { ...held, ...(await toldBy(command, taken.held)) }, 'told');
    default:
      return unreachable(taken);
  }
}

async function toldBy(command: Command, held: Held) {
  const { rule, untilAt } = held;
  return { rule, untilAt, because: sayHeld(held, await zoneOf(command)) };
}

async function over(command: Command, held: HeldSignal, state: HeldSignal['state']) {
  await saveHeldSignal(command.tx, { ...held, state });
  return { kind: 'over' } as const;
}

type Waiting = Readonly<{ held: HeldSignal; action: StartAction; untilAt: number }>;

async function whenFree(command: Command, { held, action, untilAt }: Waiting) {
  const { doer } = command.acting as Acting;
  const rules = await readRules(command, { doer });
  const { accountId } = command.caller;
  const lines = [];
  for (const { dimension, category } of [action, ...(action.also ?? [])]) {
    const window = { startAt: held.at, endAt: untilAt + 1 };
    const slices = await readTimeline(command.tx, { accountId, dimension }, window);
    const begun = await begunOf(command.tx, accountId, slices);
    lines.push({ signal: { doer, dimension, category, at: held.at }, begun });
  }
  return takeUpTogether(rules.on, lines, { untilAt, timeZone: await zoneOf(command) });
}

type Free = Readonly<{ held: HeldSignal; trigger: Trigger; action: StartAction; at: number }>;

/** As its tap would have: what the trigger began is told by its tap when it goes off. */
async function begin(command: Command, { held, trigger, action, at }: Free): Promise<After> {
  const { tx, caller } = command;
  const manner = { source: sourceOf(trigger.kind), at: formatInstant(at) };
  const done = await act(command, action, manner);
  if (done.kind === 'refused') {
    return over(command, { ...held, because: done.refusal.message }, 'gone');
  }
  const { accountId } = caller;
  const fired = await listFirings(tx, { accountId, lane: held.lane, fromAt: held.at });
  const tap = fired.find((one) => one.at === held.at && one.fingerprint === 'on');
  if (tap !== undefined) await updateFiring(tx, { ...tap, ...outcomeOf(done) });
  await over(command, held, 'begun');
  return { kind: 'begun', done };
}
