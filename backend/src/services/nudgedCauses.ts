/** What is seen of games and calls, each look followed by nudges: see commandThenNudge.ts. */
import type { Causes } from './automations/causes.ts';
import { after, type Followers, follow } from './nudge.ts';

export type CauseCommands = Readonly<{ lookAtCauses: Causes['look'] }>;

type CauseParts = Readonly<{ causes: Pick<Causes, 'look'> }> & Followers;

/** A look can come to several commands, and each deserves its own. */
export function causeCommands({ causes, ...followers }: CauseParts): CauseCommands {
  return {
    lookAtCauses: async (caller, sighting) =>
      after(await causes.look(caller, sighting), ({ written }) => {
        for (const changed of written) follow(followers, caller.accountId, changed);
      }),
  };
}
