/**
 * What a human changed in Timery, taken into the slices after each look of the projection, which
 * never writes a slice itself: a text becomes the note, silently; and where the setting says so,
 * what would be asked is answered.
 *
 * Invariant: it reads what is left to do from the rows, and marks each as done in the transaction
 * that does it, so that a crash loses none and does none twice. It never changes what runs.
 */
import { invariant } from '../../../../core/invariant.ts';
import {
  automaticAnswer,
  type EditPolicy,
  restoresCountedMs,
} from '../../../../core/projection/editPolicy.ts';
import { noteFromText } from '../../../../core/projection/noteFromText.ts';
import { findSlices } from '../../store/slices.ts';
import { markTextNoted, unnotedTexts } from '../../store/togglLinks.ts';
import {
  countAutomaticRestores,
  leaveToPerson,
  unaskedTogglWarnings,
} from '../../store/togglWarnings.ts';
import { edit } from '../engine/sliceEdits.ts';
import { type Command, type EngineParts, runCommand, type Work } from '../engineCommand.ts';
import { ensureTimeryToken, timeryCaller } from './timeryCaller.ts';
import { answerWarning } from './togglWarnings.ts';

type TimeryEdits = Readonly<{
  /** Answers whether a slice or an answer was written: the projection should look again then. */
  takeIn(accountId: string): Promise<boolean>;
}>;

export function createTimeryEdits(
  parts: EngineParts & Readonly<{ policy: EditPolicy }>,
): TimeryEdits {
  return {
    takeIn: async (accountId) => {
      const areNoted = await takeTexts(parts, accountId);
      const areAnswered = parts.policy !== 'ask' && (await takeUnasked(parts, accountId));
      return areNoted || areAnswered;
    },
  };
}

type Parts = EngineParts & Readonly<{ policy: EditPolicy }>;

async function takeTexts(parts: Parts, accountId: string): Promise<boolean> {
  const texts = await unnotedTexts(parts.database.reader, accountId);
  if (texts.length === 0) return false;
  await run(parts, accountId, async (command) => {
    // Read again: what was seen before the lock may be older than what is there.
    for (const text of await unnotedTexts(command.tx, accountId)) await takeText(command, text);
    return { kind: 'done' };
  });
  return true;
}

type Text = Awaited<ReturnType<typeof unnotedTexts>>[number];

async function takeText(command: Command, { sliceId, text, notedText }: Text): Promise<void> {
  const [slice] = await findSlices(command.tx, command.caller.accountId, [sliceId]);
  invariant(slice, `the text of a slice is read together with slice ${sliceId}`);
  const note = noteFromText({ note: slice.note, text, notedText });
  const caller = { ...command.caller, cause: 'text changed in Timery' };
  const noted = await edit({ ...command, caller }, { sliceId, note });
  invariant(noted.kind === 'done', 'the note of a slice that is not locked may change');
  await markTextNoted(command.tx, sliceId, text);
}

async function takeUnasked(parts: Parts, accountId: string): Promise<boolean> {
  const unasked = await unaskedTogglWarnings(parts.database.reader, accountId);
  if (unasked.length === 0) return false;
  await run(parts, accountId, async (command) => {
    for (const warning of await unaskedTogglWarnings(command.tx, accountId)) {
      await takeWarning(command, warning, parts.policy);
    }
    return { kind: 'done' };
  });
  return true;
}

type Unasked = Awaited<ReturnType<typeof unaskedTogglWarnings>>[number];

/** What the engine refuses, a person has to look at. */
async function takeWarning(command: Command, warning: Unasked, policy: EditPolicy): Promise<void> {
  const { tx, caller, now } = command;
  const { accountId } = caller;
  const { id, sliceId, kind } = warning;
  const [slice] = sliceId === null ? [] : await findSlices(tx, accountId, [sliceId]);
  const sinceAt = now - restoresCountedMs;
  const action = automaticAnswer(warning, {
    policy,
    isRunning: slice === undefined ? null : slice.endAt === null,
    restores: await countAutomaticRestores(tx, accountId, { sliceId, kind, sinceAt }),
  });
  const isDone =
    action !== 'ask' &&
    (await answerWarning(command, warning, { action, by: 'setting' })).kind === 'done';
  if (!isDone) await leaveToPerson(tx, accountId, id);
}

async function run(
  parts: EngineParts,
  accountId: string,
  work: Work<Readonly<Record<never, never>>>,
): Promise<void> {
  await runCommand(parts, timeryCaller(accountId), {
    work: async (command) => {
      await ensureTimeryToken(command);
      return work(command);
    },
    idempotency: undefined,
  });
}
