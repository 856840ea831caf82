/**
 * Takes in what was answered to warnings: the fields they held are let go, and the next plan
 * writes what still differs. The answer waits in its row until this has been done, so that a
 * crash in between loses none.
 */
import { answeredLink } from '../../../core/projection/warningActions.ts';
import type { Database } from '../db/database.ts';
import type { WriteTransaction } from '../db/transaction.ts';
import { linksOfSlices } from '../store/togglLinks.ts';
import { markAnswerTaken, untakenAnswers } from '../store/togglWarnings.ts';
import { recordLink } from './recordLink.ts';

export async function takeAnswers(
  database: Database,
  accountId: string,
  now: number,
): Promise<void> {
  const waiting = await untakenAnswers(database.reader, accountId);
  if (waiting.length === 0) return;
  await database.write(async (tx) => {
    for (const answer of await untakenAnswers(tx, accountId)) {
      await takeAnswer(tx, { accountId, answer, now });
    }
  });
}

type Taking = Readonly<{
  accountId: string;
  answer: Awaited<ReturnType<typeof untakenAnswers>>[number];
  now: number;
}>;

async function takeAnswer(tx: WriteTransaction, { accountId, answer, now }: Taking): Promise<void> {
  const { id: warningId, sliceId, action } = answer;
  await markAnswerTaken(tx, accountId, { warningId, now });
  // A dismissal writes nothing: looked at anew, what was given up might be sent again.
  if (sliceId === null || action === 'dismiss') return;
  const [link] = await linksOfSlices(tx, accountId, [sliceId]);
  if (link === undefined) return;
  await recordLink(tx, accountId, { link: answeredLink(link, answer, action), now });
}
