/**
 * Rows of toggl_adoption: slices that took a running entry over, until they are linked to it, and
 * once more after that was undone.
 */
import type { Adoptee } from '../../../core/projection/adoptForeign.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

export async function insertAdoption(
  tx: WriteTransaction,
  accountId: string,
  { sliceId, adoptee }: Readonly<{ sliceId: string; adoptee: Adoptee }>,
): Promise<void> {
  await tx
    .insertInto('toggl_adoption')
    .values({
      slice_id: sliceId,
      account_id: accountId,
      entry_id: adoptee.entry.id,
      body: JSON.stringify(adoptee),
    })
    .execute();
}

export async function findAdoption(db: ReadConnection, sliceId: string): Promise<Adoptee | null> {
  const row = await db
    .selectFrom('toggl_adoption')
    .select('body')
    .where('slice_id', '=', sliceId)
    .executeTakeFirst();
  return row === undefined ? null : (JSON.parse(row.body) as Adoptee);
}

/** Of those that wait to be linked, and of those that were given back. */
export async function listAdoptedEntryIds(
  db: ReadConnection,
  accountId: string,
): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('toggl_adoption')
    .select('entry_id')
    .where('account_id', '=', accountId)
    .execute();
  return rows.map((row) => row.entry_id);
}

export async function removeAdoption(tx: WriteTransaction, sliceId: string): Promise<void> {
  await tx.deleteFrom('toggl_adoption').where('slice_id', '=', sliceId).execute();
}
