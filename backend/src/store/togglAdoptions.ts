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
  return row === undefined ? null : toAdoptee(row);
}

/** Those that wait to be linked, and those that were given back. */
export async function listAdoptions(
  db: ReadConnection,
  accountId: string,
): Promise<readonly Adoptee[]> {
  const rows = await db
    .selectFrom('toggl_adoption')
    .select('body')
    .where('account_id', '=', accountId)
    .execute();
  return rows.map(toAdoptee);
}

/** When the project that is owed to this entry is tried again; null where it is owed no more. */
export async function moveOwedProject(
  tx: WriteTransaction,
  accountId: string,
  { entryId, retryAt }: Readonly<{ entryId: number; retryAt: number | null }>,
): Promise<void> {
  for (const row of await rowsOfEntry(tx, accountId, entryId)) {
    const { owed, ...adoptee } = toAdoptee(row);
    if (owed === undefined) continue;
    const moved: Adoptee = retryAt === null ? adoptee : { ...adoptee, owed: { ...owed, retryAt } };
    await tx
      .updateTable('toggl_adoption')
      .set({ body: JSON.stringify(moved) })
      .where('slice_id', '=', row.slice_id)
      .execute();
  }
}

/** Of this entry, whichever slice it was given back from. */
export async function findOwedProject(
  db: ReadConnection,
  accountId: string,
  entryId: number,
): Promise<Adoptee['owed']> {
  const rows = await rowsOfEntry(db, accountId, entryId);
  return rows.map(toAdoptee).find(({ owed }) => owed !== undefined)?.owed;
}

function rowsOfEntry(db: ReadConnection, accountId: string, entryId: number) {
  return db
    .selectFrom('toggl_adoption')
    .select(['slice_id', 'body'])
    .where('account_id', '=', accountId)
    .where('entry_id', '=', entryId)
    .execute();
}

function toAdoptee({ body }: Readonly<{ body: string }>): Adoptee {
  return JSON.parse(body) as Adoptee;
}

export async function removeAdoption(tx: WriteTransaction, sliceId: string): Promise<void> {
  await tx.deleteFrom('toggl_adoption').where('slice_id', '=', sliceId).execute();
}
