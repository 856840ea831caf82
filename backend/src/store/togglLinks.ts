/**
 * Rows of toggl_link: the tie between a slice and an entry (core/projection/link.ts). The whole
 * link is one JSON text, so that a link is always read and written as one value; the columns
 * beside it serve queries.
 */
import { isAtHand, type Link } from '../../../core/projection/link.ts';
import { textOfHuman } from '../../../core/projection/noteFromText.ts';
import { compiledQuery } from '../db/compiled.ts';
import { flag } from '../db/flag.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

/** Well below the parameters one statement may carry on either database. */
const idsPerQuery = 500;

type TogglOwner = Readonly<{ accountId: string; togglUserId: number }>;

/** Links of another Toggl user are frozen: this token cannot reach their entries. */
function unsettledOf(db: ReadConnection, { accountId, togglUserId }: TogglOwner) {
  return db
    .selectFrom('toggl_link')
    .where('account_id', '=', accountId)
    .where('toggl_user_id', '=', togglUserId)
    .where('is_settled', '=', 0);
}

/** Those that every look needs. */
export async function linksAtHand(db: ReadConnection, owner: TogglOwner): Promise<readonly Link[]> {
  const { rows } = await selectAtHand(db, owner);
  return rows.map(toLink);
}

const selectAtHand = compiledQuery((db, owner: TogglOwner) =>
  unsettledOf(db, owner).select('body').where('is_at_hand', '=', 1),
);

/** Of those that can wait the newest, at most so many. */
export async function newestWaitingLinks(
  db: ReadConnection,
  owner: TogglOwner,
  most: number,
): Promise<readonly Link[]> {
  const { rows } = await selectWaiting(db, { ...owner, most });
  return rows.map(toLink);
}

const selectWaiting = compiledQuery((db, owner: TogglOwner & Readonly<{ most: number }>) =>
  unsettledOf(db, owner)
    .select('body')
    .where('is_at_hand', '=', 0)
    .orderBy('start_second', 'desc')
    .limit(owner.most),
);

export async function countWaitingLinks(db: ReadConnection, owner: TogglOwner): Promise<number> {
  const row = await unsettledOf(db, owner)
    .select(({ fn }) => fn.countAll<number>().as('links'))
    .where('is_at_hand', '=', 0)
    .executeTakeFirstOrThrow();
  return Number(row.links);
}

/** Links of other Toggl users whose slices are still there. */
export async function countFrozenLinks(
  db: ReadConnection,
  { accountId, togglUserId }: TogglOwner,
): Promise<number> {
  const row = await db
    .selectFrom('toggl_link')
    .innerJoin('slice', 'slice.id', 'toggl_link.slice_id')
    .select(({ fn }) => fn.countAll<number>().as('links'))
    .where('toggl_link.account_id', '=', accountId)
    .where('toggl_user_id', '<>', togglUserId)
    .executeTakeFirstOrThrow();
  return Number(row.links);
}

/**
 * What Toggl refused and what a person should therefore be told about, settled or not. A slice that
 * is gone is left out only where it left no entry behind.
 */
export async function parkedLinks(db: ReadConnection, accountId: string): Promise<readonly Link[]> {
  const rows = await db
    .selectFrom('toggl_link')
    .leftJoin('slice', 'slice.id', 'toggl_link.slice_id')
    .select('toggl_link.body')
    .where('toggl_link.account_id', '=', accountId)
    .where('toggl_link.state', '=', 'parked')
    .where((row) => row.or([row('slice.id', 'is not', null), row('entry_id', 'is not', null)]))
    .execute();
  return rows.map(toLink);
}

/**
 * Asked for by slice alone: with the account beside many ids SQLite would read every link of the
 * account.
 */
export async function linksOfSlices(
  db: ReadConnection,
  accountId: string,
  sliceIds: readonly string[],
): Promise<readonly Link[]> {
  const links: Link[] = [];
  for (let start = 0; start < sliceIds.length; start += idsPerQuery) {
    const rows = await db
      .selectFrom('toggl_link')
      .select(['body', 'account_id'])
      .where('slice_id', 'in', sliceIds.slice(start, start + idsPerQuery))
      .execute();
    links.push(...rows.filter((row) => row.account_id === accountId).map(toLink));
  }
  return links;
}

/**
 * The links of those entries that are ours. Of those we deleted too: without them our own tombstone
 * would be taken for a human's, and the next slice of that second would never reach Toggl.
 */
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
  return entryIds.length === 0
    ? links
    : [...links, ...(await linksDeleting(db, accountId, entryIds))];
}

