/**
 * Reads what one plan needs: the links at hand, the newest of those that wait, the slice that
 * runs, the modes beside them. A settled link is not read again until the journal says that its
 * slice changed, and those that wait are read some at a time: the cost of a look grows neither
 * with history nor with a backlog. Newest first is the order in which they are sent, so the older
 * ones come up as these are done.
 */
import type { Slice } from '../../../core/engine/slice.ts';
import { owedProjects, projectOrAdopted } from '../../../core/projection/adoptForeign.ts';
import { type ClockOffset, leastOffsetMs, offsetMs } from '../../../core/projection/clockOffset.ts';
import {
  desiredEntry,
  type HealthSending,
  isProjectable,
  type ModeSlice,
  tagsDueAt,
} from '../../../core/projection/desired.ts';
import type { EntryFields } from '../../../core/projection/entry.ts';
import { type Link, newLink } from '../../../core/projection/link.ts';
import { ownProjectOf } from '../../../core/projection/ownProject.ts';
import { type KnownProjects, projectFor } from '../../../core/projection/project.ts';
import { asSettled, settledKey } from '../../../core/projection/settledText.ts';
import type { Item, World } from '../../../core/projection/world.ts';
import type { ReadConnection } from '../db/transaction.ts';
import { type Category, listAllCategories } from '../store/categories.ts';
import { listModesBeside, type ModeRow } from '../store/modeSlices.ts';
import { findSlices } from '../store/slices.ts';
import { findTaskNames, listWorkedTaskNames } from '../store/tasks.ts';
import { findOpenSlice } from '../store/timeline.ts';
import { listAdoptions } from '../store/togglAdoptions.ts';
import type { TogglConnection } from '../store/togglConnections.ts';
import { listForeign } from '../store/togglForeign.ts';
import {
  linksAtHand,
  linksOfEntries,
  linksOfSlices,
  newestWaitingLinks,
} from '../store/togglLinks.ts';
import { projectsKnownTo } from '../store/togglProjects.ts';

type WorldOptions = Readonly<{
  connection: TogglConnection;
  now: number;
  debounceMs: number;
  health: HealthSending;
  /** Of the links that can wait, how many are read; a few for a plan. */
  mostWaiting?: number;
}>;

const waitingPerLook = 100;

type ReadWorld = Readonly<{
  world: World;
  /** More wait than were read. */
  isCut: boolean;
}>;

export async function readWorld(db: ReadConnection, options: WorldOptions): Promise<ReadWorld> {
  const { connection, now, health, mostWaiting = waitingPerLook } = options;
  const waiting = await newestWaitingLinks(db, connection, mostWaiting);
  const links = await linksToLookAt(db, connection, { waiting, health });
  const slices = await slicesOf(db, connection.accountId, links);
  const modes = await modesBeside(db, connection.accountId, slices);
  // Those that are gone too: while a merge goes on, slices of theirs are left.
  const categories = await listAllCategories(db, connection.accountId);
  const taskNames = await taskNamesOf(db, connection.accountId, slices);
  const adoptions = await listAdoptions(db, connection.accountId);
  const context = {
    connection,
    slices,
    modes,
    categories,
    taskNames,
    projects: await projectsKnownTo(db, connection),
    debounceMs: options.debounceMs,
    health,
  };
  const world: World = {
    now,
    togglOffsetMs: offsetOf(connection.clockOffset),
    togglLeastOffsetMs: leastOffsetMs(connection.clockOffset),
    items: links.map((link) => toItem(link, context)),
    foreignRunning: await listForeign(db, connection.accountId),
    ownTexts: [
      ...categories.map(({ name }) => name),
      ...(await listWorkedTaskNames(db, connection.accountId)),
    ],
    givenBackIds: adoptions.map(({ entry }) => entry.id),
    owedProjects: owedProjects(adoptions, connection),
    idleCheck: connection.idleCheck,
    traits: connection.traits,
  };
  return { world, isCut: waiting.length === mostWaiting };
}

export function offsetOf(clockOffset: ClockOffset | null): number {
  return offsetMs(clockOffset);
}

async function linksToLookAt(
  db: ReadConnection,
  connection: TogglConnection,
  { waiting, health }: Readonly<{ waiting: readonly Link[]; health: HealthSending }>,
): Promise<readonly Link[]> {
  const { accountId, togglUserId, workspaceId } = connection;
  const running = await findOpenSlice(db, { accountId, dimension: 'PRIMARY' });
  const links = [...(await linksAtHand(db, connection)), ...waiting].map((link) =>
    isNeverSent(link) ? { ...link, workspaceId } : link,
  );
  if (running === null || !isProjectable(running, health)) return links;
  if (links.some(({ sliceId }) => sliceId === running.id)) return links;
  const [known] = await linksOfSlices(db, accountId, [running.id]);
  if (known !== undefined && known.togglUserId !== togglUserId) return links;
  return [...links, known ?? newLink({ sliceId: running.id, togglUserId, workspaceId })];
}

/** An entry stays in the workspace it was made in; what was never made goes to the present one. */
function isNeverSent({ state, entryId, retiredEntryIds, deletedEntryIds }: Link): boolean {
  if (state.kind !== 'wanted' && state.kind !== 'parked') return false;
  if (entryId !== null || state.earlier !== null) return false;
  return retiredEntryIds.length === 0 && deletedEntryIds.length === 0;
}

async function slicesOf(
  db: ReadConnection,
  accountId: string,
  links: readonly Link[],
): Promise<ReadonlyMap<string, Slice>> {
  const slices = await findSlices(
    db,
    accountId,
    links.map(({ sliceId }) => sliceId),
  );
  return new Map(slices.map((slice) => [slice.id, slice]));
}

