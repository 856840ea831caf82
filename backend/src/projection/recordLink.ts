/**
 * Stores a link that a sight, an answer or a comparison changed, and closes what was asked about
 * fields that it holds no longer: both sides agree again.
 */
import type { Link } from '../../../core/projection/link.ts';
import type { WriteTransaction } from '../db/transaction.ts';
import { saveLink } from '../store/togglLinks.ts';
import { closeWarningsExcept } from '../store/togglWarnings.ts';

export async function recordLink(
  tx: WriteTransaction,
  accountId: string,
  { link, now }: Readonly<{ link: Link; now: number }>,
): Promise<void> {
  await saveLink(tx, { accountId, link, isSettled: false, now });
  const { sliceId, held } = link;
  // A deletion in Toggl is asked about until it is answered or its slice is gone.
  await closeWarningsExcept(tx, accountId, { sliceId, waiting: [...held, 'entry'], now });
}
