/**
 * The table `held_signal`: what a rule held back and why, and which starts still wait. Kept for a
 * month, as the taps are that it came with.
 */
import { type Selectable, sql } from 'kysely';
import type { Doer } from '../../../core/automations/doer.ts';
import type { Dimension } from '../../../core/engine/slice.ts';
import type { Range } from '../../../core/time/range.ts';
import type { HeldSignalTable } from '../db/automationSchema.ts';
import { compiledQuery } from '../db/compiled.ts';
import { flag } from '../db/flag.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

/** `told`: that is all. `waiting`: taken up once it is free. `gone`: its cause ended before. */
type HeldState = 'told' | 'waiting' | 'begun' | 'gone';

export type HeldSignal = Readonly<{
  accountId: string;
  lane: string;
  at: number;
  dimension: Dimension;
  isTrial: boolean;
  by: Doer['by'];
  cause: string | null;
  category: string | null;
  rule: string;
  because: string;
  untilAt: number | null;
  state: HeldState;
  createdAt: number;
}>;

/** The same signal held back once more takes the place of its row. */
export async function saveHeldSignal(tx: WriteTransaction, held: HeldSignal): Promise<void> {
  const row = rowOf(held);
  const { rule, because, until_at, state } = row;
  await tx
    .insertInto('held_signal')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['account_id', 'lane', 'at', 'dimension', 'is_trial'])
        .doUpdateSet({ rule, because, until_at, state }),
    )
    .execute();
}

export async function forgetHeldSignals(
  tx: WriteTransaction,
  accountId: string,
  createdBefore: number,
): Promise<void> {
  await tx
    .deleteFrom('held_signal')
    .where('account_id', '=', accountId)
    .where('created_at', '<', createdBefore)
    .execute();
}

/** Newest first. */
export async function listHeldSignals(
  connection: ReadConnection,
  accountId: string,
  most: number,
): Promise<HeldSignal[]> {
  const rows = await connection
    .selectFrom('held_signal')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('at', 'desc')
    .limit(most)
    .execute();
  return rows.map(fromRow);
}

type Lane = Readonly<{ accountId: string; dimension: Dimension }>;

/** Within a range of one dimension, oldest first. */
export async function listHeldWithin(
  connection: ReadConnection,
  { accountId, dimension }: Lane,
  { startAt, endAt }: Range,
): Promise<HeldSignal[]> {
  const rows = await connection
    .selectFrom('held_signal')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('dimension', '=', dimension)
    .where('at', '>=', startAt)
    .where('at', '<', endAt)
    .orderBy('at')
    .execute();
  return rows.map(fromRow);
}

/** Oldest first. Asked after every command, and hardly ever does anything wait. */
export async function listWaiting(
  connection: ReadConnection,
  accountId: string,
): Promise<HeldSignal[]> {
  const { rows } = await selectWaiting(connection, { accountId });
  return rows.map(fromRow).sort((a, b) => a.at - b.at);
}

const selectWaiting = compiledQuery((connection, { accountId }: { accountId: string }) =>
  connection
    .selectFrom('held_signal')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('state', '=', sql.lit('waiting')),
);

type Row = Selectable<HeldSignalTable>;

function rowOf(held: HeldSignal): Row {
  return {
    account_id: held.accountId,
    lane: held.lane,
    at: held.at,
    dimension: held.dimension,
    is_trial: flag(held.isTrial),
    doer: held.by,
    cause: held.cause,
    category: held.category,
    rule: held.rule,
    because: held.because,
    until_at: held.untilAt,
    state: held.state,
    created_at: held.createdAt,
  };
}

/** The texts come from `rowOf`, so they are what they were. */
function fromRow(row: Row): HeldSignal {
  return {
    accountId: row.account_id,
    lane: row.lane,
    at: row.at,
    dimension: row.dimension as Dimension,
    isTrial: row.is_trial === 1,
    by: row.doer as Doer['by'],
    cause: row.cause,
    category: row.category,
    rule: row.rule,
    because: row.because,
    untilAt: row.until_at,
    state: row.state as HeldState,
    createdAt: row.created_at,
  };
}
