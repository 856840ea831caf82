/**
 * Why a slice began and why it ended, told from the journal: who, by which automation, when. And
 * what rules held back while it ran, which no journal tells because nothing changed.
 */
import { isBegun, isEnded } from '../../../../core/automations/why.ts';
import type { Database } from '../../db/database.ts';
import type { ReadConnection } from '../../db/transaction.ts';
import { type HeldSignal, listHeldWithin } from '../../store/heldSignals.ts';
import { type ChangeOfSlice, listChangesOfSlice } from '../../store/sliceHistory.ts';

export type SliceReasons = Readonly<{
  sliceId: string;
  began: ChangeOfSlice;
  /** null while it runs. */
  ended: ChangeOfSlice | null;
  changes: readonly ChangeOfSlice[];
  /** What rules held back in its dimension while it ran. */
  held: readonly HeldSignal[];
}>;

/** null for a slice that never was; one that was deleted still tells. */
export async function findReasons(
  { reader }: Database,
  accountId: string,
  sliceId: string,
): Promise<SliceReasons | null> {
  const changes = await listChangesOfSlice(reader, accountId, sliceId);
  const began = changes.findLast(isBegun) ?? changes[0];
  if (began === undefined) return null;
  const ended = changes.findLast(isEnded) ?? null;
  const held = await heldDuring(reader, accountId, changes);
  return { sliceId, began, ended: runs(changes) ? null : ended, changes, held };
}

function runs(changes: readonly ChangeOfSlice[]): boolean {
  return changes.at(-1)?.after?.endAt === null;
}

/** A slice that was deleted ran as its last change found it. */
async function heldDuring(
  reader: ReadConnection,
  accountId: string,
  changes: readonly ChangeOfSlice[],
): Promise<HeldSignal[]> {
  const last = changes.at(-1);
  const slice = last?.after ?? last?.before;
  if (!slice) return [];
  const { dimension, startAt, endAt } = slice;
  const range = { startAt, endAt: endAt ?? Number.MAX_SAFE_INTEGER };
  return listHeldWithin(reader, { accountId, dimension }, range);
}
