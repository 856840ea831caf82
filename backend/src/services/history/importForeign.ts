/**
 * Takes entries that are not ours in as history: one batch a command, journalled as `import`, and
 * the batches of one run as one group, so that a single undo takes all of them back. It opens and
 * closes nothing that runs.
 *
 * Invariant: what was taken in is remembered, and forgotten where it waited, in the transaction
 * that writes its slices: a crash neither loses an entry nor takes it in twice.
 */
import { foldName } from '../../../../core/engine/category.ts';
import {
  decideImport,
  type ImportContext,
  type ImportDecision,
} from '../../../../core/importer/decideImport.ts';
import type { Catalogue, CategoryChoice } from '../../../../core/importer/historyCategory.ts';
import type { HistoryEntry, Imported } from '../../../../core/importer/historyEntry.ts';
import { type ImportOutcome, importOutcome } from '../../../../core/importer/importChanges.ts';
import { invariant } from '../../../../core/invariant.ts';
import type { Link } from '../../../../core/projection/link.ts';
import type { ReadConnection } from '../../db/transaction.ts';
import { listCategories } from '../../store/categories.ts';
import { findSlices } from '../../store/slices.ts';
import { listAdoptions } from '../../store/togglAdoptions.ts';
import { importedOfEntries, rememberImported } from '../../store/togglImported.ts';
import { addTaken, findImport } from '../../store/togglImports.ts';
import { linksOfEntries } from '../../store/togglLinks.ts';
import { listTogglProjects } from '../../store/togglProjects.ts';
import { forgetSeen } from '../../store/togglSeenEntries.ts';
import { raiseTogglWarning } from '../../store/togglWarnings.ts';
import { findOrMake, insertMissing } from '../categories/namedCategories.ts';
import { type Command, type Done, type Refused, record } from '../engineCommand.ts';
import { ensureTimeryToken } from '../toggl/timeryCaller.ts';

export type Overrides = ImportContext['overrides'];

type ImportInput = Readonly<{
  entries: readonly HistoryEntry[];
  /** The run they belong to; null where they were seen by the way. */
  importId: string | null;
  overrides: Overrides;
}>;

type ForeignImported = Readonly<{
  imported: number;
  updated: number;
  deleted: number;
  skipped: ImportOutcome['skipped'];
  /** null when no slice changed. */
  changeId: string | null;
}>;

export async function importForeign(
  command: Command,
  input: ImportInput,
): Promise<Done<ForeignImported> | Refused> {
  const { tx, caller, now, newId } = command;
  const { accountId } = caller;
  await ensureTimeryToken(command);
  if (await isUndone(command, input.importId)) return letGo(command, input.entries);
  const known = await readKnown(tx, accountId, input.entries);
  const decisions = decisionsOn(input, known);
  const names = namesIn(decisions);
  const named = await findOrMake(command, names);
  if (named.kind === 'refused') return named;
  const idsByName = new Map(
    named.categories.map(({ id }, index) => [foldName(names[index] ?? ''), id]),
  );
  const outcome = importOutcome(decisions, {
    now,
    newId,
    idOf: (choice) => idOf(choice, idsByName),
    known: (entryId) => known.imported.get(entryId) ?? null,
    isGivenBack: (entryId) => known.givenBackIds.has(entryId),
  });
  await insertMissing(command, named);
  const isChanged = outcome.changes.length > 0;
  const changeId = isChanged ? await record(command, outcome.changes, { name: 'import' }) : null;
  await rememberImported(tx, accountId, outcome.remembered);
  for (const warning of outcome.warnings) {
    await raiseTogglWarning(tx, accountId, { ...warning, id: newId(), at: now });
  }
  await noteTaken(command, input, outcome);
  return { kind: 'done', ...countsOf(outcome), changeId };
}

async function isUndone({ tx, caller }: Command, importId: string | null): Promise<boolean> {
  const run = importId === null ? null : await findImport(tx, caller.accountId, importId);
  return run?.state === 'undone';
}

