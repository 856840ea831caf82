/**
 * The frame of every command of the engine: one transaction that locks the account, looks the
 * idempotency key up, lets the work read and decide, and journals what it changed.
 *
 * Invariant: a refused command has written nothing, and an unchanged one nothing but the reply
 * it is remembered by. So work decides everything before it writes anything. One refusal is kept
 * on purpose: what a rule held back, as a row that says so (arbitration.ts).
 */
import type { Doer } from '../../../core/automations/doer.ts';
import type { SliceChange } from '../../../core/engine/slice.ts';
import { invariant } from '../../../core/invariant.ts';
import type { Refusal } from '../../../core/refusal.ts';
import type { TaskChange } from '../../../core/tasks/taskChange.ts';
import type { Database } from '../db/database.ts';
import type { WriteTransaction } from '../db/transaction.ts';
import { type AcceptedRow, saveAccepted } from '../store/accepted.ts';
import { bumpRevision, lockAccount } from '../store/accounts.ts';
import { findRememberedReply, forgetReplies, rememberReply } from '../store/idempotency.ts';
import { insertChange } from '../store/journal.ts';
import { applyChanges } from '../store/slices.ts';
import { writeTaskChanges } from './tasks/taskChanges.ts';

const replyKeptMs = 48 * 3_600_000;

export type EngineParts = Readonly<{
  database: Database;
  now: () => number;
  newId: () => string;
}>;

export type Caller = Readonly<{
  accountId: string;
  tokenId: string;
  /** The automation that calls, for the journal; none when a person does. */
  cause?: string | undefined;
  /** What this changes belongs together with other changes, and is undone with them. */
  groupId?: string | undefined;
}>;

export type Refused = Readonly<{ kind: 'refused'; refusal: Refusal }>;
export type Done<Value> = Readonly<{ kind: 'done' }> & Value;
/** The same request was done before: this is what it was answered. */
type Remembered = Readonly<{ kind: 'remembered'; status: number; body: unknown }>;
export type CommandResult<Value> = Done<Value> | Refused | Remembered;

/** `reply` makes what is remembered, in the words of the door. */
export type Idempotency<Value> = Readonly<{
  key: string;
  requestHash: string;
  reply: (result: Done<Value>) => Readonly<{ status: number; body: unknown }>;
}>;

/** Who acts, where it may be that nobody decided it at that moment. */
export type Acting = Readonly<{
  doer: Doer;
  /** Its taps are compared there. */
  lane: string;
  /** It will be told when it ends, so a start that is held back may wait until it is free. */
  lasts: boolean;
}>;

/** What work is given: one instant for all it does, and the transaction it does it in. */
export type Command = Readonly<{
  tx: WriteTransaction;
  caller: Caller;
  now: number;
  newId: () => string;
  /** When a tap that is done again was made: it knows of no stop after that. */
  madeAt?: number | undefined;
  /** What this begins and ends is subject to the rules; a person's commands name nobody. */
  acting?: Acting | undefined;
  /** Told of what is written, where somebody asks for that alone. */
  onRecorded?: ((changes: readonly SliceChange[]) => void) | undefined;
}>;

export type Work<Value> = (command: Command) => Promise<Done<Value> | Refused>;

/** A command of a service, as its callers see it. */
export type CommandOf<Input, Value> = (
  caller: Caller,
  input: Input,
  idempotency?: Idempotency<Value>,
) => Promise<CommandResult<Value>>;

export type WorkOn<Input, Value> = (
  command: Command,
  input: Input,
) => Promise<Done<Value> | Refused>;

/** Makes the commands of a service out of what each does with its input. */
export function commandsOver(parts: EngineParts) {
  return <Input, Value>(workOn: WorkOn<Input, Value>): CommandOf<Input, Value> =>
    (caller, input, idempotency) =>
      runCommand(parts, caller, { work: (given) => workOn(given, input), idempotency });
}

/** The clock is read under the lock, so that the order of instants is the order of commits. */
export function runCommand<Value>(
  { database, now, newId }: EngineParts,
  caller: Caller,
  {
    work,
    idempotency,
  }: Readonly<{ work: Work<Value>; idempotency: Idempotency<Value> | undefined }>,
): Promise<CommandResult<Value>> {
  return database.write(async (tx) => {
    await lockAccount(tx, caller.accountId);
    const command: Command = { tx, caller, now: now(), newId };
    return idempotency === undefined ? work(command) : once(command, work, idempotency);
  });
}

/**
 * What the same request was answered before; null where it is new. For commands of several
 * transactions, of which only the last is looked up by itself.
 */
export function recall(
  { database, now }: EngineParts,
  { tokenId }: Caller,
  asked: Readonly<{ key: string; requestHash: string }> | undefined,
): Promise<Remembered | Refused | null> {
  if (asked === undefined) return Promise.resolve(null);
  return database.write(async (tx) => {
    await forgetReplies(tx, tokenId, now() - replyKeptMs);
    const remembered = await findRememberedReply(tx, { tokenId, key: asked.key });
    return remembered === null ? null : repeated(remembered, asked.requestHash);
  });
}

async function once<Value>(
  command: Command,
  work: Work<Value>,
  idempotency: Idempotency<Value>,
): Promise<CommandResult<Value>> {
  const { tx, caller, now } = command;
  const { tokenId, accountId } = caller;
  const { key, requestHash } = idempotency;
  await forgetReplies(tx, tokenId, now - replyKeptMs);
  const remembered = await findRememberedReply(tx, { tokenId, key });
  if (remembered !== null) return repeated(remembered, requestHash);
  const result = await work(command);
  if (result.kind === 'refused') return result;
  const { status, body } = idempotency.reply(result);
  await rememberReply(tx, {
    tokenId,
    key,
    accountId,
    requestHash,
    status,
    body,
    createdAt: now,
  });
  return result;
}

function repeated(
  { requestHash, status, body }: Readonly<{ requestHash: string; status: number; body: unknown }>,
  ownHash: string,
): Remembered | Refused {
  if (requestHash === ownHash) return { kind: 'remembered', status, body };
  const message =
    'This Idempotency-Key was used for another request. Send a new key for a new request.';
  return { kind: 'refused', refusal: { code: 'idempotency_mismatch', message } };
}

export function refusedWith(code: Refusal['code'], message: string): Refused {
  return { kind: 'refused', refusal: { code, message } };
}

type Recorded = Readonly<{
  name: string;
  undoes?: string | null;
  /** What the command did to tasks and logs, in writable order. */
  taskChanges?: readonly TaskChange[];
  /** What is accepted by it or, where it undoes, is so no longer. */
  accepted?: readonly AcceptedRow[];
}>;

/** Writes what was decided and why; answers the id by which it can be undone. */
export async function record(
  { tx, caller, now, newId, onRecorded }: Command,
  changes: readonly SliceChange[],
  { name, undoes = null, taskChanges = [], accepted = [] }: Recorded,
): Promise<string> {
  const written = changes.length + taskChanges.length + accepted.length;
  invariant(written > 0, 'a recorded command changes something');
  const { accountId, tokenId, cause = null, groupId = null } = caller;
  await applyChanges(tx, accountId, changes);
  const id = newId();
  await insertChange(tx, accountId, {
    id,
    revision: await bumpRevision(tx, accountId),
    command: name,
    tokenId,
    cause,
    undoesChangeId: undoes,
    groupId,
    at: now,
    sliceChanges: changes,
  });
  await writeTaskChanges(tx, accountId, { changeId: id, changes: taskChanges });
  await saveAccepted(tx, accountId, { changeId: id, rows: accepted });
  onRecorded?.(changes);
  return id;
}
