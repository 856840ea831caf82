/**
 * Triggers as a person keeps them, through the API or in a file. The file wins: what stands in it
 * is changed there, and at every start the database says what it says.
 */
import type { TriggerDefinition, TriggerKind } from '../../../../core/automations/trigger.ts';
import { foldName, readName } from '../../../../core/engine/category.ts';
import {
  deleteTrigger,
  findTriggerByFoldedName,
  insertTrigger,
  listTriggers,
  type Trigger,
  updateTrigger,
} from '../../store/triggers.ts';
import {
  type Caller,
  type Command,
  type CommandOf,
  type CommandResult,
  commandsOver,
  type Done,
  type EngineParts,
  type Idempotency,
  type Refused,
  refusedWith,
} from '../engineCommand.ts';
import { type Firing, fireByName, triggerNotFound } from './fireTrigger.ts';
import { runTap } from './taps.ts';
import type { VerbDone } from './verbs.ts';

export type TriggerInput = Readonly<{
  name: string;
  kind: TriggerKind;
  definition: TriggerDefinition;
}>;

type Named = Readonly<{ name: string }>;
type TriggerPatch = Named &
  Readonly<{
    newName: string | undefined;
    kind: TriggerKind | undefined;
    isPaused: boolean | undefined;
    definition: Partial<TriggerDefinition>;
  }>;

export type TriggerDone = Readonly<{ trigger: Trigger }>;

export type TriggerFire = Readonly<{
  fireTrigger(
    caller: Caller,
    firing: Named & Firing,
    idempotency?: Idempotency<VerbDone>,
  ): Promise<CommandResult<VerbDone>>;
}>;

export type Triggers = TriggerFire &
  Readonly<{
    list(accountId: string): Promise<readonly Trigger[]>;
    find(accountId: string, name: string): Promise<Trigger | null>;
    create: CommandOf<TriggerInput, TriggerDone>;
    patch: CommandOf<TriggerPatch, TriggerDone>;
    remove: CommandOf<Named, TriggerDone>;
    /** Gives its tag a new URL: those it had open nothing any more. */
    renewTag: CommandOf<Named, TriggerDone>;
    /** Brings the triggers to what the file says; answers the names it took over from the API. */
    takeFile(accountId: string, inputs: readonly TriggerInput[]): Promise<readonly string[]>;
  }>;

export function createTriggers(parts: EngineParts): Triggers {
  const { database, now, newId } = parts;
  const command = commandsOver(parts);
  return {
    list: (accountId) => listTriggers(database.reader, accountId),
    fireTrigger: (caller, firing, idempotency) =>
      runTap(parts, caller, { work: (given) => fireByName(given, firing), idempotency }),
    find: (accountId, name) => findTriggerByFoldedName(database.reader, accountId, foldName(name)),
    create: command(create),
    patch: command(patch),
    remove: command(remove),
    renewTag: command(renewTag),
    takeFile: (accountId, inputs) =>
      database.write(async (tx) => {
        const stored = await listTriggers(tx, accountId);
        const wanted = inputs.map((input) => {
          const foldedName = foldName(input.name);
          const before = stored.find((one) => one.foldedName === foldedName);
          return { before, after: fromFile(input, before, { accountId, newId, now: now() }) };
        });
        const kept = new Set(wanted.map(({ after }) => after.id));
        for (const gone of stored.filter((one) => one.origin === 'file' && !kept.has(one.id))) {
          await deleteTrigger(tx, gone.id);
        }
        for (const { before, after } of wanted) {
          await (before === undefined ? insertTrigger : updateTrigger)(tx, after);
        }
        return wanted.flatMap(({ before }) => (before?.origin === 'api' ? [before.name] : []));
      }),
  };
}

type Maker = Readonly<{ accountId: string; newId: () => string; now: number }>;

