/** What it would cost to have past entries follow their category: told before it is asked for. */
import { type HealthSending, isProjectable } from '../../../../core/projection/desired.ts';
import type { Link } from '../../../../core/projection/link.ts';
import {
  noRefresh,
  type RefreshPrice,
  refreshing,
  refreshPrice,
} from '../../../../core/projection/refresh.ts';
import type { Item } from '../../../../core/projection/world.ts';
import type { Database } from '../../db/database.ts';
import { readItems } from '../../projection/items.ts';
import { findCategory, listAllCategories } from '../../store/categories.ts';
import { findOpenSlice } from '../../store/timeline.ts';
import { findTogglConnection } from '../../store/togglConnections.ts';
import { settledLinksOfCategory } from '../../store/togglLinks.ts';

export type Merging = Readonly<{ categoryId: string; intoId: string }>;

type PriceOptions = Readonly<{ database: Database; debounceMs: number; health: HealthSending }>;

const linksAtOnce = 500;

/** The entry that runs has its text changed by a call of its own. */
export async function priceOfMerge(
  options: PriceOptions,
  accountId: string,
  merging: Merging,
): Promise<RefreshPrice> {
  const { reader } = options.database;
  // The merge itself tells that there is no such category.
  if ((await findCategory(reader, accountId, merging.intoId)) === null) return noRefresh;
  const price = await priceOfRefresh(options, accountId, merging);
  const running = await findOpenSlice(reader, { accountId, dimension: 'PRIMARY' });
  const isConnected = (await findTogglConnection(reader, accountId)) !== null;
  const isRunning =
    running?.categoryId === merging.categoryId && isProjectable(running, options.health);
  if (!isConnected || !isRunning) return price;
  return { ...price, entries: price.entries + 1, calls: price.calls + 1 };
}

export async function priceOfRefresh(
  { database: { reader }, debounceMs, health }: PriceOptions,
  accountId: string,
  { categoryId, intoId }: Readonly<{ categoryId: string; intoId: string | undefined }>,
): Promise<RefreshPrice> {
  const connection = await findTogglConnection(reader, accountId);
  if (connection === null) return noRefresh;
  const categories = await listAllCategories(reader, accountId);
  const asked = { connection, debounceMs, health, categories, categoryId: intoId };
  const items: Item[] = [];
  let afterSliceId: string | undefined = '';
  while (afterSliceId !== undefined) {
    const page = { categoryId, afterSliceId, most: linksAtOnce };
    const links: readonly Link[] = await settledLinksOfCategory(reader, connection, page);
    items.push(...(await readItems(reader, links.map(refreshing), asked)));
    afterSliceId = links.at(-1)?.sliceId;
  }
  return refreshPrice(items, connection.traits);
}
