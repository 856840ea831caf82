/** A tap of a token: a one-call verb, in the lane of that token. */
import { rulesOfCall } from '../../../../core/automations/doubleFire.ts';
import type { VerbAction } from '../../../../core/automations/trigger.ts';
import { actingBy } from '../arbitration.ts';
import type { CallManner, Tap } from './tap.ts';
import { act } from './verbs.ts';

const lanePrefix = 'token:';

export type TokenCall = Readonly<{
  tokenId: string;
  action: VerbAction;
  manner: CallManner;
  /** The same text for the same verb and body, whenever it was made. */
  fingerprint: string;
  at?: string | undefined;
}>;

export function tapOfToken({ tokenId, action, manner, fingerprint, at }: TokenCall): Tap {
  return {
    lane: `${lanePrefix}${tokenId}`,
    fingerprint,
    at,
    action,
    rules: rulesOfCall({ verb: action.do, isTap: manner.isTap, fingerprint }),
    manner,
    by: { tokenId },
    perform: (command) =>
      act(actingBy(command, manner.source), action, { source: manner.source, at }),
  };
}

/** null for other lanes. */
export function tokenIdOf(lane: string): string | null {
  return lane.startsWith(lanePrefix) ? lane.slice(lanePrefix.length) : null;
}
