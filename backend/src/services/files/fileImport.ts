/**
 * Importing a file: row by row into what is there, a few rows a transaction.
 *
 * Invariant: the engine never waits for more than one batch. All batches carry one group, so that
 * the import can be undone as one. A dry run decides the same and writes nothing. Stopped halfway,
 * the same file again goes on where it stopped, because what is there is recognised.
 */
import type { SliceChange } from '../../../../core/engine/slice.ts';
import { wholeSeconds } from '../../../../core/engine/window.ts';
import type { FileSlice } from '../../../../core/importer/fileRow.ts';
import { type ImportOverlap, type Placed, placeRow } from '../../../../core/importer/placeRow.ts';
import { unreachable } from '../../../../core/invariant.ts';
import { findAccount } from '../../store/accounts.ts';
import type { Category } from '../../store/categories.ts';
import { isUndoneSince } from '../../store/journal.ts';
import { listImportedFrom, readTimeline } from '../../store/slices.ts';
import { findOrMake, insertMissing } from '../categories/namedCategories.ts';
import {
  type Caller,
  type Command,
  type EngineParts,
  type Refused,
  record,
  refusedWith,
  runCommand,
} from '../engineCommand.ts';
import { previewCommand } from '../previewCommand.ts';
import { createImportOverlay, type ImportOverlay } from './importOverlay.ts';
import { createImportTally, type ImportTally, type Outcome, type SliceRow } from './importTally.ts';
import type { ReadRow } from './readImportFile.ts';

type ImportInput = Readonly<{
  rows: AsyncIterable<ReadRow>;
  onOverlap: ImportOverlap;
  isDryRun: boolean;
  /** Whether nobody waits for the answer any more. */
  isAbandoned: () => boolean;
}>;

export type FileImported = Readonly<{
  kind: 'imported';
  isDryRun: boolean;
  /** The last change of it: undoing that undoes the import. */
  changeId: string | null;
  groupId: string | null;
}> &
  ReturnType<ImportTally['result']>;

type Unreadable = Readonly<{ kind: 'unreadable'; reason: string }>;

export type FileImport = (
  caller: Caller,
  input: ImportInput,
) => Promise<FileImported | Unreadable | Refused>;

/** About twenty milliseconds of writing, for which others wait. */
const rowsPerBatch = 200;

export function createFileImport(parts: EngineParts): FileImport {
  return async (caller, input) => {
    const { isDryRun } = input;
    const groupId = parts.newId();
    const tally = createImportTally();
    const run = isDryRun ? dryRunOf(parts, input) : realRunOf(parts, { ...input, groupId });
    let changeId: string | null = null;
    for await (const batch of batchesOf(input, tally)) {
      if (batch.kind === 'unreadable') return batch;
      const done = await run(caller, batch.rows, tally);
      if (done.kind === 'refused') return done;
      changeId = done.changeId ?? changeId;
    }
    const made = { changeId, groupId: changeId === null ? null : groupId };
    return { kind: 'imported', isDryRun, ...made, ...tally.result() };
  };
}

type Batch = Readonly<{ kind: 'batch'; rows: readonly SliceRow[] }>;

async function* batchesOf(
  { rows, isAbandoned }: ImportInput,
  tally: ImportTally,
): AsyncGenerator<Batch | Unreadable> {
  let batch: SliceRow[] = [];
  for await (const row of rows) {
    if (row.kind === 'unreadable') return yield row;
    if (row.kind === 'bad') tally.skipped(row.line, row.reason);
    else batch.push(row);
    if (batch.length < rowsPerBatch) continue;
    if (isAbandoned()) return;
    yield { kind: 'batch', rows: batch };
    batch = [];
  }
  if (batch.length > 0) yield { kind: 'batch', rows: batch };
}

type Run = (
  caller: Caller,
  rows: readonly SliceRow[],
  tally: ImportTally,
) => Promise<Readonly<{ kind: 'done'; changeId: string | null }> | Refused>;

type How = Pick<ImportInput, 'onOverlap'>;

