/**
 * Reads what is wanted of entries: the slices of their links, with the category, the task, the
 * project and the modes beside each. Of slices and modes it asks for what these links need and no
 * more, so that it costs the same however much history there is.
 */
import type { Slice } from '../../../core/engine/slice.ts';
import { invariant } from '../../../core/invariant.ts';
import { projectOrAdopted } from '../../../core/projection/adoptForeign.ts';
import {
  desiredEntry,
  type HealthSending,
  type ModeSlice,
  tagsDueAt,
} from '../../../core/projection/desired.ts';
import type { EntryFields } from '../../../core/projection/entry.ts';
import type { Link } from '../../../core/projection/link.ts';
import { modesBeside, stretchesOf } from '../../../core/projection/modesBeside.ts';
import { ownProjectOf } from '../../../core/projection/ownProject.ts';
import { type KnownProjects, projectFor } from '../../../core/projection/project.ts';
import { asSettled, settledKey } from '../../../core/projection/settledText.ts';
import type { Item } from '../../../core/projection/world.ts';
import type { ReadConnection } from '../db/transaction.ts';
import type { Category } from '../store/categories.ts';
import { listModesBeside, type ModeRow } from '../store/modeSlices.ts';
import { findSlices } from '../store/slices.ts';
import { findTaskNames } from '../store/tasks.ts';
import type { TogglConnection } from '../store/togglConnections.ts';
import { linksOfEntries } from '../store/togglLinks.ts';
import { projectsKnownTo } from '../store/togglProjects.ts';

type ReadItemsOptions = Readonly<{
  connection: TogglConnection;
  debounceMs: number;
  health: HealthSending;
  /** Those that are gone too: while a merge goes on, slices of theirs are left. */
  categories: readonly Category[];
  /** As if the slices were of this category. */
  categoryId?: string | undefined;
}>;

/** Links with what is wanted of their entries today. */
export async function readItems(
  db: ReadConnection,
  links: readonly Link[],
  { connection, debounceMs, health, categories, categoryId }: ReadItemsOptions,
): Promise<readonly Item[]> {
  const { accountId } = connection;
  const ids = links.map(({ sliceId }) => sliceId);
  const found = await findSlices(db, accountId, ids);
  const slices = categoryId === undefined ? found : found.map((one) => ({ ...one, categoryId }));
  const context = {
    connection,
    slices: new Map(slices.map((slice) => [slice.id, slice])),
    modes: await readModes(db, accountId, slices),
    categories: new Map(categories.map((category) => [category.id, category])),
    taskNames: await taskNamesOf(db, accountId, slices),
    projects: await projectsKnownTo(db, connection),
    debounceMs,
    health,
  };
  return links.map((link) => toItem(link, context));
}

/**
 * Of entries of ours that are seen without a look of their own: each should hold what was applied.
 * Where a field of it is held something else may be wanted, which the next look compares.
 */
export async function itemsOfEntries(
  db: ReadConnection,
  accountId: string,
  entryIds: readonly number[],
): Promise<readonly Pick<Item, 'link' | 'desired'>[]> {
  const links = await linksOfEntries(db, accountId, entryIds);
  return links.map((link) => ({ link, desired: link.applied }));
}

function taskNamesOf(
  db: ReadConnection,
  accountId: string,
  slices: readonly Slice[],
): Promise<ReadonlyMap<string, string>> {
  const ids = slices.flatMap(({ linkedTaskId }) => linkedTaskId ?? []);
  return findTaskNames(db, accountId, ids);
}

async function readModes(
  db: ReadConnection,
  accountId: string,
  slices: readonly Slice[],
): Promise<readonly ModeRow[]> {
  const modes: ModeRow[] = [];
  for (const stretch of stretchesOf(slices)) {
    modes.push(...(await listModesBeside(db, accountId, stretch)));
  }
  return modes;
}

type ItemContext = Readonly<{
  connection: TogglConnection;
  /** By id. */
  slices: ReadonlyMap<string, Slice>;
  modes: readonly ModeRow[];
  /** By id. */
  categories: ReadonlyMap<string, Category>;
  /** By id, of the tasks that the slices are linked to. */
  taskNames: ReadonlyMap<string, string>;
  projects: KnownProjects;
  debounceMs: number;
  health: HealthSending;
}>;

function toItem(link: Link, context: ItemContext): Item {
  const slice = context.slices.get(link.sliceId);
  if (slice === undefined) return { link, desired: null, tagsDueAt: 0 };
  const modes = modesBeside(slice, context.modes);
  const desired = desiredOf(link, { slice, modes, context });
  return {
    link,
    desired: asSettled(link, slice, desired),
    tagsDueAt: tagsDueAt(modes, context.debounceMs),
    settledKey: settledKey(slice),
  };
}

function desiredOf(
  link: Link,
  from: Readonly<{ slice: Slice; modes: readonly ModeSlice[]; context: ItemContext }>,
): EntryFields | null {
  const { slice, modes, context } = from;
  const category = context.categories.get(slice.categoryId);
  invariant(category, `slice ${slice.id} is of a category of its account`);
  const ownId = projectIdOf(link, category, context);
  const projectId = projectOrAdopted(link, { categoryId: slice.categoryId, ownId });
  const { debounceMs, health } = context;
  // A link to what is no task of ours says nothing that could be shown.
  const text = context.taskNames.get(slice.linkedTaskId ?? '') ?? category.name;
  return desiredEntry({ slice, text, projectId, modes, debounceMs, health });
}

/** The projects known are those of the present workspace: an entry in another one keeps ours. */
function projectIdOf(
  link: Link,
  category: Category,
  { connection, projects }: ItemContext,
): number | null {
  const isElsewhere = link.workspaceId !== connection.workspaceId;
  return isElsewhere ? ownProjectOf(link) : projectFor(category, projects);
}
