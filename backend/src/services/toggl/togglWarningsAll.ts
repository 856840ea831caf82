/**
 * All open warnings that offer an action, answered at once: one command, and one undo takes back
 * what it changed here. What the engine refuses stays open and is told.
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
  runCommand,
} from '../engineCommand.ts';
import { answerWarning } from './togglWarnings.ts';

type AllInput = Readonly<{ action: Exclude<WarningAction, 'adopt'>; dryRun: boolean }>;

export type AllAnswered = Readonly<{
  answered: number;
  refused: readonly Readonly<{ id: string; message: string }>[];
  /** What it costs at Toggl, if none of them refuses. */
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
  return (caller, input, idempotency) =>
    runCommand(parts, caller, { work: (command) => answerAll(command, input), idempotency });
}

async function answerAll(
  command: Command,
  { action, dryRun }: AllInput,
): Promise<Done<AllAnswered>> {
  const { tx, caller, newId } = command;
  const open = await openTogglWarnings(tx, caller.accountId);
  const offered = open.filter((warning) => actionsFor(warning).includes(action));
  if (dryRun) return told(offered, { action, refused: [], changeId: null });
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
  return told(done, { action, refused, changeId });
}

function told(
  warnings: readonly TogglWarning[],
  { action, ...rest }: Pick<AllAnswered, 'refused' | 'changeId'> & Pick<AllInput, 'action'>,
): Done<AllAnswered> {
  const calls = callsForAll(warnings, action);
  return { kind: 'done', answered: warnings.length, calls, ...rest };
}
