/** The close of a day, followed by nudges: see commandThenNudge.ts. */
import type { DayClose } from './closing/dayClose.ts';
import { after, type Followers, follow } from './nudge.ts';

export type ClosingCommands = Readonly<{
  closeDay: DayClose['close'];
  /** Nothing is sent for a preview: it changes nothing. */
  previewCloseDay: DayClose['preview'];
}>;

type ClosingParts = Readonly<{ dayClose: Pick<DayClose, 'close' | 'preview'> }> & Followers;

export function closingCommands({ dayClose, ...followers }: ClosingParts): ClosingCommands {
  return {
    previewCloseDay: dayClose.preview,
    closeDay: async (caller, input, idempotency) =>
      after(await dayClose.close(caller, input, idempotency), ({ slices, changeId }) =>
        follow(followers, caller.accountId, { changeId, slices }),
      ),
  };
}
