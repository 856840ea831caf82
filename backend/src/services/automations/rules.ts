/** Rules as a person keeps them. They act in services/arbitration.ts; tryRules.ts tries them. */
import type { Rule, RuleMode } from '../../../../core/automations/rule.ts';
import { foldName, readName } from '../../../../core/engine/category.ts';
import { type HeldSignal, listHeldSignals } from '../../store/heldSignals.ts';
import {
  deleteRule,
  insertRule,
  listRules,
  type StoredRule,
  updateRule,
} from '../../store/rules.ts';
import {
  type Command,
  type CommandOf,
  commandsOver,
  type Done,
  type EngineParts,
  type Refused,
  refusedWith,
} from '../engineCommand.ts';
import { createTryRules, type TryRules } from './tryRules.ts';

type Kept = Readonly<{ mode: RuleMode; position: number }>;
type Unset<Fields> = { readonly [Name in keyof Fields]?: Fields[Name] | undefined };

type RuleInput = Rule & Readonly<{ mode: RuleMode; position?: number | undefined }>;
type Named = Readonly<{ name: string }>;
type RulePatch = Named & Unset<Omit<Rule, 'name'> & Kept & Readonly<{ newName: string }>>;

export type RuleDone = Readonly<{ rule: StoredRule }>;

export type RuleKeeping = Readonly<{
  createRule: CommandOf<RuleInput, RuleDone>;
  patchRule: CommandOf<RulePatch, RuleDone>;
  removeRule: CommandOf<Named, RuleDone>;
}>;

export type Rules = RuleKeeping &
  Readonly<{
    /** In the order in which they are asked. */
    list(accountId: string): Promise<readonly StoredRule[]>;
    /** What they held back, newest first. */
    held(accountId: string, most: number): Promise<readonly HeldSignal[]>;
    tryOut: TryRules;
  }>;

export function createRules(parts: EngineParts): Rules {
  const { reader } = parts.database;
  const command = commandsOver(parts);
  return {
    list: (accountId) => listRules(reader, accountId),
    held: (accountId, most) => listHeldSignals(reader, accountId, most),
    tryOut: createTryRules(parts),
    createRule: command(create),
    patchRule: command(patch),
    removeRule: command(remove),
  };
}

async function create(
  command: Command,
  { name, position, ...fields }: RuleInput,
): Promise<Done<RuleDone> | Refused> {
  const { tx, caller, now, newId } = command;
  const { accountId } = caller;
  const stored = await listRules(tx, accountId);
  const named = freeName(stored, name, null);
  if (named.kind === 'refused') return named;
  const rule: StoredRule = {
    ...fields,
    id: newId(),
    accountId,
    name: named.name,
    foldedName: named.foldedName,
    position: position ?? (stored.at(-1)?.position ?? 0) + 1,
    createdAt: now,
    updatedAt: now,
  };
  await insertRule(tx, rule);
  return { kind: 'done', rule };
}

async function patch(
  { tx, caller, now }: Command,
  { name, newName, ...fields }: RulePatch,
): Promise<Done<RuleDone> | Refused> {
  const stored = await listRules(tx, caller.accountId);
  const before = ruleNamed(stored, name);
  if (before === undefined) return ruleNotFound(name);
  const named = freeName(stored, newName ?? before.name, before);
  if (named.kind === 'refused') return named;
  const { mode, position, binds, dimensions, onceFree, body } = fields;
  const rule: StoredRule = {
    ...before,
    name: named.name,
    foldedName: named.foldedName,
    mode: mode ?? before.mode,
    position: position ?? before.position,
    binds: binds ?? before.binds,
    dimensions: dimensions ?? before.dimensions,
    onceFree: onceFree ?? before.onceFree,
    body: body ?? before.body,
    updatedAt: now,
  };
  await updateRule(tx, rule);
  return { kind: 'done', rule };
}

async function remove({ tx, caller }: Command, { name }: Named): Promise<Done<RuleDone> | Refused> {
  const rule = ruleNamed(await listRules(tx, caller.accountId), name);
  if (rule === undefined) return ruleNotFound(name);
  await deleteRule(tx, rule.id);
  return { kind: 'done', rule };
}

function ruleNamed(stored: readonly StoredRule[], name: string): StoredRule | undefined {
  return stored.find(({ foldedName }) => foldedName === foldName(name));
}

function ruleNotFound(name: string): Refused {
  return refusedWith(
    'rule_not_found',
    `There is no rule ${name}. GET /api/rules lists those there are.`,
  );
}

function freeName(stored: readonly StoredRule[], text: string, own: StoredRule | null) {
  const read = readName(text);
  if (read.kind === 'refused') return read;
  const holder = stored.find(({ foldedName }) => foldedName === read.foldedName);
  if (holder === undefined || holder.id === own?.id) return read;
  return refusedWith(
    'rule_name_taken',
    `There is a rule ${holder.name} already. Choose another name, or change that one.`,
  );
}
