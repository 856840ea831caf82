/**
 * What becomes of one entry that Toggl showed: a new slice, a changed one, one that goes, or
 * nothing, with the reason. Pure; asked again with the same entry it changes nothing.
 *
 *   known before?   no                    yes, as it was       yes, changed in Toggl
 *   the slice is    –                     –                    untouched   edited, locked   gone
 *   so              insert                unchanged            update      conflict         skip
 *
 * Invariants: an entry with a link is ours and never becomes history; the tag alone makes none
 * ours; what a person changed, locked or removed here is not written over.
 */
import type { Slice } from '../engine/slice.ts';
import { textOfHuman } from '../projection/noteFromText.ts';
import { floorSecond } from '../time/instant.ts';
import { type Catalogue, type CategoryChoice, categoryFor } from './historyCategory.ts';
import {
  faultOf,
  type HistoryEntry,
  type Imported,
  isAsWritten,
  isSameSight,
  type SeenFields,
  seenFieldsOf,
} from './historyEntry.ts';

type Wanted = Readonly<{
  startAt: number;
  endAt: number;
  category: CategoryChoice;
  note: string | null;
}>;

type Guard = 'locked' | 'edited-here';

export type ImportDecision =
  | Readonly<{ kind: 'insert'; entry: HistoryEntry; wanted: Wanted }>
  | Readonly<{ kind: 'update'; entry: HistoryEntry; slice: Slice; wanted: Wanted }>
  | Readonly<{ kind: 'delete'; entry: HistoryEntry; slice: Slice }>
  /** Toggl and a person here want different things: told, and nothing is changed. */
  | Readonly<{
      kind: 'conflict';
      entry: HistoryEntry;
      slice: Slice;
      guard: Guard;
      /** null where Toggl deleted it. */
      wanted: Wanted | null;
    }>
  | Readonly<{ kind: 'skip'; entry: HistoryEntry; reason: string }>
  | Readonly<{ kind: 'unchanged'; entry: HistoryEntry }>;

export type ImportContext = Readonly<{
  entry: HistoryEntry;
  /** A link names it. */
  isOurs: boolean;
  /** What was remembered when it was last taken in. */
  known: Imported | null;
  /** The slice that came from it, as it is now. */
  slice: Slice | null;
  overrides: 'on' | 'off';
  catalogue: Catalogue;
}>;

export function decideImport(context: ImportContext): ImportDecision {
  const { entry, isOurs, known, slice } = context;
  if (isOurs) return ours(context);
  if (known !== null && isOutdated(entry, known)) return { kind: 'unchanged', entry };
  if (entry.deletedAt !== null) return deleted(context);
  const fault = faultOf(entry);
  if (fault !== null) return { kind: 'skip', entry, reason: fault };
  if (known === null || (known.isDeleted && slice === null)) return inserted(context);
  if (slice === null) return { kind: 'skip', entry, reason: removedHere };
  return isSameSight(known.seen, seenFieldsOf(entry))
    ? { kind: 'unchanged', entry }
    : changed(context, { known, slice });
}

const removedHere = 'It was removed here, and stays removed.';
const overridesAreOff = 'It was edited in Toggl, and TOGGL_IMPORT_OVERRIDES is off.';

/**
 * Reports tell whole seconds, lists microseconds: within one second nothing is older. A deletion
 * was taken in or told when it was seen first.
 */
function isOutdated({ modifiedAt, deletedAt }: HistoryEntry, known: Imported): boolean {
  if (deletedAt !== null && known.seen.isDeleted) return true;
  return floorSecond(modifiedAt) < floorSecond(known.modifiedAt);
}

/** Taken for history once, and found to be ours since: it must not stand there twice. */
function ours({ entry, slice }: ImportContext): ImportDecision {
  if (slice !== null && !slice.isLocked) return { kind: 'delete', entry, slice };
  return { kind: 'skip', entry, reason: 'Compass made it: its slice is here already.' };
}

function deleted({ entry, known, slice }: ImportContext): ImportDecision {
  if (known === null || slice === null) return { kind: 'unchanged', entry };
  const guard = guardOf(slice, known);
  if (guard !== null) return { kind: 'conflict', entry, slice, guard, wanted: null };
  return { kind: 'delete', entry, slice };
}

function guardOf(slice: Slice, known: Imported): Guard | null {
  if (slice.isLocked) return 'locked';
  return isAsWritten(slice, known.written) ? null : 'edited-here';
}

function inserted({ entry, catalogue }: ImportContext): ImportDecision {
  const category = categoryFor(entry, catalogue);
  return { kind: 'insert', entry, wanted: wantedOf(entry, category) };
}

type Taken = Readonly<{ known: Imported; slice: Slice }>;

function changed(
  { entry, overrides, catalogue }: ImportContext,
  { known, slice }: Taken,
): ImportDecision {
  if (overrides === 'off') return { kind: 'skip', entry, reason: overridesAreOff };
  const wanted = wantedOf(entry, categoryAfter(entry, known, { slice, catalogue }));
  const guard = guardOf(slice, known);
  if (guard !== null) return { kind: 'conflict', entry, slice, guard, wanted };
  return { kind: 'update', entry, slice, wanted };
}

/** A category that was chosen before stays as long as nothing changed that it was chosen by. */
function categoryAfter(
  entry: HistoryEntry,
  { seen }: Imported,
  { slice, catalogue }: Readonly<{ slice: Slice; catalogue: Catalogue }>,
): CategoryChoice {
  const current = catalogue.categories.find(({ id }) => id === slice.categoryId);
  if (current === undefined || !isChosenTheSame(seen, entry)) return categoryFor(entry, catalogue);
  return { kind: 'known', categoryId: current.id, name: current.name };
}

function isChosenTheSame(seen: SeenFields, { projectId, description }: HistoryEntry): boolean {
  return seen.projectId === projectId && (projectId !== null || seen.description === description);
}

function wantedOf(entry: HistoryEntry, category: CategoryChoice): Wanted {
  const { startSecond, stopSecond } = entry;
  return {
    startAt: startSecond * 1000,
    endAt: (stopSecond ?? startSecond) * 1000,
    category,
    note: textOfHuman(entry.description, category.name),
  };
}