/** What a run had read before it was undone: taken in, it could not be undone with the rest. */
async function letGo(
  { tx, caller }: Command,
  entries: readonly HistoryEntry[],
): Promise<Done<ForeignImported>> {
  const entryIds = entries.map(({ id }) => id);
  await forgetSeen(tx, caller.accountId, entryIds);
  return { kind: 'done', imported: 0, updated: 0, deleted: 0, skipped: [], changeId: null };
}

/** What an import of these would do; nothing is written. */
export async function previewImport(
  db: ReadConnection,
  accountId: string,
  input: Pick<ImportInput, 'entries' | 'overrides'>,
): Promise<Omit<ForeignImported, 'changeId'>> {
  const known = await readKnown(db, accountId, input.entries);
  const outcome = importOutcome(decisionsOn(input, known), {
    now: 0,
    newId: () => '',
    idOf: (choice) => (choice.kind === 'known' ? choice.categoryId : ''),
    known: (entryId) => known.imported.get(entryId) ?? null,
    isGivenBack: (entryId) => known.givenBackIds.has(entryId),
  });
  return countsOf(outcome);
}

function countsOf({ imported, updated, deleted, skipped }: ImportOutcome) {
  return { imported, updated, deleted, skipped };
}

type Known = Readonly<{
  imported: ReadonlyMap<number, Imported>;
  slices: ReadonlyMap<string, Awaited<ReturnType<typeof findSlices>>[number]>;
  ownEntryIds: ReadonlySet<number>;
  givenBackIds: ReadonlySet<number>;
  catalogue: Catalogue;
}>;

async function readKnown(
  db: ReadConnection,
  accountId: string,
  entries: readonly HistoryEntry[],
): Promise<Known> {
  const entryIds = entries.map(({ id }) => id);
  const imported = await importedOfEntries(db, accountId, entryIds);
  const sliceIds = [...imported.values()].map(({ sliceId }) => sliceId);
  const slices = await findSlices(db, accountId, sliceIds);
  const links = await linksOfEntries(db, accountId, entryIds);
  return {
    imported,
    slices: new Map(slices.map((slice) => [slice.id, slice])),
    ownEntryIds: new Set(links.flatMap(entriesOf)),
    givenBackIds: new Set((await listAdoptions(db, accountId)).map(({ entry }) => entry.id)),
    catalogue: {
      categories: await listCategories(db, accountId),
      projects: await listTogglProjects(db, accountId),
    },
  };
}

function entriesOf({ entryId, retiredEntryIds, deletedEntryIds }: Link): readonly number[] {
  const others = [...retiredEntryIds, ...deletedEntryIds];
  return entryId === null ? others : [entryId, ...others];
}

function decisionsOn(
  { entries, overrides }: Pick<ImportInput, 'entries' | 'overrides'>,
  { imported, slices, ownEntryIds, catalogue }: Known,
): readonly ImportDecision[] {
  return entries.map((entry) => {
    const known = imported.get(entry.id) ?? null;
    const slice = known === null ? null : (slices.get(known.sliceId) ?? null);
    const isOurs = ownEntryIds.has(entry.id);
    return decideImport({ entry, isOurs, known, slice, overrides, catalogue });
  });
}

function namesIn(decisions: readonly ImportDecision[]): readonly string[] {
  const names = decisions.flatMap((decision) => {
    if (decision.kind !== 'insert' && decision.kind !== 'update') return [];
    const { category } = decision.wanted;
    return category.kind === 'named' ? [category.name] : [];
  });
  return [...new Set(names)];
}

function idOf(choice: CategoryChoice, idsByName: ReadonlyMap<string, string>): string {
  if (choice.kind === 'known') return choice.categoryId;
  const id = idsByName.get(foldName(choice.name));
  invariant(id !== undefined, `the category ${choice.name} was found or made`);
  return id;
}

async function noteTaken(
  { tx, caller }: Command,
  { entries, importId }: ImportInput,
  outcome: ImportOutcome,
): Promise<void> {
  const entryIds = entries.map(({ id }) => id);
  await forgetSeen(tx, caller.accountId, entryIds);
  if (importId !== null) await addTaken(tx, { importId, ...countsOf(outcome) });
}