function taskNamesOf(
  db: ReadConnection,
  accountId: string,
  slices: ReadonlyMap<string, Slice>,
): Promise<ReadonlyMap<string, string>> {
  const ids = [...slices.values()].flatMap(({ linkedTaskId }) => linkedTaskId ?? []);
  return findTaskNames(db, accountId, ids);
}

async function modesBeside(
  db: ReadConnection,
  accountId: string,
  slices: ReadonlyMap<string, Slice>,
): Promise<readonly ModeRow[]> {
  const modes: ModeRow[] = [];
  for (const stretch of stretchesOf([...slices.values()])) {
    modes.push(...(await listModesBeside(db, accountId, stretch)));
  }
  return modes;
}

type ReadItemsOptions = Omit<WorldOptions, 'now' | 'mostWaiting'> &
  Readonly<{
    /** As if the slices were of this category. */
    categoryId?: string | undefined;
  }>;

/** Links that no look reads, with what would be wanted of their entries today. */
export async function readItems(
  db: ReadConnection,
  links: readonly Link[],
  { connection, debounceMs, health, categoryId }: ReadItemsOptions,
): Promise<readonly Item[]> {
  const found = await slicesOf(db, connection.accountId, links);
  const slices = new Map(
    [...found].map(([id, slice]) => [id, { ...slice, categoryId: categoryId ?? slice.categoryId }]),
  );
  const context = {
    connection,
    slices,
    modes: await modesBeside(db, connection.accountId, slices),
    categories: await listAllCategories(db, connection.accountId),
    taskNames: await taskNamesOf(db, connection.accountId, slices),
    projects: await projectsKnownTo(db, connection),
    debounceMs,
    health,
  };
  return links.map((link) => toItem(link, context));
}

/**
 * Of entries of ours that a reading shows. A settled one should hold what was applied; only where
 * a field of it is held may something else be wanted.
 */
export async function itemsOfEntries(
  db: ReadConnection,
  entryIds: readonly number[],
  options: ReadItemsOptions,
): Promise<readonly Pick<Item, 'link' | 'desired'>[]> {
  const links = await linksOfEntries(db, options.connection.accountId, entryIds);
  const held = links.filter((link) => link.held.length > 0);
  const others = links.filter((link) => link.held.length === 0);
  return [
    ...others.map((link) => ({ link, desired: link.applied })),
    ...(held.length === 0 ? [] : await readItems(db, held, options)),
  ];
}

type Stretch = Readonly<{ startAt: number; endAt: number | null }>;

const stretchGapMs = 3_600_000;

/**
 * Slices that lie near each other are asked for together, so that one from last year does not have
 * a year of modes read. They come in the order of their starts.
 *
 *   slices      [──)[───)                        [──)  [── runs
 *   stretches   ├───────┤                        ├─────────────▶
 */
function stretchesOf(slices: readonly Slice[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const { startAt, endAt } of slices) {
    const last = stretches.at(-1);
    const isNear =
      last !== undefined && (last.endAt === null || startAt - last.endAt <= stretchGapMs);
    if (!isNear) stretches.push({ startAt, endAt });
    else
      stretches[stretches.length - 1] = { startAt: last.startAt, endAt: later(last.endAt, endAt) };
  }
  return stretches;
}

function later(left: number | null, right: number | null): number | null {
  return left === null || right === null ? null : Math.max(left, right);
}

type ItemContext = Readonly<{
  connection: TogglConnection;
  slices: ReadonlyMap<string, Slice>;
  modes: readonly ModeRow[];
  categories: readonly Category[];
  /** By id, of the tasks that the slices are linked to. */
  taskNames: ReadonlyMap<string, string>;
  projects: KnownProjects;
  debounceMs: number;
  health: HealthSending;
}>;

function toItem(link: Link, context: ItemContext): Item {
  const slice = context.slices.get(link.sliceId);
  if (slice === undefined) return { link, desired: null, tagsDueAt: 0 };
  const modes = context.modes
    .filter((mode) => mode.endAt === null || mode.endAt >= slice.startAt)
    .filter((mode) => slice.endAt === null || mode.startAt <= slice.endAt);
  const desired = desiredOf(link, { slice, modes, context });
  return {
    link,
    desired: desired === null ? null : asSettled(link, slice, desired),
    tagsDueAt: tagsDueAt(modes, context.debounceMs),
    settledKey: settledKey(slice),
  };
}

function desiredOf(
  link: Link,
  from: Readonly<{ slice: Slice; modes: readonly ModeSlice[]; context: ItemContext }>,
): EntryFields | null {
  const { slice, modes, context } = from;
  const category = categoryOf(slice.categoryId, context);
  const ownId = projectIdOf(link, category, context);
  const projectId = projectOrAdopted(link, { categoryId: slice.categoryId, ownId });
  const { debounceMs, health } = context;
  // A link to what is no task of ours says nothing that could be shown.
  const text = context.taskNames.get(slice.linkedTaskId ?? '') ?? category?.name ?? '';
  return desiredEntry({ slice, text, projectId, modes, debounceMs, health });
}

/** The projects known are those of the present workspace: an entry in another one keeps ours. */
function projectIdOf(
  link: Link,
  category: Category | undefined,
  { connection, projects }: ItemContext,
): number | null {
  if (link.workspaceId !== connection.workspaceId) return ownProjectOf(link);
  return category === undefined ? null : projectFor(category, projects);
}

function categoryOf(categoryId: string, context: ItemContext): Category | undefined {
  return context.categories.find(({ id }) => id === categoryId);
}
