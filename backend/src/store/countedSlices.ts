/**
 * Slices as reports count them: the few columns that matter, by the index that holds exactly
 * those which reach into a range. Only reads; slices.ts writes them.
 */
import { sql } from 'kysely';
import { type Dimension, dimensions, type Source } from '../../../core/engine/slice.ts';
import type { CountedSlice } from '../../../core/reviews/figures.ts';
import type { Range } from '../../../core/time/range.ts';
import { compiledQuery } from '../db/compiled.ts';
import type { ReadConnection } from '../db/transaction.ts';
import { longestImportMs } from './importedSlices.ts';

/** Ours dimension by dimension: what runs for years in one would widen the search in all. */
export async function readCountedSlices(
  connection: ReadConnection,
  accountId: string,
  range: Range,
): Promise<CountedSlice[]> {
  const { startAt, endAt } = range;
  const found: CountedSlice[] = [];
  for (const dimension of dimensions) {
    const { rows } = await selectOurs(connection, { accountId, dimension, startAt, endAt });
    for (const row of rows) found.push(countedFromRow(row));
  }
  const earliestAt = startAt - longestImportMs;
  const { rows } = await selectImports(connection, { accountId, earliestAt, startAt, endAt });
  for (const row of rows) found.push(countedFromRow(row));
  return found;
}

type Line = Readonly<{ accountId: string; dimension: Dimension }>;

/** The last one before the range may reach into it; the sources are literals for the index. */
const selectOurs = compiledQuery((connection, values: Line & Range) => {
  const { accountId, dimension, startAt, endAt } = values;
  const ours = connection
    .selectFrom('slice')
    .where('account_id', '=', accountId)
    .where('dimension', '=', dimension)
    .where('source', '<>', sql.lit('TIMERY'));
  const previousStart = ours
    .select('start_at')
    .where('start_at', '<', startAt)
    .orderBy('start_at', 'desc')
    .limit(sql.lit(1));
  return ours
    .select(columns)
    .where('start_at', '>=', (row) => row.fn.coalesce(previousStart, sql.val(startAt)))
    .where('start_at', '<', endAt);
});

type Imports = Range & Readonly<{ accountId: string; earliestAt: number }>;

const selectImports = compiledQuery(
  (connection, { accountId, earliestAt, startAt, endAt }: Imports) =>
    connection
      .selectFrom('slice')
      .select(columns)
      .where('account_id', '=', accountId)
      .where('source', '=', sql.lit('TIMERY'))
      .where('start_at', '>', earliestAt)
      .where('start_at', '<', endAt)
      .where('end_at', '>', startAt),
);

const columns = [
  'id',
  'dimension',
  'category_id',
  'linked_task_id',
  'source',
  'start_at',
  'end_at',
] as const;

type Row = Readonly<{
  id: string;
  dimension: string;
  category_id: string;
  linked_task_id: string | null;
  source: string;
  start_at: number;
  end_at: number | null;
}>;

function countedFromRow(row: Row): CountedSlice {
  return {
    id: row.id,
    dimension: row.dimension as Dimension,
    categoryId: row.category_id,
    linkedTaskId: row.linked_task_id,
    source: row.source as Source,
    startAt: row.start_at,
    endAt: row.end_at,
  };
}

/** Where the slice starts that has so many others between it and the instant; null for none. */
export async function findStartAfter(
  connection: ReadConnection,
  after: After,
): Promise<number | null> {
  const { rows } = await selectStartAfter(connection, after);
  return rows[0]?.start_at ?? null;
}

type After = Readonly<{ accountId: string; at: number; count: number }>;

const selectStartAfter = compiledQuery((connection, { accountId, at, count }: After) =>
  connection
    .selectFrom('slice')
    .select('start_at')
    .where('account_id', '=', accountId)
    .where('start_at', '>=', at)
    .orderBy('start_at')
    .limit(sql.lit(1))
    .offset(count),
);

/** Where the history of an account begins and its last slice starts; null where there is none. */
export async function findHistoryBounds(
  connection: ReadConnection,
  accountId: string,
): Promise<Readonly<{ firstAt: number; lastAt: number }> | null> {
  const { rows: firsts } = await selectFirst(connection, { accountId });
  const { rows: lasts } = await selectLast(connection, { accountId });
  const [first] = firsts;
  const [last] = lasts;
  if (first === undefined || last === undefined) return null;
  return { firstAt: first.start_at, lastAt: last.start_at };
}

// One query each way along the index: asked for both at once, SQLite reads through all of it.
const selectFirst = compiledQuery((connection, { accountId }: { accountId: string }) =>
  starts(connection, accountId).orderBy('start_at'),
);

const selectLast = compiledQuery((connection, { accountId }: { accountId: string }) =>
  starts(connection, accountId).orderBy('start_at', 'desc'),
);

function starts(connection: ReadConnection, accountId: string) {
  return connection
    .selectFrom('slice')
    .select('start_at')
    .where('account_id', '=', accountId)
    .limit(sql.lit(1));
}
