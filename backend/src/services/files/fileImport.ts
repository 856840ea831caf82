/**
 * Importing a file: row by row into what is there, a few rows a transaction.
 *
 * Invariant: the engine never waits for more than one batch. All batches carry one group, so that
 * the import can be undone as one. A dry run decides the same and writes nothing. Stopped halfway,
 * the same file again goes on where it stopped, because what is there is recognised: so it is
 * enough that the transaction of the last batch remembers the answer under its Idempotency-Key.
 */
import type { ImportOverlap } from '../../../../core/importer/placeRow.ts';
import { findAccount } from '../../store/accounts.ts';
import type { Category } from '../../store/categories.ts';
import { isUndoneSince } from '../../store/journalGroups.ts';
import {
  type Caller,
  type Command,
  type CommandResult,
  type Done,
  type EngineParts,
  type Idempotency,
  type Refused,
  recall,
  record,
  refusedWith,
  runCommand,
} from '../engineCommand.ts';
import { tryCommand } from '../previewCommand.ts';
import { createImportOverlay } from './importOverlay.ts';
import {
  type BadRow,
  emptyTally,
  type ImportTally,
  type SliceRow,
  type TallyResult,
  tallied,
  tallyResult,
} from './importTally.ts';
import { placeRows } from './placeRows.ts';
import type { ReadRow } from './readImportFile.ts';

type ImportInput = Readonly<{
  rows: AsyncIterable<ReadRow>;
  onOverlap: ImportOverlap;
  isDryRun: boolean;
  /** Whether nobody waits for the answer any more. */
  isAbandoned: () => boolean;
}>;

export type FileImported = TallyResult &
  Readonly<{
    isDryRun: boolean;
    /** The last change of it: undoing that undoes the import. */
    changeId: string | null;
    groupId: string | null;
  }>;

type Unreadable = Readonly<{ kind: 'unreadable'; reason: string }>;

export type FileImport = (
  caller: Caller,
  input: ImportInput,
  idempotency?: Idempotency<FileImported>,
) => Promise<CommandResult<FileImported> | Unreadable>;

/** About twenty milliseconds of writing, for which others wait. */
const rowsPerBatch = 200;

export function createFileImport(parts: EngineParts): FileImport {
  return async (caller, input, idempotency) => {
    const known = await recall(parts, caller, idempotency);
    if (known !== null) return known;
    const groupId = parts.newId();
    const end = (progress: Progress) => importedOf(progress, { groupId, input });
    const run = input.isDryRun
      ? dryRunOf(parts, input)
      : realRunOf(parts, { ...input, groupId, remembering: rememberingOf(idempotency, end) });
    let progress: Progress = { tally: emptyTally, changeId: null };
    for await (const batch of batchesOf(input)) {
      if (batch.kind === 'unreadable') return batch;
      const step = await run(caller, batch, progress);
      if (step.kind !== 'done') return step;
      progress = step;
    }
    return end(progress);
  };
}

type Progress = Readonly<{ tally: ImportTally; changeId: string | null }>;

function importedOf(
  { tally, changeId }: Progress,
  { groupId, input }: Readonly<{ groupId: string; input: ImportInput }>,
): Done<FileImported> {
  const made = { changeId, groupId: changeId === null ? null : groupId };
  return { kind: 'done', isDryRun: input.isDryRun, ...made, ...tallyResult(tally) };
}

/** The answer as it stands once the last batch is in. */
function rememberingOf(
  idempotency: Idempotency<FileImported> | undefined,
  end: (progress: Progress) => Done<FileImported>,
): Idempotency<Progress> | undefined {
  if (idempotency === undefined) return undefined;
  const { key, requestHash, reply } = idempotency;
  return { key, requestHash, reply: (progress) => reply(end(progress)) };
}

type Batch = Readonly<{
  kind: 'batch';
  rows: readonly SliceRow[];
  bad: readonly BadRow[];
  isLast: boolean;
}>;

/** The last is known by its end alone, so each waits for the row behind it. */
async function* batchesOf({ rows, isAbandoned }: ImportInput): AsyncGenerator<Batch | Unreadable> {
  let batch: SliceRow[] = [];
  let bad: BadRow[] = [];
  for await (const row of rows) {
    if (row.kind === 'unreadable') return yield row;
    if (batch.length + bad.length === rowsPerBatch) {
      if (isAbandoned()) return;
      yield { kind: 'batch', rows: batch, bad, isLast: false };
      batch = [];
      bad = [];
    }
    if (row.kind === 'bad') bad.push(row);
    else batch.push(row);
  }
  yield { kind: 'batch', rows: batch, bad, isLast: true };
}

type Run = (caller: Caller, batch: Batch, before: Progress) => Promise<CommandResult<Progress>>;

type How = Pick<ImportInput, 'onOverlap'>;

type RealRun = How & Readonly<{ groupId: string; remembering: Idempotency<Progress> | undefined }>;

function realRunOf(parts: EngineParts, { groupId, remembering, onOverlap }: RealRun): Run {
  let revision: number | null = null;
  return (caller, { rows, bad, isLast }, before) => {
    const work = async (command: Command): Promise<Done<Progress> | Refused> => {
      const { tx } = command;
      const since = { groupId, sinceRevision: revision ?? 0 };
      const isUndone = revision !== null && (await isUndoneSince(tx, caller.accountId, since));
      if (isUndone) return undoneMeanwhile;
      const overlay = createImportOverlay();
      const placed = await placeRows(command, { onOverlap, rows, overlay, known: new Map() });
      if (placed.kind === 'refused') return placed;
      const { changes, outcomes } = placed;
      const changeId =
        changes.length === 0 ? null : await record(command, changes, { name: 'import' });
      revision = (await findAccount(tx, caller.accountId))?.engineRevision ?? null;
      const tally = tallied(before.tally, { bad, outcomes });
      return { kind: 'done', tally, changeId: changeId ?? before.changeId };
    };
    const idempotency = isLast ? remembering : undefined;
    return runCommand(parts, { ...caller, groupId }, { work, idempotency });
  };
}

/** What came after the undo could not be undone as one with what it took back. */
const undoneMeanwhile = refusedWith(
  'undo_conflict',
  'The import was undone while it ran, so it ended there. Send the file again to import it.',
);

/** Each batch sees what those before it would have made, as if it were there. */
function dryRunOf(parts: EngineParts, { onOverlap }: How): Run {
  const overlay = createImportOverlay();
  const known = new Map<string, Category>();
  return async (caller, { rows, bad }, { tally }) => {
    return tryCommand(parts, caller, async (command) => {
      const placed = await placeRows(command, { onOverlap, rows, overlay, known });
      if (placed.kind === 'refused') return placed;
      const after = tallied(tally, { bad, outcomes: placed.outcomes });
      return { kind: 'done', tally: after, changeId: null };
    });
  };
}
