/**
 * Running entries that a person takes over from Timery, and gives back by undoing it. Both are
 * written with the links of the slices they belong to, and neither calls Toggl.
 *
 *   foreign ──adopt──▶ linked to its slice ──undo of the adoption──▶ foreign again
 *
 * Invariant: an entry that was given back is deleted by nobody but its human.
 */
import type { Slice } from '../../../core/engine/slice.ts';
import { type Adoptee, adoptedLink, givenBack } from '../../../core/projection/adoptForeign.ts';
import type { Link } from '../../../core/projection/link.ts';
import type { WriteTransaction } from '../db/transaction.ts';
import {
  findOwedProject,
  insertAdoption,
  moveOwedProject,
  removeAdoption,
} from '../store/togglAdoptions.ts';
import type { TogglConnection } from '../store/togglConnections.ts';
import { forgetForeign, rememberForeign } from '../store/togglForeign.ts';
import { removeLink } from '../store/togglLinks.ts';
import { closeOffers, closeWarningsExcept } from '../store/togglWarnings.ts';

/**
 * The entry is foreign no longer, and nothing is to be asked about it any more. A project that it
 * was still to be given back is not: whether it was is in doubt, so ours is written again.
 */
export async function takeOver(
  tx: WriteTransaction,
  { accountId, togglUserId }: TogglConnection,
  { slice, adoptee, now }: Readonly<{ slice: Slice; adoptee: Adoptee; now: number }>,
): Promise<Link> {
  const { id: sliceId, categoryId } = slice;
  const { id: entryId } = adoptee.entry;
  const owed = await findOwedProject(tx, accountId, entryId);
  await moveOwedProject(tx, accountId, { entryId, retryAt: null });
  await removeAdoption(tx, sliceId);
  await forgetForeign(tx, accountId, [entryId]);
  await closeOffers(tx, accountId, { entryIds: [entryId], now });
  return adoptedLink({ sliceId, categoryId, togglUserId }, { ...adoptee, owed });
}

/**
 * The row of the adoption comes back as well: redone, it takes over the same entry once more, and
 * what is asked about edits of it now is asked again then. One that is gone runs no more.
 */
export async function giveBack(
  tx: WriteTransaction,
  accountId: string,
  { link, now }: Readonly<{ link: Link; now: number }>,
): Promise<void> {
  const { sliceId } = link;
  await removeLink(tx, sliceId);
  await closeWarningsExcept(tx, accountId, { sliceId, waiting: [], now });
  const adoptee = givenBack(link);
  if (adoptee === null) return;
  const { entry } = adoptee;
  await insertAdoption(tx, accountId, { sliceId, adoptee });
  if (link.state.kind === 'gone' || entry.stopSecond !== null) return;
  const foreign = { ...entry, entryId: entry.id, origin: 'human' } as const;
  await rememberForeign(tx, accountId, { entry: foreign, now });
}