/** Few: an entry of ours is deleted only with its slice, or to be made anew. */
async function linksDeleting(
  db: ReadConnection,
  accountId: string,
  entryIds: readonly number[],
): Promise<readonly Link[]> {
  const rows = await db
    .selectFrom('toggl_link')
    .select('body')
    .where('account_id', '=', accountId)
    .where('entry_id', 'is', null)
    .where('body', 'not like', '%"deletedEntryIds":[]%')
    .execute();
  const asked = new Set(entryIds);
  return rows.map(toLink).filter((link) => link.deletedEntryIds.some((id) => asked.has(id)));
}

function toLink(row: Readonly<{ body: string }>): Link {
  // Rows of before these fields were kept lack them.
  type Later = 'lateWrites' | 'adopted' | 'ownProject';
  type Kept = Omit<Link, Later> & Partial<Pick<Link, Later>>;
  return { lateWrites: [], adopted: null, ownProject: null, ...(JSON.parse(row.body) as Kept) };
}

type LinkToSave = Readonly<{
  accountId: string;
  link: Link;
  /** A settled link is not looked at again until its slice changes. */
  isSettled: boolean;
  /** Of its slice; absent where that was not looked at, and stays what it was. */
  startSecond?: number | undefined;
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
    is_settled: flag(saved.isSettled),
    is_at_hand: flag(isAtHand(link)),
    updated_at: saved.now,
  };
  const text = humanText(link);
  // A text that is gone from Toggl may be written there again, and is news then.
  const texts = text === null ? { human_text: null, noted_text: null } : { human_text: text };
  const { slice_id: _, ...rest } = row;
  const { startSecond } = saved;
  const order = startSecond === undefined ? {} : { start_second: startSecond };
  const changes = { ...rest, ...texts, ...order };
  await tx
    .insertInto('toggl_link')
    .values({ ...row, start_second: startSecond ?? 0, human_text: text, noted_text: null })
    .onConflict((conflict) => conflict.column('slice_id').doUpdateSet(changes))
    .execute();
}

/** Settled links of past slices of a category, by id, from the one after this. */
export async function settledLinksOfCategory(
  db: ReadConnection,
  { accountId, togglUserId }: TogglOwner,
  page: Readonly<{ categoryId: string; afterSliceId: string; most: number }>,
): Promise<readonly Link[]> {
  const rows = await db
    .selectFrom('toggl_link')
    .innerJoin('slice', 'slice.id', 'toggl_link.slice_id')
    .select('toggl_link.body')
    .where('toggl_link.account_id', '=', accountId)
    .where('toggl_link.toggl_user_id', '=', togglUserId)
    .where('toggl_link.is_settled', '=', 1)
    .where('slice.category_id', '=', page.categoryId)
    .where('slice.end_at', 'is not', null)
    .where('toggl_link.slice_id', '>', page.afterSliceId)
    .orderBy('toggl_link.slice_id')
    .limit(page.most)
    .execute();
  return rows.map(toLink);
}

function humanText({ observed, applied }: Link): string | null {
  if (observed === null || applied === null) return null;
  return textOfHuman(observed.description, applied.description);
}

type HumanText = Readonly<{ sliceId: string; text: string; notedText: string | null }>;

/** Texts that are no note yet. Locked slices keep theirs for when they are unlocked. */
export async function unnotedTexts(
  db: ReadConnection,
  accountId: string,
): Promise<readonly HumanText[]> {
  const rows = await db
    .selectFrom('toggl_link')
    .innerJoin('slice', 'slice.id', 'toggl_link.slice_id')
    .select(['toggl_link.slice_id as sliceId', 'human_text as text', 'noted_text as notedText'])
    .where('toggl_link.account_id', '=', accountId)
    .where('human_text', 'is not', null)
    .where((row) =>
      row.or([row('noted_text', 'is', null), row('noted_text', '<>', row.ref('human_text'))]),
    )
    .where('slice.is_locked', '=', 0)
    .execute();
  return rows.flatMap(({ text, ...row }) => (text === null ? [] : [{ ...row, text }]));
}

export async function markTextNoted(
  tx: WriteTransaction,
  sliceId: string,
  text: string,
): Promise<void> {
  await tx
    .updateTable('toggl_link')
    .set({ noted_text: text })
    .where('slice_id', '=', sliceId)
    .execute();
}

export async function removeLink(tx: WriteTransaction, sliceId: string): Promise<void> {
  await tx.deleteFrom('toggl_link').where('slice_id', '=', sliceId).execute();
}
