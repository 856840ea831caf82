/** Why a slice began and why it ended, told from the journal: who, by which automation, when. */
import { isBegun, isEnded } from '../../../../core/automations/why.ts';
import type { Database } from '../../db/database.ts';
import { type ChangeOfSlice, listChangesOfSlice } from '../../store/sliceHistory.ts';

export type SliceReasons = Readonly<{
  sliceId: string;
  began: ChangeOfSlice;
  /** null while it runs. */
  ended: ChangeOfSlice | null;
  changes: readonly ChangeOfSlice[];
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
  return { sliceId, began, ended: runs(changes) ? null : ended, changes };
}

function runs(changes: readonly ChangeOfSlice[]): boolean {
  return changes.at(-1)?.after?.endAt === null;
}
