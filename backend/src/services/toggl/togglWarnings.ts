/**
 * Warnings about Toggl: listed with what may be done, and answered. Keeping Timery's version is
 * an edit or a delete like any other, journalled, undoable and perhaps refused; a refusal leaves
 * the warning open.
 *
 * Invariant: the answer is written in the command's transaction, and no link is: the projection
 * takes the answer in at its next look.
 */
import type { z } from 'zod';
import type { togglWarningsReply } from '../../../../contract/toggl.ts';
import type { WayOut } from '../../../../core/engine/overlap.ts';
import type { Slice } from '../../../../core/engine/slice.ts';
import { writtenFieldsOf } from '../../../../core/importer/historyEntry.ts';
import { unreachable } from '../../../../core/invariant.ts';
import { callsFor } from '../../../../core/projection/answerPrice.ts';
import {
  actionsFor,
  keepingOf,
  type WarningAction,
} from '../../../../core/projection/warningActions.ts';
import { type Offers, offersOf, sayOffers } from '../../../../core/projection/warningOffer.ts';
import { clockTime } from '../../../../core/time/day.ts';
import { floorSecond, formatInstant } from '../../../../core/time/instant.ts';
import type { Database } from '../../db/database.ts';
import { findAccount } from '../../store/accounts.ts';
import { findSlices } from '../../store/slices.ts';
import { importedOfEntries, rememberImported } from '../../store/togglImported.ts';
import {
  answerTogglWarning,
  findTogglWarning,
  openTogglWarnings,
  type TogglWarning,
} from '../../store/togglWarnings.ts';
import { edit, remove } from '../engine/sliceEdits.ts';
import {
  type Caller,
  type Command,
  type CommandResult,
  type Done,
  type EngineParts,
  type Idempotency,
  type Refused,
  refusedWith,
  runCommand,
} from '../engineCommand.ts';
import { adopt } from './togglAdopt.ts';

type AnswerInput = Readonly<{
  warningId: string;
  action: WarningAction;
  /** For a keep that runs over other slices. */
  onOverlap?: 'refuse' | WayOut | undefined;
}>;

export type WarningAnswered = Readonly<{
  warningId: string;
  action: WarningAction;
  sliceId: string | null;
  /** null when no slice changed. */
  changeId: string | null;
  /** As it is now, or, where it was deleted, as it was at the end; null when there is none. */
  slice: Slice | null;
}>;

export type TogglWarnings = Readonly<{
  list(accountId: string): Promise<z.output<typeof togglWarningsReply>>;
  answer(
    caller: Caller,
    input: AnswerInput,
    idempotency?: Idempotency<WarningAnswered>,
  ): Promise<CommandResult<WarningAnswered>>;
}>;

export function createTogglWarnings(parts: EngineParts): TogglWarnings {
  return {
    list: (accountId) => list(parts.database, accountId),
    answer: (caller, input, idempotency) =>
      runCommand(parts, caller, {
        work: (command) => answerAsPerson(command, input),
        idempotency,
      }),
  };
}

async function list({ reader }: Database, accountId: string) {
  const account = await findAccount(reader, accountId);
  const clock = (at: number) => clockTime(at, account?.timeZone ?? 'UTC');
  const warnings = await openTogglWarnings(reader, accountId);
  return warnings.map((warning) => formatWarning(warning, offersOf(warning, clock)));
}

function formatWarning(warning: TogglWarning, offers: Offers) {
  return {
    id: warning.id,
    kind: warning.kind,
    sliceId: warning.sliceId,
    entryId: warning.entryId === null ? null : String(warning.entryId),
    ours: warning.ours,
    timerys: warning.timerys,
    message: `${warning.message} ${sayOffers(offers)}`.trimEnd(),
    what: warning.message,
    offers,
    at: formatInstant(warning.at),
    actions: [...actionsFor(warning)],
    calls: Object.fromEntries(
      actionsFor(warning).map((action) => [action, callsFor(warning, action) ?? 0]),
    ),
  };
}

async function answerAsPerson(
  command: Command,
  input: AnswerInput,
): Promise<Done<WarningAnswered> | Refused> {
  const { warningId, action } = input;
  const warning = await findTogglWarning(command.tx, command.caller.accountId, warningId);
  if (warning === null) return notFound;
  // The same answer twice changes nothing, and is no mistake.
  if (warning.closedAt !== null) {
    return warning.action === action ? answered(warning, action, nothingChanged) : notFound;
  }
  if (!actionsFor(warning).includes(action)) return notOffered(warning);
  return answerWarning(command, warning, { ...input, by: 'person' });
}

/** Of an open warning that offers the action. */
export async function answerWarning(
  command: Command,
  warning: TogglWarning,
  {
    action,
    by,
    onOverlap,
  }: Omit<AnswerInput, 'warningId'> & Readonly<{ by: 'person' | 'setting' }>,
): Promise<Done<WarningAnswered> | Refused> {
  const { tx, caller, now } = command;
  const changed = await change(command, warning, { action, onOverlap });
  if (changed.kind === 'refused') return changed;
  await answerTogglWarning(tx, caller.accountId, { warningId: warning.id, action, by, now });
  const [slice = null] = await slicesOf(command, warning);
  return answered(warning, action, { ...changed, slice: changed.slice ?? slice });
}

