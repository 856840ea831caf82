/** What the journal tells of one slice: who began it, and all that happened to it. Only reads. */
import { sql } from 'kysely';
import type { Slice } from '../../../core/engine/slice.ts';
import { compiledQuery } from '../db/compiled.ts';
import type { ReadConnection } from '../db/transaction.ts';
import { type Change, readSlice } from './journal.ts';

/** The revision that recorded a slice for the first time. */
export async function findFirstRevision(
  connection: ReadConnection,
  sliceId: string,
): Promise<number | null> {
  const row = await connection
    .selectFrom('slice_change')
    .select('revision')
    .where('slice_id', '=', sliceId)
    .orderBy('revision')
    .limit(1)
    .executeTakeFirst();
  return row?.revision ?? null;
}

type Beginning = Readonly<{ changeId: string; cause: string | null; tokenId: string }>;

/** The change that recorded a slice for the first time: who began it. */
export async function findBeginning(
  connection: ReadConnection,
  sliceId: string,
): Promise<Beginning | null> {
  const { rows } = await selectBeginning(connection, { sliceId });
  return rows[0] ?? null;
}

const selectBeginning = compiledQuery((connection, { sliceId }: { sliceId: string }) =>
  connection
    .selectFrom('slice_change')
    .innerJoin('change', 'change.id', 'slice_change.change_id')
    .select(['change.id as changeId', 'change.cause', 'change.token_id as tokenId'])
    .where('slice_change.slice_id', '=', sliceId)
    .orderBy('slice_change.revision')
    .limit(sql.lit(1)),
);

export type ChangeOfSlice = Pick<Change, 'id' | 'command' | 'tokenId' | 'cause' | 'at'> &
  Readonly<{
    tokenName: string;
    before: Slice | null;
    after: Slice | null;
  }>;

/** All that ever happened to a slice, oldest first; empty for one that never was. */
export async function listChangesOfSlice(
  connection: ReadConnection,
  accountId: string,
  sliceId: string,
): Promise<ChangeOfSlice[]> {
  const rows = await connection
    .selectFrom('slice_change')
    .innerJoin('change', 'change.id', 'slice_change.change_id')
    .innerJoin('api_token', 'api_token.id', 'change.token_id')
    .select([
      'change.id',
      'change.command',
      'change.token_id as tokenId',
      'change.cause',
      'change.at',
      'api_token.name as tokenName',
      'slice_change.before',
      'slice_change.after',
    ])
    .where('slice_change.slice_id', '=', sliceId)
    .where('slice_change.account_id', '=', accountId)
    .orderBy('slice_change.revision')
    .orderBy('slice_change.position')
    .execute();
  return rows.map((row) => ({
    ...row,
    before: readSlice(row.before),
    after: readSlice(row.after),
  }));
}
