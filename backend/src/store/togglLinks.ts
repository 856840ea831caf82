/**
 * Rows of toggl_link: the tie between a slice and an entry (core/projection/link.ts). The whole
 * link is one JSON text, so that a link is always read and written as one value; the columns
 * beside it serve queries.
 */
import type { Link } from '../../../core/projection/link.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

/** Well below the parameters one statement may carry on either database. */
const idsPerQuery = 500;

export async function unsettledLinks(
  db: ReadConnection,
  accountId: string,
): Promise<readonly Link[]> {
  const rows = await db
    .selectFrom('toggl_link')
    .select('body')
    .where('account_id', '=', accountId)
    .where('is_settled', '=', 0)
    .execute();
  return rows.map(toLink);
}

/** What Toggl refused and what a person should therefore be told about, settled or not. */
export async function parkedLinks(db: ReadConnection, accountId: string): Promise<readonly Link[]> {
  const rows = await db
    .selectFrom('toggl_link')
    .innerJoin('slice', 'slice.id', 'toggl_link.slice_id')
    .select('toggl_link.body')
    .where('toggl_link.account_id', '=', accountId)
    .where('toggl_link.state', '=', 'parked')
    .execute();
  return rows.map(toLink);
}

export async function linksOfSlices(
  db: ReadConnection,
  accountId: string,
  sliceIds: readonly string[],
): Promise<readonly Link[]> {
  const links: Link[] = [];
  for (let start = 0; start < sliceIds.length; start += idsPerQuery) {
    const rows = await db
      .selectFrom('toggl_link')
      .select('body')
      .where('account_id', '=', accountId)
      .where('slice_id', 'in', sliceIds.slice(start, start + idsPerQuery))
      .execute();
    links.push(...rows.map(toLink));
  }
  return links;
}

/** The links of those entries that are ours. */
export async function linksOfEntries(
  db: ReadConnection,
  accountId: string,
  entryIds: readonly number[],
): Promise<readonly Link[]> {
  const links: Link[] = [];
  for (let start = 0; start < entryIds.length; start += idsPerQuery) {
    const rows = await db
      .selectFrom('toggl_link')
      .select('body')
      .where('account_id', '=', accountId)
      .where('entry_id', 'in', entryIds.slice(start, start + idsPerQuery))
      .execute();
    links.push(...rows.map(toLink));
  }
  return links;
}

function toLink(row: Readonly<{ body: string }>): Link {
  return JSON.parse(row.body) as Link;
}

type LinkToSave = Readonly<{
  accountId: string;
  link: Link;
  /** A settled link is not looked at again until its slice changes. */
  isSettled: boolean;
  now: number;
}>;

export async function saveLink(tx: WriteTransaction, saved: LinkToSave): Promise<void> {
  const { link } = saved;
  const row = {
    slice_id: link.sliceId,
    account_id: saved.accountId,
    toggl_user_id: link.togglUserId,
    workspace_id: link.workspaceId,
    entry_id: link.entryId,
    body: JSON.stringify(link),
    state: link.state.kind,
    is_settled: saved.isSettled ? (1 as const) : (0 as const),
    updated_at: saved.now,
  };
  const { slice_id: _, ...changes } = row;
  await tx
    .insertInto('toggl_link')
    .values(row)
    .onConflict((conflict) => conflict.column('slice_id').doUpdateSet(changes))
    .execute();
}

export async function removeLink(tx: WriteTransaction, sliceId: string): Promise<void> {
  await tx.deleteFrom('toggl_link').where('slice_id', '=', sliceId).execute();
}
