/** Toggl's own history among the slices. Only reads; slices.ts writes. */
import { sql } from 'kysely';
import type { Slice } from '../../../core/engine/slice.ts';
import type { Range } from '../../../core/time/range.ts';
import { compiledQuery } from '../db/compiled.ts';
import type { ReadConnection } from '../db/transaction.ts';
import { sliceFromRow } from './slices.ts';
import type { Line } from './timeline.ts';

/** Toggl takes no longer entry (docs/toggl-notes.md), so no imported slice reaches further. */
export const longestImportMs = 999 * 3_600_000;

/** Toggl's own history in a range. */
export async function listImported(
  connection: ReadConnection,
  { accountId, dimension }: Line,
  range: Range,
): Promise<Slice[]> {
  const rows = await connection
    .selectFrom('slice')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('dimension', '=', dimension)
    .where('source', '=', sql.lit('TIMERY'))
    .where('start_at', '>=', range.startAt - longestImportMs)
    .where('start_at', '<', range.endAt)
    .where('end_at', '>', range.startAt)
    .execute();
  return rows.map(sliceFromRow);
}

/** The same, of what starts in a range: the many rows of a file ask for a second each. */
export async function listImportedFrom(
  connection: ReadConnection,
  line: Line,
  range: Range,
): Promise<Slice[]> {
  const { rows } = await selectImportedFrom(connection, { ...line, ...range });
  return rows.map(sliceFromRow);
}

const selectImportedFrom = compiledQuery((connection, values: Line & Range) =>
  connection
    .selectFrom('slice')
    .selectAll()
    .where('account_id', '=', values.accountId)
    .where('dimension', '=', values.dimension)
    .where('source', '=', sql.lit('TIMERY'))
    .where('start_at', '>=', values.startAt)
    .where('start_at', '<', values.endAt),
);
