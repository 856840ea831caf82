/**
 * A batch of rows of a file into what is there: their categories, and each where it is free.
 *
 * Invariant: a row sees what those before it made, in this batch and, on a dry run, in all others.
 */
import type { SliceChange } from '../../../../core/engine/slice.ts';
import { wholeSeconds } from '../../../../core/engine/window.ts';
import type { FileSlice } from '../../../../core/importer/fileRow.ts';
import { type ImportOverlap, type Placed, placeRow } from '../../../../core/importer/placeRow.ts';
import { unreachable } from '../../../../core/invariant.ts';
import type { Category } from '../../store/categories.ts';
import { listImportedFrom } from '../../store/importedSlices.ts';
import { readTimeline } from '../../store/timeline.ts';
import { findOrMake, insertMissing } from '../categories/namedCategories.ts';
import type { Command, Refused } from '../engineCommand.ts';
import type { ImportOverlay } from './importOverlay.ts';
import type { Outcome, SliceRow } from './importTally.ts';

type Placing = Readonly<{
  onOverlap: ImportOverlap;
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
export async function placeRows(command: Command, placing: Placing): Promise<PlacedAll | Refused> {
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
