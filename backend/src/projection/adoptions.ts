/**
 * Running entries that a person takes over from Timery, and gives back by undoing it. Both are
 * written with the links of the slices they belong to, and neither calls Toggl.
 *
 *   foreign ──adopt──▶ linked to its slice ──undo of the adoption──▶ foreign again
 *
 * Invariant: an entry that was given back is deleted by nobody but its human.
 */
import { type Adoptee, adoptedLink, givenBack } from '../../../core/projection/adoptForeign.ts';
import type { Link } from '../../../core/projection/link.ts';
import type { WriteTransaction } from '../db/transaction.ts';
import { insertAdoption, removeAdoption } from '../store/togglAdoptions.ts';
import type { TogglConnection } from '../store/togglConnections.ts';
import { forgetForeign, rememberForeign } from '../store/togglForeign.ts';
import { removeLink } from '../store/togglLinks.ts';
import { closeOffers } from '../store/togglWarnings.ts';

/** The entry is foreign no longer, and nothing is to be asked about it any more. */
export async function takeOver(
  tx: WriteTransaction,
  { accountId, togglUserId }: TogglConnection,
  { sliceId, adoptee, now }: Readonly<{ sliceId: string; adoptee: Adoptee; now: number }>,
): Promise<Link> {
  await removeAdoption(tx, sliceId);
  await forgetForeign(tx, accountId, [adoptee.entry.id]);
  await closeOffers(tx, accountId, { entryIds: [adoptee.entry.id], now });
  return adoptedLink({ sliceId, togglUserId }, adoptee);
}

/** The row of the adoption comes back as well: redone, it takes over the same entry once more. */
export async function giveBack(
  tx: WriteTransaction,
  accountId: string,
  { link, now }: Readonly<{ link: Link; now: number }>,
): Promise<void> {
  await removeLink(tx, link.sliceId);
  const adoptee = givenBack(link);
  if (adoptee === null) return;
  const { entry } = adoptee;
  await insertAdoption(tx, accountId, { sliceId: link.sliceId, adoptee });
  if (entry.stopSecond !== null) return;
  const foreign = { ...entry, entryId: entry.id, origin: 'human' } as const;
  await rememberForeign(tx, accountId, { entry: foreign, now });
}
