/**
 * The table `firing`: taps as they were made and answered. Kept for a month: long enough for any
 * tap that arrives late, and for a Focus that was on through a holiday.
 */
import type { Selectable } from 'kysely';
import type { Range } from '../../../core/time/range.ts';
import type { FiringTable } from '../db/automationSchema.ts';
import { compiledQuery } from '../db/compiled.ts';
import { flag } from '../db/flag.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

export type Firing = Readonly<{
  id: string;
  accountId: string;
  lane: string;
  fingerprint: string;
  at: number;
  /** The instant it named for itself; null where it named none. */
  namedAt: number | null;
  /** It said `last-stop`, which is another instant where earlier taps come in later. */
  isAtLastStop: boolean;
  /** Of who made it; null for taps kept before it was. */
  tokenId: string | null;
  action: unknown;
  /** How it was called, where the action alone does not tell; null where it does. */
  manner: unknown;
  reply: unknown;
  /** It began something, so a second tap may take it back. */
  began: boolean;
  changeId: string | null;
  createdAt: number;
}>;

type Lane = Readonly<{ accountId: string; lane: string; fromAt: number }>;

/** Nobody taps so often within the minutes that are looked at. */
const mostRead = 100;

/** A storm of some hours. */
const mostWithin = 5000;

/** Those of a lane from an instant on, in the order in which they were made. */
export async function listFirings(connection: ReadConnection, lane: Lane): Promise<Firing[]> {
  const { rows } = await selectLane(connection, lane);
  return rows.map(fromRow).reverse();
}

const selectLane = compiledQuery((connection, { accountId, lane, fromAt }: Lane) =>
  connection
    .selectFrom('firing')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('lane', '=', lane)
    .where('at', '>=', fromAt)
    .orderBy('at', 'desc')
    .orderBy('created_at', 'desc')
    .limit(mostRead),
);

/** Those of all lanes that were made after an instant, in the order in which they were made. */
export async function listFiringsAfter(
  connection: ReadConnection,
  after: After,
): Promise<Firing[]> {
  const { rows } = await selectAfter(connection, after);
  return rows.map(fromRow);
}

type After = Readonly<{ accountId: string; at: number; most: number }>;

const selectAfter = compiledQuery((connection, { accountId, at, most }: After) =>
  connection
    .selectFrom('firing')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('at', '>', at)
    .orderBy('at')
    .orderBy('created_at')
    .limit(most),
);

export async function insertFiring(tx: WriteTransaction, firing: Firing): Promise<void> {
  await insertRow(tx, rowOf(firing));
}

const insertRow = compiledQuery((connection, row: Row) =>
  connection.insertInto('firing').values({
    id: row.id,
    account_id: row.account_id,
    lane: row.lane,
    fingerprint: row.fingerprint,
    at: row.at,
    named_at: row.named_at,
    is_at_last_stop: row.is_at_last_stop,
    token_id: row.token_id,
    action: row.action,
    manner: row.manner,
    reply: row.reply,
    began: row.began,
    change_id: row.change_id,
    created_at: row.created_at,
  }),
);

export async function updateFiring(tx: WriteTransaction, firing: Firing): Promise<void> {
  const { reply, began, change_id } = rowOf(firing);
  await tx
    .updateTable('firing')
    .set({ reply, began, change_id })
    .where('id', '=', firing.id)
    .execute();
}

/** Those of all lanes between two instants, as they were made; the first of very many. */
export async function listFiringsWithin(
  connection: ReadConnection,
  accountId: string,
  { startAt, endAt }: Range,
): Promise<Pick<Firing, 'lane' | 'fingerprint' | 'at'>[]> {
  return (
    connection
      .selectFrom('firing')
      .select(['lane', 'fingerprint', 'at'])
      .where('account_id', '=', accountId)
      // No tap arrives before it was made, and by this column there is an index.
      .where('created_at', '>=', startAt)
      .where('at', '>=', startAt)
      .where('at', '<', endAt)
      .orderBy('at')
      .limit(mostWithin)
      .execute()
  );
}

/** Whether a change was made by a firing of that lane. */
export async function isChangeOfLane(
  connection: ReadConnection,
  lane: string,
  changeId: string,
): Promise<boolean> {
  const row = await connection
    .selectFrom('firing')
    .select('id')
    .where('change_id', '=', changeId)
    .where('lane', '=', lane)
    .executeTakeFirst();
  return row !== undefined;
}

/** When triggers went off since an instant, oldest first. */
export async function listOffs(
  connection: ReadConnection,
  accountId: string,
  sinceAt: number,
): Promise<readonly Readonly<{ lane: string; at: number }>[]> {
  return connection
    .selectFrom('firing')
    .select(['lane', 'at'])
    .where('account_id', '=', accountId)
    .where('fingerprint', '=', 'off')
    .where('at', '>=', sinceAt)
    .orderBy('at')
    .execute();
}

export async function forgetFirings(
  tx: WriteTransaction,
  accountId: string,
  createdBefore: number,
): Promise<void> {
  await deleteOld(tx, { accountId, createdBefore });
}

const deleteOld = compiledQuery(
  (
    connection,
    { accountId, createdBefore }: Readonly<{ accountId: string; createdBefore: number }>,
  ) =>
    connection
      .deleteFrom('firing')
      .where('account_id', '=', accountId)
      .where('created_at', '<', createdBefore),
);

type Row = Selectable<FiringTable>;

function rowOf(firing: Firing): Row {
  return {
    id: firing.id,
    account_id: firing.accountId,
    lane: firing.lane,
    fingerprint: firing.fingerprint,
    at: firing.at,
    named_at: firing.namedAt,
    is_at_last_stop: flag(firing.isAtLastStop),
    token_id: firing.tokenId,
    action: JSON.stringify(firing.action),
    manner: firing.manner === null ? null : JSON.stringify(firing.manner),
    reply: JSON.stringify(firing.reply),
    began: flag(firing.began),
    change_id: firing.changeId,
    created_at: firing.createdAt,
  };
}

function fromRow(row: Row): Firing {
  return {
    id: row.id,
    accountId: row.account_id,
    lane: row.lane,
    fingerprint: row.fingerprint,
    at: row.at,
    namedAt: row.named_at,
    isAtLastStop: row.is_at_last_stop === 1,
    tokenId: row.token_id,
    action: JSON.parse(row.action),
    manner: row.manner === null ? null : JSON.parse(row.manner),
    reply: JSON.parse(row.reply),
    began: row.began === 1,
    changeId: row.change_id,
    createdAt: row.created_at,
  };
}
