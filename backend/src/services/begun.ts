/** Slices with who began them, as the journal and the triggers tell. */
import type { Begun } from '../../../core/automations/doer.ts';
import { doerOf } from '../../../core/automations/doer.ts';
import { type TriggerKind, triggerNamed } from '../../../core/automations/trigger.ts';
import { foldName } from '../../../core/engine/category.ts';
import type { Slice } from '../../../core/engine/slice.ts';
import type { ReadConnection } from '../db/transaction.ts';
import { findCategoryNames } from '../store/categories.ts';
import { findBeginning } from '../store/sliceHistory.ts';
import { findTriggerByFoldedName } from '../store/triggers.ts';

export async function begunOf(
  connection: ReadConnection,
  accountId: string,
  slices: readonly Slice[],
): Promise<Begun[]> {
  const ids = slices.map(({ categoryId }) => categoryId);
  const names = await findCategoryNames(connection, accountId, ids);
  const begun: Begun[] = [];
  for (const { id, categoryId, startAt, endAt, source } of slices) {
    const { cause, tokenId } = (await findBeginning(connection, id)) ?? unknown;
    const triggerKind = await kindOf(connection, accountId, cause);
    const doer = doerOf({ source, cause, tokenId, triggerKind });
    begun.push({ category: names.get(categoryId) ?? '', startAt, endAt, doer });
  }
  return begun;
}

const unknown = { cause: null, tokenId: '' };

/** null where no trigger is named, and where it is gone: then its source tells enough. */
async function kindOf(
  connection: ReadConnection,
  accountId: string,
  cause: string | null,
): Promise<TriggerKind | null> {
  const name = triggerNamed(cause);
  if (name === null) return null;
  const foldedName = foldName(name);
  return (await findTriggerByFoldedName(connection, accountId, foldedName))?.kind ?? null;
}
