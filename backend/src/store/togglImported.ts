/**
 * Rows of toggl_imported: of each entry that was taken in, how it was seen and what was written.
 * A row outlives its slice, so that what a person removed here is not taken in again.
 */
import type { Imported } from '../../../core/importer/historyEntry.ts';
import { compiledQuery } from '../db/compiled.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

const idsPerQuery = 500;

export async function importedOfEntries(
  db: ReadConnection,
  accountId: string,
  entryIds: readonly number[],
): Promise<ReadonlyMap<number, Imported>> {
  const found = new Map<number, Imported>();
  for (let start = 0; start < entryIds.length; start += idsPerQuery) {
    const rows = await db
      .selectFrom('toggl_imported')
      .select(['entry_id', 'body'])
      .where('account_id', '=', accountId)
      .where('entry_id', 'in', entryIds.slice(start, start + idsPerQuery))
      .execute();
    for (const row of rows) found.set(row.entry_id, toImported(row));
  }
  return found;
}

function toImported({ body }: Readonly<{ body: string }>): Imported {
  type Seen = Imported['seen'];
  type Later = Readonly<{ seen: Omit<Seen, 'isDeleted'> & Partial<Seen> }>;
  const imported = JSON.parse(body) as Omit<Imported, 'seen'> & Later;
  // Rows of before this was kept lack it: only what left with its entry was surely seen deleted.
  return { ...imported, seen: { isDeleted: imported.isDeleted, ...imported.seen } };
}

export async function rememberImported(
  tx: WriteTransaction,
  accountId: string,
  imported: readonly Imported[],
): Promise<void> {
  for (const one of imported) {
    await upsertImported(tx, {
      account_id: accountId,
      entry_id: one.entryId,
      slice_id: one.sliceId,
      body: JSON.stringify(one),
    });
  }
}

type Row = Readonly<{ account_id: string; entry_id: number; slice_id: string; body: string }>;

const upsertImported = compiledQuery((db, row: Row) =>
  db
    .insertInto('toggl_imported')
    .values({
      account_id: row.account_id,
      entry_id: row.entry_id,
      slice_id: row.slice_id,
      body: row.body,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['account_id', 'entry_id'])
        .doUpdateSet({ slice_id: row.slice_id, body: row.body }),
    ),
);
