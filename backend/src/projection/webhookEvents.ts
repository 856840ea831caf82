/**
 * Takes in what a webhook told, for nothing: entries of ours are compared as after any sight, and
 * a timer that a person started in Timery becomes an offer within a second.
 *
 * Invariant: an event is no list. What it does not show it tells nothing of, and an older one than
 * what was seen since changes nothing.
 */
import { afterSight } from '../../../core/projection/afterReading.ts';
import type { ObservedEntry } from '../../../core/projection/entry.ts';
import { isLaterEvent } from '../../../core/projection/eventOrder.ts';
import { startedInTimeryWarning } from '../../../core/projection/foreign.ts';
import type { Link } from '../../../core/projection/link.ts';
import type { World } from '../../../core/projection/world.ts';
import type { Database } from '../db/database.ts';
import type { ReadConnection } from '../db/transaction.ts';
import type { TogglConnection } from '../store/togglConnections.ts';
import { importedOfEntries } from '../store/togglImported.ts';
import { markEventTaken, untakenWebhookEvents } from '../store/togglWebhooks.ts';
import { itemsOfEntries } from './items.ts';
import { recordSeen } from './record.ts';

type Taking = Readonly<{
  connection: TogglConnection;
  world: World;
  now: number;
  newId: () => string;
}>;

/** Answers whether there were any. */
export async function takeWebhookEvents(database: Database, taking: Taking): Promise<boolean> {
  const { connection, world, now, newId } = taking;
  const { accountId } = connection;
  const told = await untakenWebhookEvents(database.reader, accountId);
  if (told.length === 0) return false;
  const passed = await withoutPassed(database.reader, accountId, told);
  const entryIds = passed.map(({ id }) => id);
  const others = await itemsOfEntries(database.reader, accountId, entryIds);
  const links = others.map(({ link }) => link);
  const entries = passed.filter((entry) => !isSeenAlready(entry, links));
  const after = afterSight(world, { entries, others });
  const known = new Set(world.foreignRunning.map(({ entryId }) => entryId));
  const offers = after.foreignRunning
    .filter(({ entry, origin }) => origin === 'human' && !known.has(entry.id))
    .map(({ entry }) => startedInTimeryWarning(entry));
  await database.write(async (tx) => {
    const warnings = [...after.warnings, ...offers];
    await recordSeen(tx, { connection, after: { ...after, warnings }, now, newId });
    for (const entry of told) await markEventTaken(tx, accountId, entry);
  });
  return true;
}

/** What Toggl did on its own in the second in which we wrote last is no human's edit. */
function isSeenAlready(event: ObservedEntry, links: readonly Link[]): boolean {
  const link = links.find(({ entryId }) => entryId === event.id);
  const { observed = null, seenModifiedAt: modifiedAt = null } = link ?? {};
  if (observed === null || modifiedAt === null) return false;
  return !isLaterEvent(event, { ...observed, modifiedAt, deletedAt: null });
}

/** A start told after the entry was seen to end would have it run again. */
async function withoutPassed(
  db: ReadConnection,
  accountId: string,
  told: readonly ObservedEntry[],
): Promise<readonly ObservedEntry[]> {
  const entryIds = told.map(({ id }) => id);
  const imported = await importedOfEntries(db, accountId, entryIds);
  return told.filter((entry) => {
    const seenAt = imported.get(entry.id)?.modifiedAt ?? 0;
    return entry.stopSecond !== null || entry.modifiedAt > seenAt;
  });
}
