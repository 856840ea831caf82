/** The taps of phones, tags and triggers, each followed by a nudge: see commandThenNudge.ts. */
import type { Slice } from '../../../core/engine/slice.ts';
import type { Tags } from './automations/tags.ts';
import type { TokenVerbs } from './automations/tokenVerbs.ts';
import type { TriggerFire } from './automations/triggers.ts';
import type { VerbDone } from './automations/verbs.ts';
import { after, type Followers, follow } from './nudge.ts';

export type TapCommands = TokenVerbs & TriggerFire & Readonly<{ tapTag: Tags['tap'] }>;

type TapParts = Readonly<{ verbs: TokenVerbs; triggers: TriggerFire; tags: Pick<Tags, 'tap'> }> &
  Followers;

/** What each touched tells what to look at: nothing, where a double fire was answered again. */
export function tapCommands({ verbs, triggers, tags, ...followers }: TapParts): TapCommands {
  const look = (accountId: string, { touched, changeId }: VerbDone) =>
    follow(followers, accountId, {
      changeId: touched.length === 0 ? null : changeId,
      slices: latest(touched),
    });
  return {
    callVerb: async (caller, call, idempotency) =>
      after(await verbs.callVerb(caller, call, idempotency), (done) =>
        look(caller.accountId, done),
      ),
    fireTrigger: async (caller, firing, idempotency) =>
      after(await triggers.fireTrigger(caller, firing, idempotency), (done) =>
        look(caller.accountId, done),
      ),
    tapTag: async (trigger, at, idempotency) =>
      after(await tags.tap(trigger, at, idempotency), (done) => look(trigger.accountId, done)),
  };
}

/** Taps that were done again touch a slice more than once: what runs deserves the first look. */
function latest(touched: readonly Slice[]): Slice[] {
  return [...new Map(touched.map((slice) => [slice.id, slice])).values()].toReversed();
}
