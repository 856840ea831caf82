/**
 * All open warnings that offer an action, answered at once: one command, and one undo takes back
 * what it changed here. What the engine refuses stays open and is told. A dry run is the same
 * command, taken back: so it tells the refusals as well.
 */
import { callsForAll } from '../../../../core/projection/answerPrice.ts';
import { actionsFor, type WarningAction } from '../../../../core/projection/warningActions.ts';
import { openTogglWarnings, type TogglWarning } from '../../store/togglWarnings.ts';
import {
  type Caller,
  type Command,
  type CommandResult,
  type Done,
  type EngineParts,
  type Idempotency,
  type Refused,
  runCommand,
} from '../engineCommand.ts';
import { tryCommand } from '../previewCommand.ts';
import { answerWarning } from './togglWarnings.ts';

type AllInput = Readonly<{ action: Exclude<WarningAction, 'adopt'>; dryRun: boolean }>;

export type AllAnswered = Readonly<{
  answered: number;
  refused: readonly Readonly<{ id: string; message: string }>[];
  /** What those that are answered cost at Toggl. */
  calls: number;
  /** By which what it changed here is undone; null when no slice changed. */
  changeId: string | null;
}>;

export type AnswerAllWarnings = (
  caller: Caller,
  input: AllInput,
  idempotency?: Idempotency<AllAnswered>,
) => Promise<CommandResult<AllAnswered>>;

export function createAnswerAllWarnings(parts: EngineParts): AnswerAllWarnings {
  return (caller, { action, dryRun }, idempotency) =>
    dryRun
      ? previewAll(parts, caller, action)
      : runCommand(parts, caller, { work: (command) => answerAll(command, action), idempotency });
}

/** No change stands, so there is none to undo. */
async function previewAll(
  parts: EngineParts,
  caller: Caller,
  action: AllInput['action'],
): Promise<Done<AllAnswered> | Refused> {
  const tried = await tryCommand(parts, caller, (command) => answerAll(command, action));
  return tried.kind === 'refused' ? tried : { ...tried, changeId: null };
}

async function answerAll(command: Command, action: AllInput['action']): Promise<Done<AllAnswered>> {
  const { tx, caller, newId } = command;
  const open = await openTogglWarnings(tx, caller.accountId);
  const offered = open.filter((warning) => actionsFor(warning).includes(action));
  const grouped = { ...command, caller: { ...caller, groupId: newId() } };
  const done: TogglWarning[] = [];
  const refused: { id: string; message: string }[] = [];
  let changeId: string | null = null;
  // The oldest first, as they came about.
  for (const warning of offered.toReversed()) {
    const answer = await answerWarning(grouped, warning, { action, by: 'person' });
    if (answer.kind === 'refused') {
      refused.push({ id: warning.id, message: answer.refusal.message });
      continue;
    }
    done.push(warning);
    changeId = answer.changeId ?? changeId;
  }
  const calls = callsForAll(done, action);
  return { kind: 'done', answered: done.length, calls, refused, changeId };
}
