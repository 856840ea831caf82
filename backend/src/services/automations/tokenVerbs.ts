/** The one-call verbs as a token calls them: idempotent by key, and once where they fire twice. */
import { rulesOfCall } from '../../../../core/automations/doubleFire.ts';
import type { VerbAction } from '../../../../core/automations/trigger.ts';
import { actingBy } from '../arbitration.ts';
import type { Caller, Command, CommandResult, EngineParts, Idempotency } from '../engineCommand.ts';
import { runTap, type Tap, tapped } from './taps.ts';
import { act, type Manner, type VerbDone } from './verbs.ts';

type VerbCall = Readonly<{
  action: VerbAction;
  manner: Manner;
  /** The same text for the same verb and body, whenever it was made. */
  fingerprint: string;
  /** A phone or a tag calls, not a program. */
  isTap: boolean;
}>;

export type TokenVerbs = Readonly<{
  callVerb(
    caller: Caller,
    call: VerbCall,
    idempotency?: Idempotency<VerbDone>,
  ): Promise<CommandResult<VerbDone>>;
}>;

export function createTokenVerbs(parts: EngineParts): TokenVerbs {
  return {
    callVerb: (caller, call, idempotency) =>
      runTap(parts, caller, {
        work: (command) => tapped(command, tapOf(command, call)),
        idempotency,
      }),
  };
}

function tapOf({ caller }: Command, { action, manner, fingerprint, isTap }: VerbCall): Tap {
  return {
    lane: `token:${caller.tokenId}`,
    fingerprint,
    at: manner.at,
    action,
    rulesOf: (of) => rulesOfCall({ verb: action.do, isTap, fingerprint: of }),
    // The taps of this lane that are done again are all the same toggle.
    perform: (command, { at }) => act(actingBy(command, manner.source), action, { ...manner, at }),
    // What the other verbs do already goes by their instant.
    concerns: (later) => isTap && action.do === 'toggle' && later.fingerprint === fingerprint,
  };
}