function realRunOf(parts: EngineParts, how: How & Readonly<{ groupId: string }>): Run {
  const { groupId } = how;
  let revision: number | null = null;
  return async (caller, rows, tally) => {
    const grouped = { ...caller, groupId };
    const result = await runCommand(parts, grouped, {
      idempotency: undefined,
      work: async (command) => {
        const { tx } = command;
        const since = { groupId, sinceRevision: revision ?? 0 };
        const isUndone = revision !== null && (await isUndoneSince(tx, caller.accountId, since));
        if (isUndone) return undoneMeanwhile;
        const overlay = createImportOverlay();
        const placed = await placeAll(command, { ...how, rows, overlay, known: new Map() });
        if (placed.kind === 'refused') return placed;
        const { changes, outcomes } = placed;
        const changeId =
          changes.length === 0 ? null : await record(command, changes, { name: 'import' });
        revision = (await findAccount(tx, caller.accountId))?.engineRevision ?? null;
        return { kind: 'done', changeId, outcomes };
      },
    });
    if (result.kind === 'refused') return result;
    if (result.kind === 'remembered') return { kind: 'done', changeId: null };
    tally.add(result.outcomes);
    return result;
  };
}

/** What came after the undo could not be undone as one with what it took back. */
const undoneMeanwhile = refusedWith(
  'undo_conflict',
  'The import was undone while it ran, so it ended there. Send the file again to import it.',
);

/** Each batch sees what those before it would have made, as if it were there. */
function dryRunOf(parts: EngineParts, how: How): Run {
  const overlay = createImportOverlay();
  const known = new Map<string, Category>();
  return async (caller, rows, tally) => {
    const outcomes: Outcome[] = [];
    const previewed = await previewCommand(parts, caller, async (command) => {
      const placed = await placeAll(command, { ...how, rows, overlay, known });
      if (placed.kind === 'refused') return placed;
      outcomes.push(...placed.outcomes);
      return { kind: 'done' };
    });
    if (previewed.kind === 'refused') return previewed;
    tally.add(outcomes);
    return { kind: 'done', changeId: null };
  };
}

type Placing = How &
  Readonly<{
    rows: readonly SliceRow[];
    overlay: ImportOverlay;
    /** Categories that a dry run would have made before, by the name in the file. */
    known: Map<string, Category>;
  }>;

type PlacedAll = Readonly<{
  kind: 'placed';
  changes: readonly SliceChange[];
  outcomes: readonly Outcome[];
}>;

/** Categories that no row needs in the end are not made. */
async function placeAll(command: Command, placing: Placing): Promise<PlacedAll | Refused> {
  const { rows, overlay, known } = placing;
  const names = [...new Set(rows.map(({ slice }) => slice.category))];
  const named = await findOrMake(
    command,
    names.filter((name) => !known.has(name)),
  );
  if (named.kind === 'refused') return named;
  const unknown = names.filter((name) => !known.has(name));
  const categories = new Map(known);
  for (const [i, name] of unknown.entries()) {
    const category = named.categories[i];
    if (category !== undefined) categories.set(name, category);
  }
  const changes: SliceChange[] = [];
  const outcomes: Outcome[] = [];
  for (const row of rows) {
    const categoryId = categories.get(row.slice.category)?.id ?? '';
    const placed = await place(command, row.slice, { ...placing, categoryId });
    const own = changesOf(placed);
    overlay.add(own);
    changes.push(...own);
    outcomes.push({ row, placed });
  }
  const used = new Set(
    changes.flatMap((change) => (change.kind === 'insert' ? [change.after.categoryId] : [])),
  );
  const missing = named.missing.filter(({ id }) => used.has(id));
  await insertMissing(command, { ...named, missing });
  for (const [name, category] of categories) if (used.has(category.id)) known.set(name, category);
  return { kind: 'placed', changes, outcomes };
}

type Place = Placing & Readonly<{ categoryId: string }>;

async function place(
  { tx, caller, now, newId }: Command,
  slice: FileSlice,
  { overlay, onOverlap, categoryId }: Place,
): Promise<Placed> {
  const { dimension } = slice;
  const line = { accountId: caller.accountId, dimension };
  const window = wholeSeconds(slice.startAt, slice.endAt);
  const timeline = overlay.over(await readTimeline(tx, line, window), dimension, window);
  const itsSecond = { startAt: window.startAt, endAt: window.startAt + 1000 };
  const imported = dimension === 'PRIMARY' ? await listImportedFrom(tx, line, itsSecond) : [];
  return placeRow(timeline, slice, { now, newId, categoryId, onOverlap, imported });
}

function changesOf(placed: Placed): readonly SliceChange[] {
  switch (placed.kind) {
    case 'inserted':
    case 'cut':
      return placed.changes;
    case 'present':
    case 'overlap':
    case 'locked':
      return [];
    default:
      return unreachable(placed);
  }
}
