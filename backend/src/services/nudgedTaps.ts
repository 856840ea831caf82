/**
 * The taps of phones, tags and triggers, and what they began later because a rule had held it
 * back, each followed by a nudge: see commandThenNudge.ts.
 */
import type { Slice } from '../../../core/engine/slice.ts';
import type { HeldStarts } from './automations/heldStarts.ts';
import type { Tags } from './automations/tags.ts';
import type { TokenVerbs } from './automations/tokenVerbs.ts';
import type { TriggerFire } from './automations/triggers.ts';
import type { VerbDone } from './automations/verbs.ts';
import { after, type Followers, follow } from './nudge.ts';

export type TapCommands = TokenVerbs &
  TriggerFire &
  Readonly<{ tapTag: Tags['tap']; takeUpHeld: HeldStarts['takeUp'] }>;

type TapParts = Readonly<{
  verbs: TokenVerbs;
  triggers: TriggerFire;
  tags: Pick<Tags, 'tap'>;
  heldStarts: HeldStarts;
}> &
  Followers;

/** What each touched tells what to look at: nothing, where a double fire was answered again. */
export function tapCommands(parts: TapParts): TapCommands {
  const { verbs, triggers, tags, heldStarts, ...followers } = parts;
  const look = (accountId: string, { touched, changeId, action }: VerbDone) => {
    follow(followers, accountId, {
      changeId: touched.length === 0 ? null : changeId,
      slices: latest(touched),
    });
    if (action === 'held') followers.announce(accountId, { kind: 'rules' });
  };
  return {
    callVerb: async (caller, call, idempotency) =>
      after(await verbs.callVerb(caller, call, idempotency), (done) =>
        look(caller.accountId, done),
      ),
    fireTrigger: async (caller, firing, idempotency) =>
      after(await triggers.fireTrigger(caller, firing, idempotency), (done) =>
        look(caller.accountId, done),
      ),
    takeUpHeld: async (accountId) =>
      after(await heldStarts.takeUp(accountId), ({ begun }) => {
        for (const done of begun) look(accountId, done);
      }),
    tapTag: async (trigger, at, idempotency) =>
      after(await tags.tap(trigger, at, idempotency), (done) => look(trigger.accountId, done)),
  };
}

/** Taps that were done again touch a slice more than once: what runs deserves the first look. */
function latest(touched: readonly Slice[]): Slice[] {
  return [...new Map(touched.map((slice) => [slice.id, slice])).values()].toReversed();
}
