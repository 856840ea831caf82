/** What a phone measured, each session followed by nudges: see commandThenNudge.ts. */
import type { HealthSync } from './health/healthSync.ts';
import { after, type Followers, follow } from './nudge.ts';

export type HealthCommands = Readonly<{ syncHealth: HealthSync }>;

/** A night that ends what runs is a stop like any other. */
export function healthCommands({
  syncHealth,
  ...followers
}: HealthCommands & Followers): HealthCommands {
  return {
    syncHealth: async (caller, input, idempotency) =>
      after(await syncHealth(caller, input, idempotency), ({ written }) => {
        for (const changed of written) follow(followers, caller.accountId, changed);
      }),
  };
}