/** One that was there keeps its id and its tag, so that what it began is still its own. */
function fromFile(
  { name, kind, definition }: TriggerInput,
  before: Trigger | undefined,
  { accountId, newId, now }: Maker,
): Trigger {
  return {
    id: before?.id ?? newId(),
    accountId,
    name,
    foldedName: foldName(name),
    kind,
    definition,
    origin: 'file',
    isPaused: before?.isPaused ?? false,
    tagVersion: before?.tagVersion ?? 1,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  };
}

async function create(
  command: Command,
  { name, kind, definition }: TriggerInput,
): Promise<Done<TriggerDone> | Refused> {
  const { tx, caller, now, newId } = command;
  const named = await freeName(command, name, null);
  if (named.kind === 'refused') return named;
  const trigger: Trigger = {
    id: newId(),
    accountId: caller.accountId,
    name: named.name,
    foldedName: named.foldedName,
    kind,
    definition,
    origin: 'api',
    isPaused: false,
    tagVersion: 1,
    createdAt: now,
    updatedAt: now,
  };
  await insertTrigger(tx, trigger);
  return { kind: 'done', trigger };
}

async function patch(
  command: Command,
  patched: TriggerPatch,
): Promise<Done<TriggerDone> | Refused> {
  const { name, newName, kind, isPaused, definition } = patched;
  const found = await (isOfFile(patched) ? findOwn : findAny)(command, name);
  if (found.kind === 'refused') return found;
  const before = found.trigger;
  const named = await freeName(command, newName ?? before.name, before);
  if (named.kind === 'refused') return named;
  const trigger: Trigger = {
    ...before,
    name: named.name,
    foldedName: named.foldedName,
    kind: kind ?? before.kind,
    isPaused: isPaused ?? before.isPaused,
    definition: { ...before.definition, ...definition },
    updatedAt: command.now,
  };
  await updateTrigger(command.tx, trigger);
  return { kind: 'done', trigger };
}

/** Whether it is what the file says, where a trigger stands in one: all but its pause. */
function isOfFile({ newName, kind, definition }: TriggerPatch): boolean {
  return newName !== undefined || kind !== undefined || Object.keys(definition).length > 0;
}

async function remove(command: Command, { name }: Named): Promise<Done<TriggerDone> | Refused> {
  const found = await findOwn(command, name);
  if (found.kind === 'refused') return found;
  await deleteTrigger(command.tx, found.trigger.id);
  return { kind: 'done', trigger: found.trigger };
}

/** Also where it stands in the file: the file says nothing of its tag's URL. */
async function renewTag(command: Command, { name }: Named): Promise<Done<TriggerDone> | Refused> {
  const found = await findAny(command, name);
  if (found.kind === 'refused') return found;
  const tagVersion = found.trigger.tagVersion + 1;
  const trigger = { ...found.trigger, tagVersion, updatedAt: command.now };
  await updateTrigger(command.tx, trigger);
  return { kind: 'done', trigger };
}

type Found = Readonly<{ kind: 'found'; trigger: Trigger }>;

async function findAny({ tx, caller }: Command, name: string): Promise<Found | Refused> {
  const trigger = await findTriggerByFoldedName(tx, caller.accountId, foldName(name));
  return trigger === null ? triggerNotFound(name) : { kind: 'found', trigger };
}

async function findOwn(command: Command, name: string): Promise<Found | Refused> {
  const found = await findAny(command, name);
  if (found.kind === 'refused' || found.trigger.origin === 'api') return found;
  const { trigger } = found;
  return refusedWith(
    'trigger_in_file',
    `The trigger ${trigger.name} stands in the file of TRIGGERS_FILE, which wins. Change it there.`,
  );
}

type FreeName = Readonly<{ kind: 'name'; name: string; foldedName: string }>;

async function freeName(
  { tx, caller }: Command,
  text: string,
  own: Trigger | null,
): Promise<FreeName | Refused> {
  const read = readName(text);
  if (read.kind === 'refused') return read;
  const holder = await findTriggerByFoldedName(tx, caller.accountId, read.foldedName);
  if (holder === null || holder.id === own?.id) return read;
  return refusedWith(
    'trigger_name_taken',
    `There is a trigger ${holder.name} already. Choose another name, or change that one.`,
  );
}
