/**
 * Takes in that past entries are to follow their category: some links at a time are looked at
 * again, so that no transaction grows with history, and a crash in between loses none.
 */
import { isRefreshable, refreshing } from '../../../core/projection/refresh.ts';
import type { Database } from '../db/database.ts';
import type { TogglConnection } from '../store/togglConnections.ts';
import { saveLink, settledLinksOfCategory } from '../store/togglLinks.ts';
import {
  listTogglRefreshes,
  moveTogglRefresh,
  removeTogglRefresh,
} from '../store/togglRefreshes.ts';

const linksAtOnce = 200;

export async function takeRefreshes(
  database: Database,
  connection: TogglConnection,
  now: number,
): Promise<void> {
  const [next] = await listTogglRefreshes(database.reader, connection.accountId);
  if (next === undefined) return;
  await database.write(async (tx) => {
    const { accountId } = connection;
    const links = await settledLinksOfCategory(tx, connection, { ...next, most: linksAtOnce });
    for (const link of links.filter(isRefreshable)) {
      await saveLink(tx, { accountId, link: refreshing(link), isSettled: false, now });
    }
    const afterSliceId = links.at(-1)?.sliceId;
    if (afterSliceId === undefined) await removeTogglRefresh(tx, accountId, next.categoryId);
    else await moveTogglRefresh(tx, accountId, { ...next, afterSliceId });
  });
  await takeRefreshes(database, connection, now);
}
