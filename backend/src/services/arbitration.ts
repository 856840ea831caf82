/**
 * Where the rules act: a start or stop that is decided and not yet written is held back here, in
 * the command's own transaction. It is asked about exactly what it would change.
 *
 * Invariant: a person is never asked about, and costs nothing. What is held back has written
 * nothing but that it was.
 */
import { arbitrate, type Held, type Signal } from '../../../core/automations/arbitrate.ts';
import { doerOf } from '../../../core/automations/doer.ts';
import { sayHeld } from '../../../core/automations/heldReason.ts';
import { isBound, type Rule } from '../../../core/automations/rule.ts';
import { causeOf, laneOf, sourceOf } from '../../../core/automations/trigger.ts';
import type { Dimension, Slice, SliceChange, Source } from '../../../core/engine/slice.ts';
import { findAccount } from '../store/accounts.ts';
import { forgetHeldSignals, saveHeldSignal } from '../store/heldSignals.ts';
import { listRules, type StoredRule } from '../store/rules.ts';
import { listBegunBy } from '../store/timeline.ts';
import type { Trigger } from '../store/triggers.ts';
import { begunOf } from './begun.ts';
import { type Acting, type Command, type Refused, refusedWith } from './engineCommand.ts';

/** What a decision would do in one dimension. */
export type Effect = Readonly<{
  dimension: Dimension;
  /** null where it only ends what runs. */
  category: string | null;
  at: number;
  changes: readonly SliceChange[];
}>;

/** The rules as they act, and as they would with those on trial. */
type RuleSet = Readonly<{ on: readonly Rule[]; tried: readonly Rule[] }>;

/** A call that names its source, of a token and no trigger: nobody tells when it ends. */
export function actingBy(command: Command, source: Source | undefined): Command {
  const { tokenId } = command.caller;
  const doer = doerOf({ source: source ?? 'API', cause: null, tokenId, triggerKind: null });
  if (doer.by === 'PERSON') return command;
  return { ...command, acting: { doer, lane: `token:${tokenId}`, lasts: false } };
}

/** What a trigger does. Only one that goes on will tell when it ends. */
export function actingAs(command: Command, trigger: Trigger, lasts: 'lasts' | 'once'): Command {
  const { id, kind, name } = trigger;
  const { tokenId } = command.caller;
  const traces = { source: sourceOf(kind), cause: causeOf(name), tokenId, triggerKind: kind };
  return {
    ...command,
    acting: { doer: doerOf(traces), lane: laneOf(id), lasts: lasts === 'lasts' },
  };
}

/** The first that a rule holds back holds back the whole: half a Focus is none. */
export async function holdBack(
  command: Command,
  effects: readonly Effect[],
): Promise<Refused | null> {
  const { acting } = command;
  if (acting === undefined) return null;
  const rules = await readRules(command, acting);
  if (rules.tried.length === 0) return null;
  for (const effect of effects) {
    const held = await judge(command, { acting, rules, effect });
    if (held !== null) return refusedWith('held_by_rule', held);
  }
  return null;
}

/** Those that bind who acts. */
export async function readRules(
  { tx, caller }: Command,
  { doer }: Pick<Acting, 'doer'>,
): Promise<RuleSet> {
  const stored = await listRules(tx, caller.accountId);
  const binding = stored.filter((rule) => rule.mode !== 'off' && isBound(rule, doer));
  return { on: binding.filter(isOn), tried: binding };
}

function isOn({ mode }: StoredRule): boolean {
  return mode === 'on';
}

type Asked = Readonly<{ acting: Acting; rules: RuleSet; effect: Effect }>;

/** Why it is held back; null where it is not. */
async function judge(command: Command, { acting, rules, effect }: Asked): Promise<string | null> {
  const { dimension, category, at } = effect;
  const signal: Signal = { doer: acting.doer, dimension, category, at };
  const last = await lastBegun(command, effect);
  const timeZone = await zoneOf(command);
  const verdict = arbitrate(rules.on, { signal, last, timeZone });
  if (verdict.kind === 'held') {
    await keepHeld(command, { acting, signal, held: verdict, mode: 'on' });
    return sayHeld(verdict, timeZone);
  }
  const tried = arbitrate(rules.tried, { signal, last, timeZone });
  if (tried.kind === 'held') {
    await keepHeld(command, { acting, signal, held: tried, mode: 'trial' });
  }
  return null;
}

/** What it would end, or what the dimension held last. */
async function lastBegun({ tx, caller }: Command, { dimension, at, changes }: Effect) {
  const { accountId } = caller;
  const ended = changes.map(endedBy).find((slice) => slice !== null);
  const line = { accountId, dimension };
  const slices = ended === undefined ? await listBegunBy(tx, line, { at, most: 1 }) : [ended];
  const [begun] = await begunOf(tx, accountId, slices);
  return begun ?? null;
}

function endedBy(change: SliceChange): Slice | null {
  if (change.kind === 'insert') return null;
  if (change.kind === 'delete') return change.before;
  return change.before.endAt === change.after.endAt ? null : change.before;
}

export async function zoneOf({ tx, caller }: Command): Promise<string> {
  return (await findAccount(tx, caller.accountId))?.timeZone ?? 'UTC';
}

type Kept = Readonly<{ acting: Acting; signal: Signal; held: Held; mode: 'on' | 'trial' }>;

const keptMs = 30 * 24 * 3_600_000;

export async function keepHeld(
  command: Command,
  { acting, signal, held, mode }: Kept,
): Promise<void> {
  const { tx, caller, now } = command;
  const { accountId, cause = null } = caller;
  const { dimension, category, at, doer } = signal;
  const { rule, untilAt } = held;
  const waits = mode === 'on' && acting.lasts && category !== null && held.onceFree === 'start';
  const because = sayHeld(held, await zoneOf(command));
  await forgetHeldSignals(tx, accountId, now - keptMs);
  await saveHeldSignal(tx, {
    accountId,
    lane: acting.lane,
    at,
    dimension,
    isTrial: mode === 'trial',
    by: doer.by,
    cause,
    category,
    rule,
    because,
    untilAt,
    state: waits ? 'waiting' : 'told',
    createdAt: now,
  });
}
