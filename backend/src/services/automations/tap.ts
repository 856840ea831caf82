/** One tap as it is compared with others and done, now or again where an earlier one is late. */
import type { TapRules } from '../../../../core/automations/doubleFire.ts';
import type { TriggerAction } from '../../../../core/automations/trigger.ts';
import type { Caller, Command } from '../engineCommand.ts';
import type { Manner, VerbResult } from './verbs.ts';

export type Performed = Readonly<{
  fingerprint: string;
  action: TriggerAction;
  at: string | undefined;
}>;

export type Tap = Performed &
  Readonly<{
    /** Double fires are told within a lane. */
    lane: string;
    rules: TapRules;
    /** Kept with the tap, where that alone tells how it was called. */
    manner: CallManner | null;
    /** For the journal. */
    by: Pick<Caller, 'tokenId' | 'cause'>;
    perform: (command: Command, what: Performed) => VerbResult;
  }>;

/** How a verb was called by a token. */
export type CallManner = Pick<Manner, 'source'> &
  Readonly<{
    /** A phone or a tag called, not a program. */
    isTap: boolean;
  }>;
