/**
 * Rows of toggl_seen_entry: entries that a reading showed and that are not ours, until the import
 * has taken them in. The projection puts them here and the services take them: neither writes
 * what the other owns, and a crash in between loses none.
 */
import type { HistoryEntry } from '../../../core/importer/historyEntry.ts';
import { compiledQuery } from '../db/compiled.ts';
import { flag } from '../db/flag.ts';
import type { ReadConnection, WriteTransaction } from '../db/transaction.ts';

export type SeenEntry = Readonly<{ entry: HistoryEntry; importId: string | null }>;

type Seen = Readonly<{
  entries: readonly HistoryEntry[];
  importId: string | null;
  /** Read for a dry run: kept, and not taken in. */
  isHeld: boolean;
  now: number;
}>;

/** Seen again before it was taken in, an entry is what it was seen as last. */
export async function rememberSeen(
  tx: WriteTransaction,
  accountId: string,
  { entries, importId, isHeld, now }: Seen,
): Promise<void> {
  for (const entry of entries) {
    await upsertSeen(tx, {
      account_id: accountId,
      entry_id: entry.id,
      import_id: importId,
      is_held: flag(isHeld),
      body: JSON.stringify(entry),
      seen_at: now,
    });
  }
}

type Row = Readonly<{
  account_id: string;
  entry_id: number;
  import_id: string | null;
  is_held: 0 | 1;
  body: string;
  seen_at: number;
}>;

const upsertSeen = compiledQuery((db, row: Row) =>
  db
    .insertInto('toggl_seen_entry')
    .values({
      account_id: row.account_id,
      entry_id: row.entry_id,
      import_id: row.import_id,
      is_held: row.is_held,
      body: row.body,
      seen_at: row.seen_at,
    })
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'entry_id']).doUpdateSet({
        import_id: row.import_id,
        is_held: row.is_held,
        body: row.body,
        seen_at: row.seen_at,
      }),
    ),
);

/** By entry, from the one after this: those that may be taken in. */
export async function listSeen(
  db: ReadConnection,
  accountId: string,
  { afterEntryId, most }: Readonly<{ afterEntryId: number; most: number }>,
): Promise<readonly SeenEntry[]> {
  const { rows } = await selectSeen(db, { accountId, afterEntryId, most });
  return rows.map(seenFromRow);
}

type SeenPage = Readonly<{ accountId: string; afterEntryId: number; most: number }>;

const selectSeen = compiledQuery((db, { accountId, afterEntryId, most }: SeenPage) =>
  db
    .selectFrom('toggl_seen_entry')
    .select(['import_id', 'body'])
    .where('account_id', '=', accountId)
    .where('is_held', '=', 0)
    .where('entry_id', '>', afterEntryId)
    .orderBy('entry_id')
    .limit(most),
);

function seenFromRow(row: Readonly<{ import_id: string | null; body: string }>): SeenEntry {
  return { entry: JSON.parse(row.body) as HistoryEntry, importId: row.import_id };
}

/** What a dry run read. */
export async function listHeld(
  db: ReadConnection,
  accountId: string,
  importId: string,
): Promise<readonly HistoryEntry[]> {
  const rows = await db
    .selectFrom('toggl_seen_entry')
    .select('body')
    .where('account_id', '=', accountId)
    .where('import_id', '=', importId)
    .orderBy('entry_id')
    .execute();
  return rows.map(({ body }) => JSON.parse(body) as HistoryEntry);
}

/** The run that follows a dry one takes over what that one read. */
export async function handSeenOver(
  tx: WriteTransaction,
  accountId: string,
  { fromImportId, toImportId }: Readonly<{ fromImportId: string; toImportId: string }>,
): Promise<void> {
  await tx
    .updateTable('toggl_seen_entry')
    .set({ import_id: toImportId, is_held: 0 })
    .where('account_id', '=', accountId)
    .where('import_id', '=', fromImportId)
    .execute();
}

export async function forgetSeen(
  tx: WriteTransaction,
  accountId: string,
  entryIds: readonly number[],
): Promise<void> {
  for (const entry_id of entryIds) await deleteSeen(tx, { account_id: accountId, entry_id });
}

const deleteSeen = compiledQuery((db, row: Readonly<{ account_id: string; entry_id: number }>) =>
  db
    .deleteFrom('toggl_seen_entry')
    .where('account_id', '=', row.account_id)
    .where('entry_id', '=', row.entry_id),
);

export async function forgetSeenOfImport(
  tx: WriteTransaction,
  accountId: string,
  importId: string,
): Promise<void> {
  await tx
    .deleteFrom('toggl_seen_entry')
    .where('account_id', '=', accountId)
    .where('import_id', '=', importId)
    .execute();
}

/** All that dry runs read. */
export async function forgetHeld(tx: WriteTransaction, accountId: string): Promise<void> {
  await tx
    .deleteFrom('toggl_seen_entry')
    .where('account_id', '=', accountId)
    .where('is_held', '=', 1)
    .execute();
}
