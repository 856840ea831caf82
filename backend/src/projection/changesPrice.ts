/**
 * The price of what a transaction has changed and not committed: the projection's own taking-in and
 * its own comparison, carried out inside of it. So a price cannot be told by other rules than those
 * by which the calls are then planned.
 *
 * It writes links, so it belongs into a transaction that is rolled back. Nothing in here waits for
 * Toggl.
 */
import { callsToSettle } from '../../../core/projection/changesPrice.ts';
import type { HealthSending } from '../../../core/projection/desired.ts';
import type { WriteTransaction } from '../db/transaction.ts';
import { listAllCategories } from '../store/categories.ts';
import { findOpenSlice } from '../store/timeline.ts';
import { findTogglConnection, type TogglConnection } from '../store/togglConnections.ts';
import { linksOfSlices } from '../store/togglLinks.ts';
import { takeIn } from './ingest.ts';
import { readItems } from './items.ts';

export type Priced = Readonly<{
  accountId: string;
  /** Those that the transaction touched, deleted ones too. */
  sliceIds: readonly string[];
  now: number;
}>;

export async function changesPrice(
  tx: WriteTransaction,
  { accountId, sliceIds, now }: Priced,
  { debounceMs, health }: Readonly<{ debounceMs: number; health: HealthSending }>,
): Promise<number> {
  const known = await findTogglConnection(tx, accountId);
  if (known === null) return 0;
  const connection = await takeInAll(tx, known, { now, health });
  const running = await findOpenSlice(tx, { accountId, dimension: 'PRIMARY' });
  const ids = new Set(running === null ? sliceIds : [...sliceIds, running.id]);
  const links = (await linksOfSlices(tx, accountId, [...ids])).filter(
    ({ togglUserId }) => togglUserId === connection.togglUserId,
  );
  const categories = await listAllCategories(tx, accountId);
  const items = await readItems(tx, links, { connection, debounceMs, health, categories });
  return callsToSettle(items, connection.traits);
}

async function takeInAll(
  tx: WriteTransaction,
  known: TogglConnection,
  looked: Parameters<typeof takeIn>[2],
): Promise<TogglConnection> {
  let taken = await takeIn(tx, known, looked);
  while (!taken.isCaughtUp) taken = await takeIn(tx, taken.connection, looked);
  return taken.connection;
}
