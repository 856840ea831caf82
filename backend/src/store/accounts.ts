/** The table `account`: one person's time, its zone, and the revision that counts its changes. */
import { invariant } from '../../../core/invariant.ts';
import type { DayRules } from '../../../core/time/day.ts';
import { compiledQuery } from '../db/compiled.ts';
import { dialectOf } from '../db/dialect.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

type Account = Readonly<{
  id: string;
  timeZone: string;
  dayStartMinutes: number;
  /** Grows by one with every change of slices or categories. */
  engineRevision: number;
  createdAt: number;
}>;

export async function findAccount(
  connection: ReadConnection,
  accountId: string,
): Promise<Account | null> {
  const { rows } = await selectAccount(connection, { accountId });
  return rows[0] ?? null;
}

const selectAccount = compiledQuery((connection, { accountId }: { accountId: string }) =>
  connection
    .selectFrom('account')
    .select([
      'id',
      'time_zone as timeZone',
      'day_start_minutes as dayStartMinutes',
      'engine_revision as engineRevision',
      'created_at as createdAt',
    ])
    .where('id', '=', accountId),
);

/**
 * Makes the commands of one account serial until the transaction ends. On SQLite every write
 * already is: its transaction began with the write lock.
 */
export async function lockAccount(tx: WriteTransaction, accountId: string): Promise<void> {
  if (dialectOf(tx) === 'sqlite') return;
  const { rows } = await selectForUpdate(tx, { accountId });
  invariant(rows.length === 1, `account ${accountId} exists`);
}

const selectForUpdate = compiledQuery((connection, { accountId }: { accountId: string }) =>
  connection.selectFrom('account').select('id').where('id', '=', accountId).forUpdate(),
);

/** The revision that the caller's change is counted as. Only under `lockAccount`. */
export async function bumpRevision(tx: WriteTransaction, accountId: string): Promise<number> {
  const { rows } = await increaseRevision(tx, { accountId });
  const [row] = rows;
  invariant(row, `account ${accountId} exists`);
  return row.engine_revision;
}

const increaseRevision = compiledQuery((connection, { accountId }: { accountId: string }) =>
  connection
    .updateTable('account')
    .set((row) => ({ engine_revision: row('engine_revision', '+', 1) }))
    .where('id', '=', accountId)
    .returning('engine_revision'),
);

type ChosenDays = Readonly<{ timeZone: string | null; dayStartMinutes: number | null }>;

/** null where the settings decide. */
export async function findChosenDays(
  connection: ReadConnection,
  accountId: string,
): Promise<ChosenDays> {
  return connection
    .selectFrom('account')
    .select(['chosen_time_zone as timeZone', 'chosen_day_start_minutes as dayStartMinutes'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
}

export async function chooseDays(
  tx: WriteTransaction,
  accountId: string,
  { chosen, days }: Readonly<{ chosen: ChosenDays; days: DayRules }>,
): Promise<void> {
  await tx
    .updateTable('account')
    .set({
      chosen_time_zone: chosen.timeZone,
      chosen_day_start_minutes: chosen.dayStartMinutes,
      time_zone: days.timeZone,
      day_start_minutes: days.dayStartMinutes,
    })
    .where('id', '=', accountId)
    .execute();
}

/** Makes the account, or gives it the zone and day start of the settings, unless it chose some. */
export async function ensureAccount(
  tx: WriteTransaction,
  account: Omit<Account, 'engineRevision'>,
): Promise<void> {
  const { timeZone: time_zone, dayStartMinutes: day_start_minutes } = account;
  await tx
    .insertInto('account')
    .values({
      id: account.id,
      time_zone,
      day_start_minutes,
      chosen_time_zone: null,
      chosen_day_start_minutes: null,
      engine_revision: 0,
      created_at: account.createdAt,
    })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet(({ fn, ref }) => ({
        time_zone: fn.coalesce('account.chosen_time_zone', ref('excluded.time_zone')),
        day_start_minutes: fn.coalesce(
          'account.chosen_day_start_minutes',
          ref('excluded.day_start_minutes'),
        ),
      })),
    )
    .execute();
}
