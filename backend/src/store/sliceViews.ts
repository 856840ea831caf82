/**
 * Slices as they are shown: with the name of their category and the Toggl entry they stand for.
 * Only reads; slices.ts writes them. A link that is gone names no entry, and an imported slice
 * names the entry it came from.
 */
import type { Selectable } from 'kysely';
import { type Dimension, dimensions, type Slice } from '../../../core/engine/slice.ts';
import type { Range } from '../../../core/time/range.ts';
import { compiledQuery } from '../db/compiled.ts';
import type { SliceTable } from '../db/schema.ts';
import type { ReadConnection } from '../db/transaction.ts';
import { longestImportMs } from './importedSlices.ts';
import { sliceFromRow } from './slices.ts';
import { findStartBefore } from './timeline.ts';

export type SliceView = Slice &
  Readonly<{
    /** The category's name. */
    category: string;
    togglEntryId: string | null;
  }>;

/** The last slice of a page; the next page begins below it. */
export type SliceCursor = Readonly<{ startAt: number; id: string }>;

type SliceFilter = Range &
  Readonly<{
    accountId: string;
    dimension?: Dimension | undefined;
    categoryId?: string | undefined;
    linkedTaskId?: string | undefined;
  }>;

type Page = Readonly<{ limit?: number | undefined; below?: SliceCursor | undefined }>;

/**
 * Newest first. One query each: they are the few that a command touched, and from three ids on
 * SQLite would read through all slices of the account for a list of them.
 */
export async function findSliceViews(
  connection: ReadConnection,
  accountId: string,
  sliceIds: readonly string[],
): Promise<SliceView[]> {
  const views: SliceView[] = [];
  for (const id of new Set(sliceIds)) {
    const { rows } = await selectOneView(connection, { accountId, id });
    views.push(...rows.map(viewFromRow));
  }
  return views.sort((a, b) => b.startAt - a.startAt);
}

const selectOneView = compiledQuery(
  (connection, { accountId, id }: Readonly<{ accountId: string; id: string }>) =>
    selectViews(connection, accountId).where('slice.id', '=', id),
);

export async function listOpenSliceViews(
  connection: ReadConnection,
  accountId: string,
): Promise<SliceView[]> {
  const rows = await selectViews(connection, accountId).where('slice.end_at', 'is', null).execute();
  return rows.map(viewFromRow);
}

/**
 * Slices that overlap [startAt, endAt), newest first. Those that start before the range are
 * looked for only as far back as one can reach into it: without that bound a page of last week
 * would read years of history once it runs out of matches.
 */
export async function listSliceViews(
  connection: ReadConnection,
  filter: SliceFilter,
  page: Page,
): Promise<SliceView[]> {
  const earliestAt = await earliestStart(connection, filter);
  let query = selectViews(connection, filter.accountId)
    .where('slice.start_at', '>=', earliestAt)
    .where('slice.start_at', '<', filter.endAt)
    .where(({ eb, or }) =>
      or([
        eb('slice.end_at', 'is', null),
        eb('slice.end_at', '>', filter.startAt),
        eb('slice.start_at', '>=', filter.startAt),
      ]),
    )
    .orderBy('slice.start_at', 'desc')
    .orderBy('slice.id', 'desc');
  const { dimension, categoryId, linkedTaskId } = filter;
  if (dimension !== undefined) query = query.where('slice.dimension', '=', dimension);
  if (categoryId !== undefined) query = query.where('slice.category_id', '=', categoryId);
  if (linkedTaskId !== undefined) query = query.where('slice.linked_task_id', '=', linkedTaskId);
  const rows = await cut(query, page).execute();
  return rows.map(viewFromRow);
}

/**
 * The same slices oldest first, a page at a time: each page begins above the last slice of the one
 * before, so that the last page of a million costs what the first one does. `fromAt` is where the
 * first page begins, as `firstStart` told it.
 */
export async function listSliceViewsUpwards(
  connection: ReadConnection,
  { accountId, startAt, endAt, dimension }: SliceFilter,
  { fromAt, above, limit }: UpwardsPage,
): Promise<SliceView[]> {
  let query = selectViews(connection, accountId)
    .where('slice.start_at', '>=', above?.startAt ?? fromAt)
    .where('slice.start_at', '<', endAt)
    .where(({ eb, or }) =>
      or([
        eb('slice.end_at', 'is', null),
        eb('slice.end_at', '>', startAt),
        eb('slice.start_at', '>=', startAt),
      ]),
    )
    .orderBy('slice.start_at')
    .orderBy('slice.id')
    .limit(limit);
  if (dimension !== undefined) query = query.where('slice.dimension', '=', dimension);
  if (above !== null) {
    query = query.where(({ eb, or }) =>
      or([eb('slice.start_at', '>', above.startAt), eb('slice.id', '>', above.id)]),
    );
  }
  const rows = await query.execute();
  return rows.map(viewFromRow);
}

type UpwardsPage = Readonly<{ fromAt: number; above: SliceCursor | null; limit: number }>;

/** No slice that reaches into the range starts earlier. */
export const firstStart = earliestStart;

function cut(query: ReturnType<typeof selectViews>, { limit, below }: Page) {
  const limited = limit === undefined ? query : query.limit(limit);
  if (below === undefined) return limited;
  return limited.where(({ eb, or, and }) =>
    or([
      eb('slice.start_at', '<', below.startAt),
      and([eb('slice.start_at', '=', below.startAt), eb('slice.id', '<', below.id)]),
    ]),
  );
}

async function earliestStart(
  connection: ReadConnection,
  { accountId, startAt, dimension }: SliceFilter,
): Promise<number> {
  const lines = (dimension === undefined ? dimensions : [dimension]).map((one) => ({
    accountId,
    dimension: one,
  }));
  const previous = await Promise.all(
    lines.map((line) => findStartBefore(connection, line, startAt)),
  );
  return Math.min(startAt - longestImportMs, ...previous.filter((start) => start !== null));
}

function selectViews(connection: ReadConnection, accountId: string) {
  return connection
    .selectFrom('slice')
    .innerJoin('category', 'category.id', 'slice.category_id')
    .leftJoin('toggl_link', (join) =>
      join.onRef('toggl_link.slice_id', '=', 'slice.id').on('toggl_link.state', '<>', 'gone'),
    )
    .selectAll('slice')
    .select(['category.name as category_name', 'toggl_link.entry_id as linked_entry_id'])
    .where('slice.account_id', '=', accountId);
}

type ViewRow = Selectable<SliceTable> & { category_name: string; linked_entry_id: number | null };

function viewFromRow(row: ViewRow): SliceView {
  const linked = row.linked_entry_id === null ? null : String(row.linked_entry_id);
  return {
    ...sliceFromRow(row),
    category: row.category_name,
    togglEntryId: row.source === 'TIMERY' ? row.origin_entry_id : linked,
  };
}
