/**
 * Reads what one plan needs: the links at hand, the newest of those that wait, the slice that
 * runs, the modes beside them. A settled link is not read again until the journal says that its
 * slice changed, and those that wait are read some at a time: the cost of a look grows neither
 * with history nor with a backlog. Newest first is the order in which they are sent, so the older
 * ones come up as these are done.
 */
import { owedProjects } from '../../../core/projection/adoptForeign.ts';
import { leastOffsetMs, offsetMs } from '../../../core/projection/clockOffset.ts';
import { type HealthSending, isProjectable } from '../../../core/projection/desired.ts';
import { type Link, newLink } from '../../../core/projection/link.ts';
import type { World } from '../../../core/projection/world.ts';
import type { ReadConnection } from '../db/transaction.ts';
import { type Category, listAllCategories } from '../store/categories.ts';
import { listWorkedTaskNames } from '../store/tasks.ts';
import { findOpenSlice } from '../store/timeline.ts';
import { listAdoptions } from '../store/togglAdoptions.ts';
import type { TogglConnection } from '../store/togglConnections.ts';
import { listForeign } from '../store/togglForeign.ts';
import { linksAtHand, linksOfSlices, newestWaitingLinks } from '../store/togglLinks.ts';
import { readItems } from './items.ts';

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
  const { accountId } = connection;
  const links = await linksToLookAt(db, connection, { waiting, health });
  const adoptions = await listAdoptions(db, accountId);
  const categories = await listAllCategories(db, accountId);
  const world: World = {
    now,
    togglOffsetMs: offsetMs(connection.clockOffset),
    togglLeastOffsetMs: leastOffsetMs(connection.clockOffset),
    items: await readItems(db, links, { ...options, categories }),
    foreignRunning: await listForeign(db, accountId),
    ownTexts: await readOwnTexts(db, accountId, categories),
    givenBackIds: adoptions.map(({ entry }) => entry.id),
    owedProjects: owedProjects(adoptions, connection),
    idleCheck: connection.idleCheck,
    traits: connection.traits,
  };
  return { world, isCut: waiting.length === mostWaiting };
}

/** What an entry of ours may say: categories, also those that are gone, and tasks. */
export async function readOwnTexts(
  db: ReadConnection,
  accountId: string,
  categories: readonly Category[],
): Promise<readonly string[]> {
  const taskNames = await listWorkedTaskNames(db, accountId);
  return [...categories.map(({ name }) => name), ...taskNames];
}

/** What runs is among them although its start is still to be taken in: it is shown first. */
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
