/**
 * Undoing a group that is too large for one command, an import of years say: in steps, the newest
 * change first, so that nobody waits for longer than for one of them.
 *
 *     the group   [c1)[c2)[c3) … [c498)[c499)[c500)
 *     undone          ◀── step 2 ──)[── step 1 ──)
 *
 * Invariant: a step takes whole changes back, or nothing. All steps of one undo are a group as well
 * and are undone as one. A step that meets what came later ends the undo there; asked for again it
 * goes on, because what was taken back before is passed over. Only slices: no change of a task or
 * of what was accepted belongs to a group.
 */
import type { ReadConnection } from '../../db/transaction.ts';
import { findLastChangeId } from '../../store/journal.ts';
import { findGroupId, isGroupLarger, listGroupBackwards } from '../../store/journalGroups.ts';
import {
  type Caller,
  type Command,
  type CommandResult,
  type Done,
  type EngineParts,
  type Idempotency,
  type Refused,
  recall,
  refusedWith,
  runCommand,
} from '../engineCommand.ts';
import { slicesAtOnce, type UndoInput, type Undone } from './undoChange.ts';
import { undoTogether } from './undoTogether.ts';

export type UndoParts = EngineParts &
  Readonly<{
    /** In the transaction that takes a group back, or a part of it: for whoever made that group. */
    groupUndone: (command: Command, groupId: string) => Promise<void>;
  }>;

type Group = Readonly<{ groupId: string; changeId: string }>;

type Asked = Readonly<{ input: UndoInput; idempotency: Idempotency<Undone> | undefined }>;

/** null where one command can do what is asked for. */
export async function undoLargeGroup(
  parts: UndoParts,
  caller: Caller,
  { input, idempotency }: Asked,
): Promise<CommandResult<Undone> | null> {
  const group = await largeGroupOf(parts, caller, input);
  if (group === null) return null;
  const known = await recall(parts, caller, idempotency);
  return known ?? undoStepwise(parts, caller, { group, idempotency });
}

async function largeGroupOf(
  { database: { reader } }: EngineParts,
  { accountId, tokenId }: Caller,
  { changeId: named, cause }: UndoInput,
): Promise<Group | null> {
  if (cause !== undefined) return null;
  const changeId = named ?? (await findLastChangeId(reader, accountId, tokenId));
  const groupId = changeId === null ? null : await findGroupId(reader, accountId, changeId);
  if (changeId === null || groupId === null) return null;
  const isLarge = await isGroupLarger(reader, accountId, { groupId, than: slicesAtOnce });
  return isLarge ? { groupId, changeId } : null;
}

type Progress = Readonly<{ undone: Undone | null; belowRevision: number }>;

async function undoStepwise(
  parts: UndoParts,
  caller: Caller,
  { group, idempotency }: Readonly<{ group: Group; idempotency: Idempotency<Undone> | undefined }>,
): Promise<CommandResult<Undone>> {
  const { reader } = parts.database;
  const grouped = { ...caller, groupId: parts.newId() };
  let before: Progress = { undone: null, belowRevision: Number.MAX_SAFE_INTEGER };
  for (;;) {
    const so = before;
    const { isLast } = await nextChanges(reader, caller.accountId, { group, before: so });
    if (isLast) {
      const work = (command: Command) => undoLast(parts, command, { group, before: so });
      return runCommand(parts, grouped, { work, idempotency });
    }
    const work = (command: Command) => undoSome(parts, command, { group, before: so });
    const step = await runCommand(parts, grouped, { work, idempotency: undefined });
    if (step.kind !== 'done') return step;
    before = step;
  }
}

/** So many changes are looked at for a step: most of an import touch two hundred slices. */
const changesAtOnce = 50;

/** At least one, however many slices it touched. */
async function nextChanges(
  connection: ReadConnection,
  accountId: string,
  { group, before }: Readonly<{ group: Group; before: Progress }>,
) {
  const page = { groupId: group.groupId, belowRevision: before.belowRevision, most: changesAtOnce };
  const listed = await listGroupBackwards(connection, accountId, page);
  let slices = 0;
  const end = listed.findIndex((change, i) => {
    slices += change.slices;
    return i > 0 && slices > slicesAtOnce;
  });
  const taken = end === -1 ? listed : listed.slice(0, end);
  return {
    changeIds: taken.map(({ changeId }) => changeId),
    belowRevision: taken.at(-1)?.revision ?? before.belowRevision,
    isLast: end === -1 && listed.length < changesAtOnce,
  };
}

type Step = Readonly<{ group: Group; before: Progress }>;

async function undoSome(
  { groupUndone }: UndoParts,
  command: Command,
  { group, before }: Step,
): Promise<Done<Progress> | Refused> {
  const { tx, caller } = command;
  const { accountId } = caller;
  const next = await nextChanges(tx, accountId, { group, before });
  const { changeIds, belowRevision } = next;
  const step = await undoTogether(command, { changeIds, undoes: group.changeId });
  if (step.kind === 'refused') return stoppedAt(step, group, before);
  await groupUndone(command, group.groupId);
  const undone = step.kind === 'unchanged' ? before.undone : together(before.undone, step);
  return { kind: 'done', undone, belowRevision };
}

/** The answer names what the first step took back: nobody reads a hundred thousand slices. */
function together(before: Undone | null, { kind: _, ...step }: Done<Undone>): Undone {
  if (before === null) return step;
  const sliceCount = before.sliceCount + step.sliceCount;
  return { ...before, changeId: step.changeId, sliceCount };
}

async function undoLast(
  parts: UndoParts,
  command: Command,
  step: Step,
): Promise<Done<Undone> | Refused> {
  const last = await undoSome(parts, command, step);
  if (last.kind === 'refused') return last;
  return last.undone === null ? allUndone : { kind: 'done', ...last.undone };
}

function stoppedAt({ refusal }: Refused, { changeId }: Group, { undone }: Progress): Refused {
  const count = undone?.sliceCount ?? 0;
  const message =
    `Later changes build on what is to be undone. ${count} slices were taken back before that. ` +
    `Undo those changes first, or edit the slices by hand, then undo the change ${changeId}: it ` +
    'goes on from there.';
  return { kind: 'refused', refusal: { ...refusal, message } };
}

const allUndone = refusedWith(
  'nothing_to_undo',
  'All of it was taken back before. To have it again, undo the undo.',
);