async function change(
  command: Command,
  warning: TogglWarning,
  { action, onOverlap }: Pick<AnswerInput, 'action' | 'onOverlap'>,
): Promise<Changed | Refused> {
  switch (action) {
    case 'keep':
      return keep(command, warning, onOverlap);
    case 'adopt': {
      const adopted = await adopt(command, { entryId: warning.entryId ?? undefined });
      return adopted.kind === 'refused' ? adopted : { ...adopted, kind: 'changed' };
    }
    case 'restore':
    case 'dismiss':
      return nothingChanged;
    default:
      return unreachable(action);
  }
}

type Changed = Readonly<{ kind: 'changed'; changeId: string | null; slice: Slice | null }>;

const nothingChanged: Changed = { kind: 'changed', changeId: null, slice: null };

/** The warning of a timer that began in Timery names no slice before one adopts it. */
function answered(
  { id: warningId, sliceId: warnedId }: TogglWarning,
  action: WarningAction,
  { changeId, slice }: Changed,
): Done<WarningAnswered> {
  const sliceId = warnedId ?? slice?.id ?? null;
  return { kind: 'done', warningId, action, sliceId, changeId, slice };
}

async function slicesOf({ tx, caller }: Command, { sliceId }: TogglWarning): Promise<Slice[]> {
  return sliceId === null ? [] : findSlices(tx, caller.accountId, [sliceId]);
}

async function keep(
  command: Command,
  warning: TogglWarning,
  onOverlap: AnswerInput['onOverlap'],
): Promise<Changed | Refused> {
  const { sliceId } = warning;
  if (sliceId === null) return nothingChanged;
  const kept = {
    ...command,
    caller: { ...command.caller, cause: `kept from Timery: ${warning.kind}` },
  };
  const keeping = keepingOf(warning);
  switch (keeping.kind) {
    case 'nothing':
      return nothingChanged;
    case 'delete':
      return keepDeletion(kept, sliceId);
    case 'edit': {
      const { kind: _, ...times } = keeping;
      const changed = await keepTimes(kept, { ...times, sliceId, onOverlap });
      if (warning.kind === 'import-edited') await rememberAgreed(kept, warning, changed);
      return changed;
    }
    default:
      return unreachable(keeping);
  }
}

/** Both sides say the same again: the next edit in Toggl is no conflict. */
async function rememberAgreed(
  { tx, caller }: Command,
  { entryId }: TogglWarning,
  changed: Changed | Refused,
): Promise<void> {
  if (changed.kind === 'refused' || changed.slice === null || entryId === null) return;
  const { accountId } = caller;
  const known = (await importedOfEntries(tx, accountId, [entryId])).get(entryId);
  if (known === undefined) return;
  const written = writtenFieldsOf(changed.slice);
  await rememberImported(tx, accountId, [{ ...known, written }]);
}

/** Gone here already is as good as deleted. */
async function keepDeletion(command: Command, sliceId: string): Promise<Changed | Refused> {
  const deleted = await remove(command, { sliceId });
  if (deleted.kind === 'done') {
    const { slice, changeId } = deleted;
    return { kind: 'changed', changeId, slice: { ...slice, endAt: slice.endAt ?? slice.startAt } };
  }
  return deleted.refusal.code === 'slice_not_found' ? nothingChanged : deleted;
}

type TimesEdit = Parameters<typeof edit>[1];

/**
 * Toggl's seconds are coarser than our slices: a start in the second in which the slice before it
 * ends runs over it by a fraction, which is trimmed without asking.
 *
 *   ours      [====)             ends 10:00:00.400
 *   Timery         [=====        starts 10:00:00
 */
async function keepTimes(command: Command, wanted: TimesEdit): Promise<Changed | Refused> {
  const first = await edit(command, wanted);
  const isFraction = first.kind === 'refused' && isWithinSecond(first, wanted);
  const edited = isFraction ? await edit(command, { ...wanted, onOverlap: 'trim' }) : first;
  if (edited.kind === 'refused') return edited;
  return { kind: 'changed', changeId: edited.changeId, slice: edited.slice };
}

function isWithinSecond({ refusal }: Refused, { startAt, onOverlap }: TimesEdit): boolean {
  if (refusal.code !== 'overlap' || onOverlap !== undefined || startAt === undefined) return false;
  const inTheWay = refusal.details?.slices as readonly Pick<Slice, 'endAt'>[];
  return inTheWay.every(
    ({ endAt }) => endAt !== null && floorSecond(endAt) === floorSecond(startAt),
  );
}

const notFound = refusedWith(
  'warning_not_found',
  'There is no such open warning; it may have been answered, or both sides agree again. List the ' +
    'warnings to see what is open.',
);

function notOffered(warning: TogglWarning): Refused {
  const offered = actionsFor(warning).join(' or ');
  return refusedWith('action_not_offered', `This warning offers ${offered}. Send one of those.`);
}
