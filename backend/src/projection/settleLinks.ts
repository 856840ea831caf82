/**
 * What a look writes to links without a call: creates that were cut off come into doubt, held
 * fields on which both sides agree by now are let go, and what is as it should be is put aside.
 * Never anything that a call has to tell first.
 */
import { isDeepStrictEqual } from 'node:util';
import { doubtPending } from '../../../core/projection/attempt.ts';
import { compareHeld } from '../../../core/projection/humanEdits.ts';
import type { Link } from '../../../core/projection/link.ts';
import { isPending } from '../../../core/projection/pending.ts';
import { withoutGone } from '../../../core/projection/vanish.ts';
import { isSameMatter, type WarningDraft } from '../../../core/projection/warning.ts';
import type { World } from '../../../core/projection/world.ts';
import type { Database } from '../db/database.ts';
import type { TogglConnection } from '../store/togglConnections.ts';
import { linksAtHand, saveLink } from '../store/togglLinks.ts';
import {
  closeWarningsExcept,
  openTogglWarnings,
  restateTogglWarning,
} from '../store/togglWarnings.ts';
import { recordLink } from './recordLink.ts';

type LinkWriting = Readonly<{ accountId: string; database: Database; now: () => number }>;

/** One look at a time: a create that is pending when a look begins was cut off, and is in doubt. */
export async function doubtCutOff(
  { accountId, database, now }: LinkWriting,
  connection: TogglConnection,
): Promise<void> {
  const atHand = await linksAtHand(database.reader, connection);
  const cutOff = atHand.filter(({ state }) => state.kind === 'pending');
  if (cutOff.length === 0) return;
  await database.write(async (tx) => {
    for (const link of cutOff) {
      await saveLink(tx, { accountId, link: doubtPending(link), isSettled: false, now: now() });
    }
  });
}

/**
 * Held fields, once our own side has changed: see compareHeld. Answers whether there was anything
 * to write. A warning that is answered already is not asked anew.
 */
export async function compareHeldItems(
  { accountId, database, now }: LinkWriting,
  world: World,
): Promise<boolean> {
  const compared = world.items.map(({ link, desired }) => ({
    before: link,
    ...compareHeld(link, desired),
  }));
  const agreed = compared.filter(({ before, link }) => link !== before);
  const drafts = compared.flatMap(({ warnings }) => warnings);
  if (agreed.length === 0 && drafts.length === 0) return false;
  const open = await openTogglWarnings(database.reader, accountId);
  const restated = drafts.filter((draft) =>
    open.some((told) => isSameMatter(told, draft) && !isSaid(told, draft)),
  );
  if (agreed.length === 0 && restated.length === 0) return false;
  await database.write(async (tx) => {
    for (const { link } of agreed) await recordLink(tx, accountId, { link, now: now() });
    for (const draft of restated) await restateTogglWarning(tx, accountId, draft);
  });
  return true;
}

function isSaid(told: WarningDraft, draft: WarningDraft): boolean {
  return isDeepStrictEqual([told.ours, told.fields], [draft.ours, draft.fields]);
}

/** What is as it should be and can change only through its slice is not looked at again. */
export async function settleItems(
  options: LinkWriting,
  connection: TogglConnection,
  world: World,
): Promise<number> {
  const { accountId, database, now } = options;
  const settled = world.items.filter(
    (item) => item.desired?.stopSecond !== null && !isPending(item, connection.traits),
  );
  if (settled.length === 0) return 0;
  await database.write(async (tx) => {
    for (const { link: before, desired, settledKey = null } of settled) {
      const key = before.state.kind === 'linked' ? settledKey : null;
      const link: Link = { ...withoutGone(before, desired), settledKey: key, refresh: null };
      await saveLink(tx, { accountId, link, isSettled: true, now: now() });
      if (link.state.kind === before.state.kind) continue;
      const { sliceId } = link;
      await closeWarningsExcept(tx, accountId, { sliceId, waiting: [], now: now() });
    }
  });
  return settled.length;
}
