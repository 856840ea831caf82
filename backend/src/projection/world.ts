/**
 * Reads what one plan needs: links that are not settled, the slice that runs, the modes beside
 * them. A settled link is not read again until the journal says that its slice changed, so the
 * cost of a look does not grow with history.
 */
import type { Slice } from '../../../core/engine/slice.ts';
import { type ClockOffset, offsetMs } from '../../../core/projection/clockOffset.ts';
import {
  desiredEntry,
  isProjectable,
  type ModeSlice,
  tagsDueAt,
} from '../../../core/projection/desired.ts';
import type { EntryFields } from '../../../core/projection/entry.ts';
import { type Link, newLink } from '../../../core/projection/link.ts';
import type { Item, World } from '../../../core/projection/plan.ts';
import { projectFor } from '../../../core/projection/project.ts';
import type { ReadConnection } from '../db/transaction.ts';
import { type Category, listCategories } from '../store/categories.ts';
import { listModesSince, type ModeRow } from '../store/modeSlices.ts';
import { findOpenSlice, findSlices } from '../store/slices.ts';
import type { TogglConnection } from '../store/togglConnections.ts';
import { listForeign } from '../store/togglForeign.ts';
import { linksOfSlices, unsettledLinks } from '../store/togglLinks.ts';
import { listTogglProjects, type TogglProject } from '../store/togglProjects.ts';

type WorldOptions = Readonly<{
  connection: TogglConnection;
  now: number;
  debounceMs: number;
}>;

export async function readWorld(db: ReadConnection, options: WorldOptions): Promise<World> {
  const { connection, now } = options;
  const links = await linksToLookAt(db, connection);
  const slices = await slicesOf(db, connection.accountId, links);
  const modes = await modesBeside(db, connection.accountId, slices);
  const context = {
    slices,
    modes,
    categories: await listCategories(db, connection.accountId),
    projects: await listTogglProjects(db, connection.accountId),
    debounceMs: options.debounceMs,
  };
  return {
    now,
    togglOffsetMs: offsetOf(connection.clockOffset),
    items: links.map((link) => toItem(link, context)),
    foreignRunning: await listForeign(db, connection.accountId),
    idleCheck: connection.idleCheck,
    traits: connection.traits,
  };
}

export function offsetOf(clockOffset: ClockOffset | null): number {
  return offsetMs(clockOffset);
}

/** Links of another Toggl user are frozen: this token cannot reach their entries. */
async function linksToLookAt(
  db: ReadConnection,
  connection: TogglConnection,
): Promise<readonly Link[]> {
  const { accountId, togglUserId, workspaceId } = connection;
  const unsettled = await unsettledLinks(db, accountId);
  const running = await findOpenSlice(db, { accountId, dimension: 'PRIMARY' });
  const links = unsettled.filter((link) => link.togglUserId === togglUserId);
  if (running === null || !isProjectable(running)) return links;
  if (links.some(({ sliceId }) => sliceId === running.id)) return links;
  const [known] = await linksOfSlices(db, accountId, [running.id]);
  if (known !== undefined && known.togglUserId !== togglUserId) return links;
  return [...links, known ?? newLink({ sliceId: running.id, togglUserId, workspaceId })];
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

async function modesBeside(
  db: ReadConnection,
  accountId: string,
  slices: ReadonlyMap<string, Slice>,
): Promise<readonly ModeRow[]> {
  if (slices.size === 0) return [];
  const startAt = Math.min(...[...slices.values()].map((slice) => slice.startAt));
  return listModesSince(db, accountId, startAt);
}

type ItemContext = Readonly<{
  slices: ReadonlyMap<string, Slice>;
  modes: readonly ModeRow[];
  categories: readonly Category[];
  projects: readonly TogglProject[];
  debounceMs: number;
}>;

function toItem(link: Link, context: ItemContext): Item {
  const slice = context.slices.get(link.sliceId);
  if (slice === undefined) return { link, desired: null, tagsDueAt: 0 };
  const modes = context.modes
    .filter((mode) => mode.endAt === null || mode.endAt >= slice.startAt)
    .filter((mode) => slice.endAt === null || mode.startAt <= slice.endAt);
  return {
    link,
    desired: desiredOf(link, { slice, modes, context }),
    tagsDueAt: tagsDueAt(modes, context.debounceMs),
  };
}

function desiredOf(
  link: Link,
  from: Readonly<{ slice: Slice; modes: readonly ModeSlice[]; context: ItemContext }>,
): EntryFields | null {
  const { slice, modes, context } = from;
  const category = categoryOf(slice.categoryId, context);
  const chosenId = category === undefined ? null : projectFor(category, context.projects);
  const projectId = chosenId === link.refusedProjectId ? null : chosenId;
  const { debounceMs } = context;
  return desiredEntry({ slice, text: category?.name ?? '', projectId, modes, debounceMs });
}

function categoryOf(categoryId: string, context: ItemContext): Category | undefined {
  return context.categories.find(({ id }) => id === categoryId);
}
